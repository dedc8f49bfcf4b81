import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { TenantId, UploadSessionId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import type { BlobStore } from '../../../ports/blob-store.ts';

/** Ends a session and deletes what was uploaded in it; recordings made of it stay. Rejects with `session-not-found`. */
export async function endUploadSession(
  database: Database,
  ports: { blobs: BlobStore },
  tenantId: TenantId,
  sessionId: UploadSessionId,
): Promise<void> {
  const ended = await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('upload_sessions')
      .set({ expires_at: sql<Date>`now()` })
      .where('id', '=', sessionId)
      .where(sql<boolean>`expires_at > now()`)
      .returning('id')
      .executeTakeFirst(),
  );
  if (!ended) throw new EfirError('session-not-found');
  await clearSession(database, ports, tenantId, sessionId);
}

/** Deletes sessions of all tenants that have been over for a minute, `limit` at most; gives their number. */
export async function clearEndedSessions(
  database: Database,
  ports: { blobs: BlobStore },
  limit = 100,
): Promise<number> {
  const ended = await database.withDispatcher((tx) =>
    tx
      .selectFrom('upload_sessions')
      .select(['tenant_id', 'id'])
      .where(sql<boolean>`expires_at < now() - interval '1 minute'`)
      .orderBy('expires_at')
      .limit(limit)
      .execute(),
  );
  for (const { tenant_id, id } of ended) await clearSession(database, ports, tenant_id, id);
  return ended.length;
}

/** The bytes first: what is left when this breaks off is still listed, and goes the next time. */
async function clearSession(
  database: Database,
  { blobs }: { blobs: BlobStore },
  tenantId: TenantId,
  sessionId: UploadSessionId,
): Promise<void> {
  const files = await database.readTenant(tenantId, (tx) =>
    tx.selectFrom('session_files').select('blob_key').where('session_id', '=', sessionId).execute(),
  );
  for (const { blob_key } of files) await blobs.delete(blob_key);
  await database.withTenant(tenantId, (tx) =>
    tx
      .deleteFrom('upload_sessions')
      .where('id', '=', sessionId)
      .where(sql<boolean>`expires_at <= now()`)
      .execute(),
  );
}
