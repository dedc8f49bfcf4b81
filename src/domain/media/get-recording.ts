import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';
import { type Recording, recordingColumns, toRecording } from './recording.ts';

/** One recording. Rejects with `recording-not-found`. */
export async function getRecording(
  database: Database,
  tenantId: TenantId,
  recordingId: RecordingId,
): Promise<Recording> {
  return database.readTenant(tenantId, (tx) => readRecording(tx, recordingId));
}

/** The same inside a transaction. */
export async function readRecording(tx: TenantRead, recordingId: RecordingId): Promise<Recording> {
  const row = await tx
    .selectFrom('recordings')
    .select(recordingColumns)
    .where('id', '=', recordingId)
    .executeTakeFirst();
  if (!row) throw new EfirError('recording-not-found', { id: recordingId });
  return toRecording(row);
}
