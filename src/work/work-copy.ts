import { sql } from 'kysely';
import type { TenantTx } from '../db/database.ts';
import type { HintTopic } from '../db/hints.ts';
import type { Happening, TaskStory } from './effects.ts';
import type { Fate } from './judge-failure.ts';
import { type AttemptRow, isOpen, refOf, type TaskRow } from './lock-task.ts';
import type { TaskRules } from './task-rules.ts';

/**
 * A task and one of its attempts under the task's row lock: changed here as often as needed, stored once by
 * `saveCopies`.
 */
export interface WorkCopy {
  task: TaskRow;
  /** Absent where no attempt is concerned. */
  attempt: AttemptRow | undefined;
  /** Seconds until a task that waits again is due. */
  delay: number;
  /** What is to be told of the task, in order. */
  readonly happenings: Happening[];
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

export function copyWork(task: TaskRow, attempt?: AttemptRow): WorkCopy {
  return { task, attempt, delay: 0, happenings: [] };
}

/** Changes the attempt of a copy that has one. */
export function changeAttempt(copy: WorkCopy, values: Partial<AttemptRow>): void {
  if (copy.attempt) copy.attempt = { ...copy.attempt, ...values };
}

/** Closes the attempt with a state that says why, and lets the task wait again or die, as was judged. */
export function closeAttempt(copy: WorkCopy, state: 'failed' | 'lost', fate: Fate): void {
  changeAttempt(copy, { state, error: 'dead' in fate ? fate.dead : fate.error });
  meetFate(copy, fate);
}

/** Lets a task wait again or die, as was judged. */
export function meetFate(copy: WorkCopy, fate: Fate): void {
  if ('dead' in fate) {
    copy.task = { ...copy.task, ...fate.counters, error: fate.dead, state: 'dead' };
    copy.happenings.push({ type: 'dead', error: fate.dead });
  } else {
    copy.task = { ...copy.task, ...fate.counters, error: fate.error, state: 'queued' };
    copy.delay = fate.delay;
    copy.happenings.push({ type: 'queued' });
  }
}

/**
 * Stores copies whose rows are locked, and tells the domain what happened: a new lease (seconds) for attempts that go
 * on, the time of the end for what is over. Answers with the seconds since each task was made.
 */
export async function saveCopies(
  tx: TenantTx,
  rules: ReadonlyMap<string, TaskRules>,
  copies: readonly WorkCopy[],
  lease: number,
): Promise<Map<string, number>> {
  if (copies.length === 0) return new Map();
  await saveAttempts(
    tx,
    copies.flatMap((copy) => copy.attempt ?? []),
    lease,
  );
  const ages = await saveTasks(tx, copies);
  await tellDomain(tx, rules, copies);
  return ages;
}

async function saveAttempts(tx: TenantTx, attempts: readonly AttemptRow[], lease: number): Promise<void> {
  if (attempts.length === 0) return;
  const rows = attempts.map((attempt) => ({
    id: attempt.id,
    state: attempt.state,
    run_id: attempt.run_id,
    worker_id: attempt.worker_id,
    applied_seq: attempt.applied_seq,
    error: attempt.error,
    open: isOpen(attempt),
  }));
  await sql`
    update attempts set state = new.state, run_id = new.run_id, worker_id = new.worker_id,
      applied_seq = new.applied_seq, error = new.error,
      lease_until = case when new.open then now() + make_interval(secs => ${lease}) else lease_until end,
      finished_at = case when new.open then null else now() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new(id uuid, state text, run_id uuid, worker_id text,
      applied_seq integer, error jsonb, open boolean)
    where attempts.id = new.id`.execute(tx);
}

async function saveTasks(tx: TenantTx, copies: readonly WorkCopy[]): Promise<Map<string, number>> {
  const rows = copies.map(({ task, delay }) => ({
    id: task.id,
    state: task.state,
    pieces: task.pieces,
    segments: task.segments,
    blocks: task.blocks,
    until_s: task.until_s,
    failures: task.failures,
    losses: task.losses,
    failures_by_code: task.failures_by_code,
    error: task.error,
    delay: task.state === 'queued' ? delay : null,
    over: isOver(task),
  }));
  const saved = await sql<{ id: string; seconds: number }>`
    update tasks set state = new.state, pieces = new.pieces, segments = new.segments,
      blocks = new.blocks, until_s = new.until_s, failures = new.failures,
      losses = new.losses, failures_by_code = new.failures_by_code, error = new.error,
      due_at = case when new.delay is null then due_at else now() + make_interval(secs => new.delay) end,
      finished_at = case when new.over then now() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new(id uuid, state text, pieces integer,
      segments integer, blocks integer, until_s double precision, failures integer, losses integer, failures_by_code jsonb, error jsonb,
      delay double precision, over boolean)
    where tasks.id = new.id
    returning tasks.id, extract(epoch from now() - tasks.created_at)::float8 as seconds`.execute(tx);
  return new Map(saved.rows.map((row) => [row.id, row.seconds]));
}

/** Once for each kind of task. */
async function tellDomain(
  tx: TenantTx,
  rules: ReadonlyMap<string, TaskRules>,
  copies: readonly WorkCopy[],
): Promise<void> {
  const stories = new Map<string, TaskStory[]>();
  for (const { task, happenings } of copies) {
    if (happenings.length === 0) continue;
    const known = stories.get(task.kind) ?? [];
    known.push({ task: refOf(task), happenings });
    stories.set(task.kind, known);
  }
  for (const [kind, told] of stories) await rules.get(kind)?.effects(tx, told);
}

/** Seconds since a task was made. */
export const age = sql<number>`extract(epoch from now() - created_at)::float8`;

export function isOver(task: Pick<TaskRow, 'state'>): boolean {
  return task.state === 'succeeded' || task.state === 'dead' || task.state === 'cancelled';
}
