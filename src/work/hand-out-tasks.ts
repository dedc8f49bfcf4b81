import { sql } from 'kysely';
import { crashPoint } from '../core/crash-points.ts';
import { EfirError } from '../core/errors.ts';
import { type AttemptId, createAttemptId, type TaskId, type TenantId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import { taskQueue } from '../wire/names.ts';
import type { TaskMessageInput } from '../wire/task-message.ts';
import type { WaitingTask } from './choose-tasks.ts';
import type { TaskRef } from './effects.ts';
import { toLimit } from './find-waiting.ts';
import { judgeFailure } from './judge-failure.ts';
import { lockTasks, readAttempts, refOf, type TaskRow } from './lock-task.ts';
import type { TaskMachine } from './task-machine.ts';
import type { TaskDescription, TaskOrigin, TaskRules } from './task-rules.ts';
import { copyWork, type EndedTask, type Hint, meetFate, saveCopies, type WorkCopy } from './work-copy.ts';

export type Publish = (queue: string, message: TaskMessageInput) => Promise<void>;

export type HandOut =
  | { readonly outcome: 'published'; readonly task: TaskRef; readonly message: TaskMessageInput }
  /** The domain could not describe it: it waits again or is dead. */
  | {
      readonly outcome: 'failed';
      readonly task: TaskRef;
      readonly origin: TaskOrigin;
      readonly error: EfirError;
      readonly hints: readonly Hint[];
      readonly ended?: EndedTask;
    };

/**
 * Makes attempts of waiting tasks of one tenant, in one transaction, and publishes them after the commit: a message
 * without a row is no credential. Tasks that somebody else took meanwhile, or that are beyond the tenant's limit, are
 * not in the answer. Rejects when a message could not be published: those tasks wait again, the others are under way.
 */
export async function handOutTasks(
  machine: TaskMachine,
  waiting: readonly WaitingTask[],
  publish: Publish,
): Promise<HandOut[]> {
  const [first] = waiting;
  if (!first) return [];
  const { tenantId } = first;
  const handOuts = await machine.database.withTenant(tenantId, (tx) => makeAttempts(machine, tx, waiting));
  crashPoint('attempt-committed');
  const published = handOuts.filter((handOut) => handOut.outcome === 'published');
  const results = await Promise.allSettled(
    published.map(async ({ task, message }) => {
      machine.attempts.note(message.task_id, task);
      await publish(taskQueue(task.kind, message.engine), message);
      crashPoint('task-published');
    }),
  );
  const refused = published.filter((_, place) => results[place]?.status === 'rejected');
  if (refused.length > 0) await takeBack(machine, tenantId, refused);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  return handOuts;
}

type Published = Extract<HandOut, { outcome: 'published' }>;

async function makeAttempts(
  machine: TaskMachine,
  tx: TenantTx,
  waiting: readonly WaitingTask[],
): Promise<HandOut[]> {
  const allowed = await takeTurn(machine, tx);
  const rows = await lockWaiting(tx, waiting.slice(0, allowed));
  const handOuts: HandOut[] = [];
  for (const [kind, tasks] of Map.groupBy(rows, (row) => row.kind)) {
    const rules = machine.rules.get(kind);
    if (rules) handOuts.push(...(await handOutKind(machine, tx, rules, tasks)));
  }
  return handOuts;
}

/**
 * Notes that the tenant is served, and says how many more tasks it may have in work. The row that is written stays
 * locked until the commit: two leaders who overlap for a moment count one after the other.
 */
async function takeTurn(machine: TaskMachine, tx: TenantTx): Promise<number> {
  const served = await sql<{ max_running: number | null }>`
    insert into tenant_turns (tenant_id, served_at) values (${tx.tenantId}, clock_timestamp())
    on conflict (tenant_id) do update set served_at = excluded.served_at
    returning (select max_running from tenants where id = tenant_turns.tenant_id) as max_running`.execute(tx);
  const limit = toLimit(served.rows[0]?.max_running ?? null, machine.maxRunning);
  if (limit === Number.POSITIVE_INFINITY) return limit;
  // A statement of its own, so that it sees what was committed while the row was waited for.
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from attempts where state in ('dispatched', 'running')`.execute(tx);
  return Math.max(0, limit - (rows[0]?.open ?? 0));
}

/** In the order in which they were chosen. What another coordinator is at is left to it. */
async function lockWaiting(tx: TenantTx, waiting: readonly WaitingTask[]): Promise<TaskRow[]> {
  const wanted = waiting.map((task) => task.taskId);
  const rows = await tx
    .selectFrom('tasks')
    .selectAll()
    .where('id', '=', sql<TaskId>`any(${wanted})`)
    .where('state', '=', 'queued')
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute();
  const place = new Map(wanted.map((id, index) => [id, index]));
  return rows.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/** What of the tasks the domain could describe becomes attempts; the others meet their fate. */
async function handOutKind(
  machine: TaskMachine,
  tx: TenantTx,
  rules: TaskRules,
  tasks: readonly TaskRow[],
): Promise<HandOut[]> {
  const descriptions = await describeTasks(tx, rules, tasks);
  const described: Published[] = [];
  const failed: { task: TaskRow; error: EfirError }[] = [];
  for (const [index, task] of tasks.entries()) {
    const description = descriptions[index];
    if (description === undefined) continue;
    if (description instanceof EfirError) failed.push({ task, error: description });
    else described.push(describeAttempt(machine, rules, task, description));
  }
  await insertAttempts(tx, described, findLease(machine, rules));
  return [...described, ...(await failWaiting(machine, tx, rules, failed))];
}

/**
 * What the domain says of each task, or the error that keeps it from saying anything: one task's trouble is not that
 * of the others. A database that fails is no such error.
 */
async function describeTasks(
  tx: TenantTx,
  rules: TaskRules,
  tasks: readonly TaskRow[],
): Promise<readonly (TaskDescription | EfirError)[]> {
  try {
    return await rules.describe(tx, tasks.map(refOf));
  } catch (error) {
    if (!(error instanceof EfirError) || error.code === 'database-unreachable') throw error;
    if (tasks.length === 1) return [error];
    const alone: (TaskDescription | EfirError)[] = [];
    for (const task of tasks) alone.push(...(await describeTasks(tx, rules, [task])));
    return alone;
  }
}

function describeAttempt(
  machine: TaskMachine,
  rules: TaskRules,
  task: TaskRow,
  description: TaskDescription,
): Published {
  return {
    outcome: 'published',
    task: refOf(task),
    message: {
      ...description,
      v: rules.kind.version,
      ...(rules.kind.needs === undefined ? {} : { needs: rules.kind.needs }),
      task_id: createAttemptId(),
      kind: task.kind,
      ...(task.engine === null ? {} : { engine: task.engine }),
      resume_from: task.pieces,
      resume_segments: task.segments,
      resume_until: task.until_s,
      resume_blocks: task.blocks,
      time_limit: rules.kind.timeLimit,
      lease: machine.lease,
      tenant_id: task.tenant_id,
      recording_id: task.recording_id,
    },
  };
}

/**
 * Seconds until an attempt is lost of which nobody ever says that it began. Where workers of other programs may take
 * it, which say nothing before they are done, that is all the time that the task may take.
 */
function findLease(machine: TaskMachine, rules: TaskRules): (engine: string | undefined) => number {
  return (engine) =>
    machine.foreignSlots > 0 && engine === undefined
      ? Math.max(machine.lease, rules.kind.timeLimit)
      : machine.lease;
}

async function insertAttempts(
  tx: TenantTx,
  published: readonly Published[],
  leaseOf: (engine: string | undefined) => number,
): Promise<void> {
  if (published.length === 0) return;
  const rows = published.map(({ task, message }) => ({
    id: message.task_id,
    task_id: task.taskId,
    lease: leaseOf(message.engine),
  }));
  await sql`
    with made as (
      insert into attempts (tenant_id, id, task_id, number, state, lease_until)
      select ${tx.tenantId}::uuid, id, task_id,
        (select coalesce(max(number), 0) + 1 from attempts where attempts.task_id = new.task_id),
        'dispatched', now() + make_interval(secs => lease)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new(id uuid, task_id uuid, lease double precision)
    )
    update tasks set state = 'dispatched' where id = any(${rows.map((row) => row.task_id)})`.execute(tx);
}

async function failWaiting(
  machine: TaskMachine,
  tx: TenantTx,
  rules: TaskRules,
  failed: readonly { task: TaskRow; error: EfirError }[],
): Promise<HandOut[]> {
  if (failed.length === 0) return [];
  const copies = failed.map(({ task, error }): WorkCopy => {
    const copy = copyWork(task);
    const failure = { ...error.toRecord(), transient: error.transient };
    meetFate(copy, judgeFailure(rules.kind.retry, task, failure));
    return copy;
  });
  const ages = await saveCopies(tx, machine.rules, copies, machine.lease);
  const handOuts: HandOut[] = [];
  for (const [index, { task, error }] of failed.entries()) {
    const dead = copies[index]?.task.state === 'dead';
    handOuts.push({
      outcome: 'failed',
      task: refOf(task),
      origin: await rules.origin(tx, refOf(task)),
      error,
      hints: [{ topic: 'recording', id: task.recording_id }],
      ...(dead ? { ended: { kind: task.kind, state: 'dead', seconds: ages.get(task.id) ?? 0 } } : {}),
    });
  }
  return handOuts;
}

/** The broker did not take the messages (or did, and could not say so: then their workers are told to stop). */
async function takeBack(
  machine: TaskMachine,
  tenantId: TenantId,
  refused: readonly Published[],
): Promise<void> {
  await machine.database.withTenant(tenantId, async (tx) => {
    const tasks = await lockTasks(
      tx,
      refused.map(({ task }) => task.taskId),
    );
    const attempts = await readAttempts(
      tx,
      refused.map(({ message }) => message.task_id),
    );
    const untaken = refused.filter(
      ({ task, message }) => tasks.has(task.taskId) && attempts.get(message.task_id)?.state === 'dispatched',
    );
    if (untaken.length === 0) return;
    await tx
      .updateTable('attempts')
      .set({ state: 'stopped', finished_at: sql<Date>`now()` })
      .where('id', '=', sql<AttemptId>`any(${untaken.map(({ message }) => message.task_id)})`)
      .execute();
    await tx
      .updateTable('tasks')
      .set({ state: 'queued' })
      .where('id', '=', sql<TaskId>`any(${untaken.map(({ task }) => task.taskId)})`)
      .execute();
  });
}
