import { type RawBuilder, sql } from 'kysely';
import { isUuid, type RecordingId, type TenantId } from '../../core/ids.ts';

export interface BlobPlace {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
}

/** Where all recordings lie in a blob store. */
export const blobPrefix = 'tenants/';

/** The key under which a recording's bytes lie. */
export function writeBlobKey({ tenantId, recordingId }: BlobPlace): string {
  return `${blobPrefix}${tenantId}/recordings/${recordingId}/audio`;
}

/** Whose bytes lie under a key; undefined for a key that `writeBlobKey` did not make, or a try to fetch it. */
export function readBlobKey(key: string): BlobPlace | undefined {
  const [, tenantId = '', recordingId = ''] =
    /^tenants\/([^/]+)\/recordings\/([^/]+)\/audio(?:-[0-9a-f]{8})?$/.exec(key) ?? [];
  if (!isUuid(tenantId) || !isUuid(recordingId)) return undefined;
  return { tenantId: tenantId as TenantId, recordingId: recordingId as RecordingId };
}

/**
 * Keeps the sweeper away from a blob until the transaction ends, which is about to name it in a row. False while the
 * sweeper is deleting it.
 */
export function holdBlob(key: string): RawBuilder<boolean> {
  return sql<boolean>`pg_try_advisory_xact_lock_shared(${lockOf(sql.val(key))})`;
}

/** The same for a row of `recordings` that is being written. */
export function holdBlobOfRow(): RawBuilder<boolean> {
  return sql<boolean>`pg_try_advisory_xact_lock_shared(${lockOf(sql.ref('blob_key'))})`;
}

/** The sweeper's side: false while a transaction is open that names the blob. */
export function claimBlob(key: string): RawBuilder<boolean> {
  return sql<boolean>`pg_try_advisory_xact_lock(${lockOf(sql.val(key))})`;
}

function lockOf(key: RawBuilder<unknown>) {
  return sql`hashtextextended('efir:blob:' || ${key}::text, 0)`;
}
