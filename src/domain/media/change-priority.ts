import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TaskId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import { lockTasksOf, type TaskRow } from '../../work/lock-task.ts';
import { readRecording } from './get-recording.ts';
import type { Recording } from './recording.ts';
import { readTask, type Task } from './task.ts';

/**
 * Lets a recording that waits go before others, or after them: -10 to 10. Rejects with `recording-not-found`, and with
 * `state-conflict` when nothing of it waits any more.
 */
export async function changePriority(
  database: Database,
  tenantId: TenantId,
  recordingId: RecordingId,
  priority: number,
): Promise<Recording> {
  const recording = await database.withTenant(tenantId, async (tx) => {
    const tasks = await lockTasksOf(tx, recordingId);
    const { state } = await readRecording(tx, recordingId);
    if (!(await prefer(tx, recordingId, tasks, priority))) throw new EfirError('state-conflict', { state });
    return readRecording(tx, recordingId);
  });
  database.hints.send('tasks', recordingId);
  return recording;
}

/**
 * The same, of the recording that a task belongs to. Rejects with `task-not-found`, and with `task-conflict` (state) when
 * the task does not wait.
 */
export async function changeTaskPriority(
  database: Database,
  tenantId: TenantId,
  taskId: TaskId,
  priority: number,
): Promise<Task> {
  const task = await database.withTenant(tenantId, async (tx) => {
    const { recordingId } = await readTask(tx, taskId);
    const tasks = await lockTasksOf(tx, recordingId);
    const { state } = await readTask(tx, taskId);
    if (!isWaiting({ state })) throw new EfirError('task-conflict', { state });
    await prefer(tx, recordingId, tasks, priority);
    return readTask(tx, taskId);
  });
  database.hints.send('tasks', task.recordingId);
  database.hints.send('recording', task.recordingId);
  return task;
}

const isWaiting = ({ state }: Pick<TaskRow, 'state'>) => state === 'queued' || state === 'waiting';

/** False where none of the tasks waits: nothing was changed. */
async function prefer(
  tx: TenantTx,
  recordingId: RecordingId,
  tasks: readonly TaskRow[],
  priority: number,
): Promise<boolean> {
  const ids = tasks.filter(isWaiting).map((task) => task.id);
  if (ids.length === 0) return false;
  await tx.updateTable('tasks').set({ priority }).where('id', 'in', ids).execute();
  await tx
    .updateTable('recordings')
    .set({
      options: sql<RecordingOptions & string>`options || jsonb_build_object('priority', ${priority}::int)`,
    })
    .where('id', '=', recordingId)
    .execute();
  return true;
}
