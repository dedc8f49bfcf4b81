import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { type DeletionPorts, deleteRecordingWithin } from '../media/index.ts';

/** Deletes a recording that somebody may have deleted since we looked. What it gives is for after the commit. */
export async function deleteKnown(
  tx: TenantTx,
  ports: DeletionPorts,
  recordingId: RecordingId,
): Promise<(database: Pick<Database, 'hints'>) => void> {
  try {
    return await deleteRecordingWithin(tx, ports, recordingId);
  } catch (thrown) {
    if (thrown instanceof EfirError && thrown.code === 'recording-not-found') return () => {};
    throw thrown;
  }
}
