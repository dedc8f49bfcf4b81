import type { Selectable } from 'kysely';
import type { ApiKeyId } from '../../core/ids.ts';
import type { TenantRead } from '../../db/database.ts';
import type { Schema } from '../../db/schema.ts';
import type { Scope } from './scopes.ts';

/** An API key as it may be shown: all but its secret. */
export interface ApiKey {
  readonly id: ApiKeyId;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | undefined;
  readonly expiresAt: Date | undefined;
  readonly revokedAt: Date | undefined;
  /** Name of who made it; undefined for the installation, another key, or somebody who left. */
  readonly madeBy: string | undefined;
}

/** The keys that a transaction sees, as `toApiKey` takes them. */
export function selectApiKeys(tx: Pick<TenantRead, 'selectFrom'>) {
  return tx
    .selectFrom('api_keys')
    .leftJoin('users', 'users.id', 'api_keys.user_id')
    .select(['api_keys.id', 'api_keys.name', 'scopes', 'api_keys.created_at', 'last_used_at', 'expires_at'])
    .select(['revoked_at', 'users.name as made_by']);
}

type Row = Pick<
  Selectable<Schema['api_keys']>,
  'id' | 'name' | 'scopes' | 'created_at' | 'last_used_at' | 'expires_at' | 'revoked_at'
> & { readonly made_by: string | null };

export function toApiKey(row: Row): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes as Scope[],
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
    madeBy: row.made_by ?? undefined,
  };
}
