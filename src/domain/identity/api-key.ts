import type { Selectable } from 'kysely';
import type { ApiKeyId } from '../../core/ids.ts';
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
}

export const apiKeyColumns = [
  'id',
  'name',
  'scopes',
  'created_at',
  'last_used_at',
  'expires_at',
  'revoked_at',
] as const;

export function toApiKey(row: Pick<Selectable<Schema['api_keys']>, (typeof apiKeyColumns)[number]>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes as Scope[],
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  };
}
