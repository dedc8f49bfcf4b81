import { EfirError, toEfirError } from '../../core/errors.ts';
import type { TaskId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { cancelTask } from '../../work/cancel-task.ts';
import { lockTasksOf, type TaskRow } from '../../work/lock-task.ts';
import { indexRules, type TaskRules } from '../../work/task-rules.ts';
import type { EndedTask } from '../../work/work-copy.ts';
import { retryTasks } from './retry-recording.ts';
import { findTasks, readTask, type Task, type TaskFilter } from './task.ts';

/**
 * Sends one dead or cancelled task again, with what it needs. Rejects with `task-not-found`, with `task-conflict`
 * (state) in any other state, and as `retryRecording` where the sound is gone.
 */
export async function retryOneTask(
  database: Database,
  { rules }: { rules: readonly TaskRules[] },
  tenantId: TenantId,
  taskId: TaskId,
): Promise<Task> {
  const task = await database.withTenant(tenantId, async (tx) => {
    const row = await lockWithFamily(tx, taskId);
    if ((await retryTasks(tx, rules, [row])) === 0)
      throw new EfirError('task-conflict', { state: row.state });
    return readTask(tx, taskId);
  });
  database.hints.send('tasks', taskId);
  database.hints.send('recording', task.recordingId);
  return task;
}

export interface RetryOutcome {
  readonly retried: number;
  /** Those that could not be sent again, and why. */
  readonly refused: readonly { readonly id: TaskId; readonly code: string }[];
}

/** Tasks looked for at once, and sent again at the same time. */
const pageSize = 200;
const atOnce = 4;

/** Sends tasks again by their ids, each by itself: what is refused does not hold up the others. */
export async function retryTasksById(
  database: Database,
  ports: { rules: readonly TaskRules[] },
  tenantId: TenantId,
  ids: readonly TaskId[],
): Promise<RetryOutcome> {
  const refused: { id: TaskId; code: string }[] = [];
  const retry = (id: TaskId) =>
    retryOneTask(database, ports, tenantId, id).catch((thrown: unknown) => {
      const { code } = toEfirError(thrown);
      if (code === 'database-unreachable' || code === 'internal') throw thrown;
      refused.push({ id, code });
    });
  for (let start = 0; start < ids.length; start += atOnce)
    await Promise.all(ids.slice(start, start + atOnce).map(retry));
  return { retried: ids.length - refused.length, refused };
}

/** Sends all tasks again that are in a state and, where given, of a kind and with an error. */
export async function retryTasksLike(
  database: Database,
  ports: { rules: readonly TaskRules[] },
  tenantId: TenantId,
  filter: TaskFilter & { readonly state: 'dead' | 'cancelled' },
): Promise<RetryOutcome> {
  const refused: { id: TaskId; code: string }[] = [];
  let retried = 0;
  let before: TaskId | undefined;
  do {
    const page = await findTasks(database, tenantId, { ...filter, limit: pageSize, before });
    before = page.length === pageSize ? page.at(-1)?.id : undefined;
    const outcome = await retryTasksById(
      database,
      ports,
      tenantId,
      page.map((task) => task.id),
    );
    retried += outcome.retried;
    // Taken along meanwhile by a step that needs it: that is no refusal.
    refused.push(...outcome.refused.filter(({ code }) => code !== 'task-conflict'));
  } while (before !== undefined);
  return { retried, refused };
}

/** Ends one task and the steps that wait for it. May be repeated. Rejects with `task-not-found` and `task-conflict` (state). */
export async function cancelOneTask(
  database: Database,
  { rules, countEnd }: { rules: readonly TaskRules[]; countEnd: (ended: EndedTask) => void },
  tenantId: TenantId,
  taskId: TaskId,
): Promise<Task> {
  const { outcome, task } = await database.withTenant(tenantId, async (tx) => {
    const row = await lockWithFamily(tx, taskId);
    const rule = indexRules(rules).get(row.kind);
    if (!rule) throw new EfirError('internal', { detail: `no rules for tasks of kind ${row.kind}` });
    return { outcome: await cancelTask(tx, rule, taskId), task: await readTask(tx, taskId) };
  });
  if (task.state !== 'cancelled') throw new EfirError('task-conflict', { state: task.state });
  if (outcome.ended) countEnd(outcome.ended);
  for (const attempt of outcome.stop) database.hints.send('stop', attempt);
  database.hints.send('recording', task.recordingId);
  return task;
}

/** A task, locked with all tasks of its recording. */
async function lockWithFamily(tx: TenantTx, taskId: TaskId): Promise<TaskRow> {
  const { recordingId } = await readTask(tx, taskId);
  const task = (await lockTasksOf(tx, recordingId)).find((row) => row.id === taskId);
  if (!task) throw new EfirError('task-not-found', { id: taskId });
  return task;
}
