import { sql } from 'kysely';
import { matchesHash } from '../../core/credential.ts';
import { EfirError } from '../../core/errors.ts';
import type { ApiKeyId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Caller } from './caller.ts';
import { readKeyText } from './key-text.ts';
import type { Scope } from './scopes.ts';

/** `last_used_at` is for people who tidy up: a write for every request would be too dear for that. */
const notedEvery = 60_000;

/**
 * Finds out whose key a text is. Rejects with `unauthorised` for a text that is no key, a wrong secret, a key that
 * is revoked or expired, all alike.
 */
export async function authenticateApiKey(database: Database, text: string): Promise<Caller> {
  const parts = readKeyText(text);
  if (!parts) throw new EfirError('unauthorised');
  const row = await database.readTenant(parts.tenantId, (tx) =>
    tx
      .selectFrom('api_keys')
      .select(['secret_hash', 'scopes', 'last_used_at', 'expires_at', 'revoked_at'])
      .select(sql<Date>`now()`.as('now'))
      .where('id', '=', parts.keyId)
      .executeTakeFirst(),
  );
  if (!matchesHash(parts.secret, row?.secret_hash) || !row) throw new EfirError('unauthorised');
  if (row.revoked_at || (row.expires_at && row.expires_at <= row.now)) throw new EfirError('unauthorised');
  if (!row.last_used_at || row.now.getTime() - row.last_used_at.getTime() >= notedEvery)
    await noteUse(database, parts);
  return {
    tenantId: parts.tenantId,
    scopes: row.scopes as Scope[],
    by: { kind: 'key', keyId: parts.keyId },
  };
}

async function noteUse(
  database: Database,
  { tenantId, keyId }: { readonly tenantId: TenantId; readonly keyId: ApiKeyId },
): Promise<void> {
  await database.withTenant(tenantId, (tx) =>
    tx.updateTable('api_keys').set({ last_used_at: sql<Date>`now()` }).where('id', '=', keyId).execute(),
  );
}
