import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { TaskRules } from '../../work/task-rules.ts';
import type { EndedTask } from '../../work/work-copy.ts';
import { cancelTasks } from './cancel-recording.ts';

/**
 * Deletes a recording with all that was made of it; work on it stops. Rejects with `recording-not-found`. May be
 * repeated after a failure: the row goes last, so nothing is left that cannot be found again.
 */
export async function deleteRecording(
  database: Database,
  ports: {
    blobs: BlobStore;
    rules: readonly TaskRules[];
    countEnd: (ended: EndedTask) => void;
  },
  tenantId: TenantId,
  recordingId: RecordingId,
): Promise<void> {
  const { ended, stop } = await database.withTenant(tenantId, async (tx) => {
    // Locks the tasks before the recording, in the order of everybody who stores what workers report.
    const outcome = await cancelTasks(tx, ports.rules, recordingId);
    const row = await tx
      .deleteFrom('recordings')
      .where('id', '=', recordingId)
      .returning('blob_key')
      .executeTakeFirst();
    if (!row) throw new EfirError('recording-not-found', { id: recordingId });
    await ports.blobs.delete(row.blob_key);
    return outcome;
  });
  ended.forEach(ports.countEnd);
  for (const attempt of stop) database.hints.send('stop', attempt);
  database.hints.send('recording', recordingId);
}
