import { sql } from 'kysely';
import { EfirError } from '../core/errors.ts';
import type { TaskId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import { lockTask, refOf } from './lock-task.ts';
import type { TaskRules } from './task-rules.ts';

/**
 * Sends a dead or cancelled task again: counts start anew, finished pieces are kept. Rejects with `state-conflict`
 * for a task in any other state. After the commit the caller sends the hint `tasks`.
 */
export async function retryTask(tx: TenantTx, rules: TaskRules, taskId: TaskId): Promise<void> {
  const task = await lockTask(tx, taskId);
  if (!task || (task.state !== 'dead' && task.state !== 'cancelled')) {
    throw new EfirError('state-conflict', { state: task?.state ?? 'deleted' });
  }
  await tx
    .updateTable('tasks')
    .set({
      state: 'queued',
      due_at: sql<Date>`now()`,
      finished_at: null,
      error: null,
      failures: 0,
      losses: 0,
      failures_by_code: '{}',
    })
    .where('id', '=', taskId)
    .execute();
  await rules.effects(tx, [{ task: refOf(task), happenings: [{ type: 'queued' }] }]);
}
