import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { ApiKeyId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';

/** Ends a key for good, in other processes some milliseconds later; it stays in the list. May be repeated. Rejects with `api-key-not-found`. */
export async function revokeApiKey(database: Database, tenantId: TenantId, keyId: ApiKeyId): Promise<void> {
  const row = await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('api_keys')
      .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
      .where('id', '=', keyId)
      .returning('id')
      .executeTakeFirst(),
  );
  if (!row) throw new EfirError('api-key-not-found', { id: keyId });
  database.hints.send('api-key', keyId);
}
