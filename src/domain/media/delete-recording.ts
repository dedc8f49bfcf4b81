import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { TaskRules } from '../../work/task-rules.ts';
import type { EndedTask } from '../../work/work-copy.ts';
import { cancelTasks } from './cancel-recording.ts';

export interface DeletionPorts {
  readonly blobs: BlobStore;
  readonly rules: readonly TaskRules[];
  readonly countEnd: (ended: EndedTask) => void;
}

/**
 * Deletes a recording with all that was made of it; work on it stops. Rejects with `recording-not-found`. May be
 * repeated after a failure: the row goes last, so nothing is left that cannot be found again.
 */
export async function deleteRecording(
  database: Database,
  ports: DeletionPorts,
  tenantId: TenantId,
  recordingId: RecordingId,
): Promise<void> {
  const tell = await database.withTenant(tenantId, (tx) => deleteRecordingWithin(tx, ports, recordingId));
  tell(database);
}

/**
 * The same as part of a transaction; what it gives is for after the commit, and tells those who work on the recording or
 * listen to it. Should the commit fail, the recording is there without its audio until it is deleted again.
 */
export async function deleteRecordingWithin(
  tx: TenantTx,
  { blobs, countEnd, rules }: DeletionPorts,
  recordingId: RecordingId,
): Promise<(database: Pick<Database, 'hints'>) => void> {
  // Locks the tasks before the recording, in the order of everybody who stores what workers report.
  const { ended, stop } = await cancelTasks(tx, rules, recordingId);
  const row = await tx
    .deleteFrom('recordings')
    .where('id', '=', recordingId)
    .returning('blob_key')
    .executeTakeFirst();
  if (!row) throw new EfirError('recording-not-found', { id: recordingId });
  await tx
    .insertInto('deleted_recordings')
    .values({ tenant_id: tx.tenantId, id: recordingId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await blobs.delete(row.blob_key);
  return ({ hints }) => {
    ended.forEach(countEnd);
    for (const attempt of stop) hints.send('stop', attempt);
    hints.send('recording', recordingId);
  };
}
