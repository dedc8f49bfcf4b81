import { sql } from 'kysely';
import type { AttemptId, TaskId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import { lockTask, refOf } from './lock-task.ts';
import type { TaskRules } from './task-rules.ts';
import { age, type EndedTask, isOver } from './work-copy.ts';

export interface CancelOutcome {
  /** Absent when the task had ended before, or does not exist: nothing was changed. */
  readonly ended?: EndedTask;
  /** Attempts that a worker may be at: after the commit the caller sends the hint `stop` for each. */
  readonly stop: readonly AttemptId[];
}

/**
 * Ends a task that waits or is in work, and the steps that wait for it. Call it before anything else that locks the
 * recording, and lock all its tasks first where there are several. A worker that misses the hint is told to stop when
 * it reports next.
 */
export async function cancelTask(tx: TenantTx, rules: TaskRules, taskId: TaskId): Promise<CancelOutcome> {
  const task = await lockTask(tx, taskId);
  if (!task || isOver(task)) return { stop: [] };
  const { seconds } = await tx
    .updateTable('tasks')
    .set({ state: 'cancelled', finished_at: sql<Date>`now()` })
    .where('id', '=', taskId)
    .returning(age.as('seconds'))
    .executeTakeFirstOrThrow();
  const stopped = await tx
    .updateTable('attempts')
    .set({ state: 'stopped', finished_at: sql<Date>`now()` })
    .where('task_id', '=', taskId)
    .where('state', 'in', ['dispatched', 'running'])
    .returning('id')
    .execute();
  await rules.effects(tx, [{ task: refOf(task), happenings: [{ type: 'cancelled' }] }]);
  return {
    ended: { kind: task.kind, state: 'cancelled', seconds },
    stop: stopped.map((attempt) => attempt.id),
  };
}
