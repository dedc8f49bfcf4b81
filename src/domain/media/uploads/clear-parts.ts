import { sql } from 'kysely';
import type { TenantId, UploadId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import type { BlobStore } from '../../../ports/blob-store.ts';
import { writePartPrefix } from './upload.ts';

/** Deletes the bytes of an upload, also those that a killed process did not write down. May be repeated. */
export async function clearParts(
  database: Database,
  { blobs }: { readonly blobs: BlobStore },
  tenantId: TenantId,
  id: UploadId,
): Promise<void> {
  for await (const blob of blobs.list(writePartPrefix(tenantId, id))) await blobs.delete(blob.key);
  await database.withTenant(tenantId, (tx) =>
    tx.deleteFrom('upload_parts').where('upload_id', '=', id).execute(),
  );
}

/** Forgets an upload with its bytes; a recording that was made of it stays. One that is not there is fine. */
export async function deleteUpload(
  database: Database,
  { blobs }: { readonly blobs: BlobStore },
  tenantId: TenantId,
  id: UploadId,
): Promise<void> {
  // First out of everybody's sight: who is writing or handing it over finds it gone.
  await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('uploads')
      .set({
        expires_at: sql<Date>`now()`,
        claim: null,
        state: sql`case state when 'taken' then state else 'refused' end`,
      })
      .where('id', '=', id)
      .execute(),
  );
  await clearParts(database, { blobs }, tenantId, id);
  await database.withTenant(tenantId, (tx) => tx.deleteFrom('uploads').where('id', '=', id).execute());
}

/** Deletes what is over of all tenants; gives how many uploads that were. */
export async function expireUploads(
  database: Database,
  ports: { readonly blobs: BlobStore },
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  for (;;) {
    const over = await database.withDispatcher((tx) =>
      tx
        .selectFrom('uploads')
        .select(['tenant_id', 'id'])
        .where(sql<boolean>`expires_at < now()`)
        .orderBy('expires_at')
        .limit(100)
        .execute(),
    );
    for (const { id, tenant_id } of over) {
      signal?.throwIfAborted();
      await deleteUpload(database, ports, tenant_id, id);
    }
    count += over.length;
    if (over.length === 0) return count;
  }
}
