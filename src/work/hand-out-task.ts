import { sql } from 'kysely';
import { EfirError } from '../core/errors.ts';
import { type AttemptId, createAttemptId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import { taskQueue } from '../wire/names.ts';
import type { TaskMessageInput } from '../wire/task-message.ts';
import type { WaitingTask } from './choose-tasks.ts';
import type { TaskRef } from './effects.ts';
import { judgeFailure } from './judge-failure.ts';
import { lockTask, readAttempt, refOf, type TaskRow } from './lock-task.ts';
import type { TaskMachine } from './task-machine.ts';
import type { TaskDescription, TaskOrigin, TaskRules } from './task-rules.ts';
import { type EndedTask, type Hint, inSeconds, meetFate, saveTask, type WorkCopy } from './work-copy.ts';

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
    }
  /** Taken by somebody else, cancelled or deleted meanwhile. */
  | { readonly outcome: 'gone' };

/** Makes an attempt of a waiting task, and publishes it after the commit: a message without a row is no credential. */
export async function handOutTask(
  machine: TaskMachine,
  waiting: WaitingTask,
  publish: Publish,
): Promise<HandOut> {
  const made = await machine.database.withTenant(waiting.tenantId, (tx) => makeAttempt(machine, tx, waiting));
  if (made.outcome !== 'published') return made;
  const { task, message } = made;
  machine.attempts.note(message.task_id, task);
  await publish(taskQueue(task.kind, message.engine), message).catch(async (error: unknown) => {
    await takeBack(machine, task, message.task_id as AttemptId);
    throw error;
  });
  return made;
}

async function makeAttempt(machine: TaskMachine, tx: TenantTx, { taskId }: WaitingTask): Promise<HandOut> {
  const row = await lockTask(tx, taskId);
  const rules = row && machine.rules.get(row.kind);
  if (row?.state !== 'queued' || !rules) return { outcome: 'gone' };
  const task = refOf(row);
  const description = await describeTask(tx, rules, task);
  if (description instanceof EfirError) return failWaiting(tx, rules, row, description);
  const attemptId = createAttemptId();
  await tx
    .insertInto('attempts')
    .values({
      tenant_id: tx.tenantId,
      id: attemptId,
      task_id: taskId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from attempts where task_id = ${taskId})`,
      state: 'dispatched',
      lease_until: inSeconds(machine.lease),
    })
    .execute();
  await tx.updateTable('tasks').set({ state: 'dispatched' }).where('id', '=', taskId).execute();
  return {
    outcome: 'published',
    task,
    message: { ...description, ...describeAttempt(machine, rules, row, attemptId) },
  };
}

/** What the domain says, or the error that keeps it from saying anything; a database that fails is no such error. */
async function describeTask(
  tx: TenantTx,
  rules: TaskRules,
  task: TaskRef,
): Promise<TaskDescription | EfirError> {
  try {
    return await rules.describe(tx, task);
  } catch (error) {
    if (error instanceof EfirError && error.code !== 'database-unreachable') return error;
    throw error;
  }
}

/** The fields of the message that the machine knows. */
function describeAttempt(
  machine: TaskMachine,
  rules: TaskRules,
  task: TaskRow,
  attemptId: AttemptId,
): AttemptDescription {
  return {
    v: rules.kind.version,
    task_id: attemptId,
    kind: task.kind,
    ...(task.engine === null ? {} : { engine: task.engine }),
    resume_from: task.pieces,
    resume_segments: task.segments,
    time_limit: rules.kind.timeLimit,
    lease: machine.lease,
    tenant_id: task.tenant_id,
    recording_id: task.recording_id,
  };
}

type AttemptDescription = Pick<
  TaskMessageInput,
  | 'v'
  | 'task_id'
  | 'kind'
  | 'engine'
  | 'resume_from'
  | 'resume_segments'
  | 'time_limit'
  | 'lease'
  | 'tenant_id'
  | 'recording_id'
>;

/** The broker did not take the message (or did, and could not say so: then its worker is told to stop). */
async function takeBack(machine: TaskMachine, task: TaskRef, attemptId: AttemptId): Promise<void> {
  await machine.database.withTenant(task.tenantId, async (tx) => {
    await lockTask(tx, task.taskId);
    const attempt = await readAttempt(tx, attemptId);
    if (attempt?.state !== 'dispatched') return;
    await tx
      .updateTable('attempts')
      .set({ state: 'stopped', finished_at: sql<Date>`now()` })
      .where('id', '=', attemptId)
      .execute();
    await tx.updateTable('tasks').set({ state: 'queued' }).where('id', '=', task.taskId).execute();
  });
}

async function failWaiting(
  tx: TenantTx,
  rules: TaskRules,
  task: TaskRow,
  error: EfirError,
): Promise<HandOut> {
  const copy: Pick<WorkCopy, 'task' | 'delay'> = { task, delay: 0 };
  const failure = { ...error.toRecord(), transient: error.transient };
  await meetFate(tx, rules, copy, judgeFailure(rules.kind.retry, task, failure));
  const seconds = await saveTask(tx, copy);
  return {
    outcome: 'failed',
    task: refOf(task),
    origin: await rules.origin(tx, refOf(task)),
    error,
    hints: [{ topic: 'recording', id: task.recording_id }],
    ...(copy.task.state === 'dead' ? { ended: { kind: task.kind, state: 'dead', seconds } } : {}),
  };
}
