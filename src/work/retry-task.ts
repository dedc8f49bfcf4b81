import { sql } from 'kysely';
import { EfirError } from '../core/errors.ts';
import type { TaskId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import { lockTask, lockTasksOf, refOf, type TaskRow } from './lock-task.ts';
import type { TaskRules } from './task-rules.ts';

/**
 * Sends a dead or cancelled task again, and what it needs of the same recipe: counts start anew, finished pieces are
 * kept. Steps that ended only because this one did wait for it again. Rejects with `state-conflict` for a task in any
 * other state. After the commit the caller sends the hint `tasks`.
 */
export async function retryTask(tx: TenantTx, rules: TaskRules, taskId: TaskId): Promise<void> {
  const task = await lockRetried(tx, taskId);
  const again = task ? listAgain(task.id, task.family) : [];
  if (!task || again[0]?.id !== taskId) {
    throw new EfirError('state-conflict', { state: task?.state ?? 'deleted' });
  }
  for (const one of again) await reset(tx, one);
  await rules.effects(tx, [{ task: refOf(task), happenings: [{ type: 'queued' }] }]);
}

/** The task with all tasks of its recording, locked; a task that is the only one is locked by itself. */
async function lockRetried(
  tx: TenantTx,
  taskId: TaskId,
): Promise<(TaskRow & { family: TaskRow[] }) | undefined> {
  const place = await tx
    .selectFrom('tasks')
    .select(['recording_id', 'steps'])
    .where('id', '=', taskId)
    .executeTakeFirst();
  if (!place) return undefined;
  if (place.steps > 1) {
    const family = await lockTasksOf(tx, place.recording_id);
    const task = family.find((one) => one.id === taskId);
    return task && { ...task, family };
  }
  const task = await lockTask(tx, taskId);
  return task && { ...task, family: [task] };
}

/** The task itself and, behind it, all that it needs directly or indirectly: those of them that have failed. */
function listAgain(taskId: TaskId, family: readonly TaskRow[]): TaskRow[] {
  const task = family.find((one) => one.id === taskId);
  if (task?.state !== 'dead' && task?.state !== 'cancelled') return [];
  return [task, ...task.needs.flatMap((need) => listAgain(need, family))];
}

/** A step that needs others waits; it is due at once where they have succeeded, which the effects see to. */
async function reset(tx: TenantTx, { id, needs }: TaskRow): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({
      state: needs.length > 0 ? 'waiting' : 'queued',
      due_at: sql<Date>`now()`,
      finished_at: null,
      error: null,
      failures: 0,
      losses: 0,
      failures_by_code: '{}',
    })
    .where('id', '=', id)
    .execute();
}
