import { sql } from 'kysely';
import type { TenantTx } from '../db/database.ts';
import type { HintTopic } from '../db/hints.ts';
import type { Fate } from './judge-failure.ts';
import { type AttemptRow, isOpen, refOf, type TaskRow } from './lock-task.ts';
import type { TaskRules } from './task-rules.ts';

/**
 * A task and one of its attempts under the task's row lock: changed here as often as needed, stored once by
 * `saveCopy`.
 */
export interface WorkCopy {
  task: TaskRow;
  attempt: AttemptRow;
  /** Seconds until a task that waits again is due. */
  delay: number;
}

/** To be sent after the commit. */
export interface Hint {
  readonly topic: HintTopic;
  readonly id: string;
}

/** A task that reached its end, for the figures. */
export interface EndedTask {
  readonly kind: string;
  readonly state: 'succeeded' | 'dead' | 'cancelled';
  /** Seconds since the task was made. */
  readonly seconds: number;
}

/** Closes the attempt with a state that says why, and lets the task wait again or die, as was judged. */
export async function closeAttempt(
  tx: TenantTx,
  rules: TaskRules,
  copy: WorkCopy,
  state: 'failed' | 'lost',
  fate: Fate,
): Promise<void> {
  copy.attempt = { ...copy.attempt, state, error: 'dead' in fate ? fate.dead : fate.error };
  await meetFate(tx, rules, copy, fate);
}

/** Lets a task wait again or die, as was judged. */
export async function meetFate(
  tx: TenantTx,
  rules: TaskRules,
  copy: Pick<WorkCopy, 'task' | 'delay'>,
  fate: Fate,
): Promise<void> {
  if ('dead' in fate) {
    copy.task = { ...copy.task, ...fate.counters, error: fate.dead, state: 'dead' };
    await rules.effects(tx, refOf(copy.task), { type: 'dead', error: fate.dead });
  } else {
    copy.task = { ...copy.task, ...fate.counters, error: fate.error, state: 'queued' };
    copy.delay = fate.delay;
    await rules.effects(tx, refOf(copy.task), { type: 'queued' });
  }
}

/** Stores the copy: a new lease for an attempt that goes on, the time of the end for what is over. */
export async function saveCopy(
  tx: TenantTx,
  before: WorkCopy,
  after: WorkCopy,
  lease: number,
): Promise<number> {
  const { attempt } = after;
  const open = isOpen(attempt);
  await tx
    .updateTable('attempts')
    .set({
      state: attempt.state,
      run_id: attempt.run_id,
      worker_id: attempt.worker_id,
      applied_seq: attempt.applied_seq,
      error: attempt.error && JSON.stringify(attempt.error),
      ...(open ? { lease_until: inSeconds(lease) } : { finished_at: sql<Date>`now()` }),
    })
    .where('id', '=', attempt.id)
    .execute();
  return after.task === before.task ? 0 : saveTask(tx, after);
}

/** Answers with the seconds since the task was made. */
export async function saveTask(
  tx: TenantTx,
  { task, delay }: Pick<WorkCopy, 'task' | 'delay'>,
): Promise<number> {
  const saved = await tx
    .updateTable('tasks')
    .set({
      state: task.state,
      pieces: task.pieces,
      segments: task.segments,
      failures: task.failures,
      losses: task.losses,
      failures_by_code: JSON.stringify(task.failures_by_code),
      error: task.error && JSON.stringify(task.error),
      ...(task.state === 'queued' ? { due_at: inSeconds(delay) } : {}),
      ...(isOver(task) ? { finished_at: sql<Date>`now()` } : {}),
    })
    .where('id', '=', task.id)
    .returning(age.as('seconds'))
    .executeTakeFirstOrThrow();
  return saved.seconds;
}

/** Seconds since a task was made. */
export const age = sql<number>`extract(epoch from now() - created_at)::float8`;

export function inSeconds(seconds: number) {
  return sql<Date>`now() + make_interval(secs => ${seconds})`;
}

function isOver(task: Pick<TaskRow, 'state'>): boolean {
  return task.state === 'succeeded' || task.state === 'dead' || task.state === 'cancelled';
}
