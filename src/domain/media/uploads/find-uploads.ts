import { sql } from 'kysely';
import type { TenantId, UploadId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import { readUpload, toUpload, type Upload, uploadColumns } from './upload.ts';

/** Rejects with `upload-not-found` and `upload-expired`. */
export async function getUpload(database: Database, tenantId: TenantId, id: UploadId): Promise<Upload> {
  return database.readTenant(tenantId, (tx) => readUpload(tx, id));
}

/** Uploads of a tenant that are no recordings yet, and those that cannot be; newest first. */
export async function listUnfinishedUploads(database: Database, tenantId: TenantId): Promise<Upload[]> {
  const rows = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('uploads')
      .select(uploadColumns)
      .where('state', '<>', 'taken')
      .where(sql<boolean>`expires_at > now()`)
      .orderBy('id', 'desc')
      .limit(500)
      .execute(),
  );
  return rows.map(toUpload);
}
