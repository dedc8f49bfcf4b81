import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { TenantId, UploadId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import { livesFromNow, toUpload, type Upload, uploadColumns } from './upload.ts';

export interface NewUpload
  extends Pick<Upload, 'fileName' | 'options' | 'metadata' | 'bytes' | 'requestId' | 'trace'> {
  readonly tenantId: TenantId;
  readonly id: UploadId;
}

/** Unfinished uploads of one tenant. */
const mostOpen = 200;

/** Begins an upload, before its first byte. Rejects with `media-empty`, and with `uploads-full` (limit). */
export async function createUpload(database: Database, upload: NewUpload): Promise<Upload> {
  if (upload.bytes === 0) throw new EfirError('media-empty');
  return database.withTenant(upload.tenantId, async (tx) => {
    await countOpen(tx);
    const row = await tx
      .insertInto('uploads')
      .values({
        tenant_id: tx.tenantId,
        id: upload.id,
        file_name: upload.fileName,
        options: JSON.stringify(upload.options),
        metadata: upload.metadata,
        bytes: upload.bytes,
        request_id: upload.requestId,
        trace: upload.trace,
        expires_at: livesFromNow(),
      })
      .returning(uploadColumns)
      .executeTakeFirstOrThrow();
    return toUpload(row);
  });
}

/** Those that begin at once count each other. */
async function countOpen(tx: TenantTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('efir:uploads:' || ${tx.tenantId}::text, 0))`.execute(
    tx,
  );
  const { count } = await tx
    .selectFrom('uploads')
    .select(sql<number>`count(*)`.as('count'))
    .where('state', 'in', ['open', 'whole'])
    .where(sql<boolean>`expires_at > now()`)
    .executeTakeFirstOrThrow();
  if (count >= mostOpen) throw new EfirError('uploads-full', { limit: mostOpen });
}
