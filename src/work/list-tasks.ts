import type { RecordingId } from '../core/ids.ts';
import type { TenantRead } from '../db/database.ts';
import type { TaskRow } from './lock-task.ts';

/** The tasks of a recording, oldest first. */
export async function listTasks(
  tx: TenantRead,
  recordingId: RecordingId,
): Promise<Pick<TaskRow, 'id' | 'kind' | 'state' | 'error'>[]> {
  return tx
    .selectFrom('tasks')
    .select(['id', 'kind', 'state', 'error'])
    .where('recording_id', '=', recordingId)
    .orderBy('id')
    .execute();
}
