import {
  type AttemptId,
  isUuid,
  type RecordingId,
  type RunId,
  type TaskId,
  type TenantId,
} from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import type { ControlMessage } from '../wire/control-message.ts';
import type { EventMessage } from '../wire/event-message.ts';
import { judgeEvent } from './judge-event.ts';
import { judgeFailure } from './judge-failure.ts';
import { lockTask, readAttempt, refOf, type TaskRow } from './lock-task.ts';
import type { TaskMachine } from './task-machine.ts';
import type { TaskRules } from './task-rules.ts';
import { closeAttempt, type EndedTask, type Hint, saveCopy, type WorkCopy } from './work-copy.ts';

/** What the caller does after the commit: broadcast the replies, send the hints, bring `later` again. */
export interface ApplyOutcome {
  readonly replies: readonly ControlMessage[];
  readonly hints: readonly Hint[];
  /** Events not applied, because an earlier one of their run is missing. */
  readonly later: readonly EventMessage[];
  readonly ended?: EndedTask;
  /** Why the attempt was failed although its worker did not ask for it. */
  readonly refused?: string;
  /** Absent for an attempt that was never handed out. */
  readonly task?: { readonly tenantId: TenantId; readonly taskId: TaskId; readonly recordingId: RecordingId };
}

/**
 * Applies what workers reported of one attempt: all messages in one transaction under the task's row lock, so that
 * any number of coordinators may do it at once and a repeat changes nothing. A message that the database refuses
 * (text that it cannot store) fails the attempt instead of coming back for ever; while the database cannot be
 * reached the call rejects, and the worker sends again.
 */
export async function applyEvents(
  machine: TaskMachine,
  attemptId: string,
  messages: readonly EventMessage[],
): Promise<ApplyOutcome> {
  const known = messages.filter((message) => isUuid(message.run_id));
  const place = known.length > 0 ? await machine.attempts.find(attemptId) : undefined;
  if (!place) return stopAll(messages);
  const apply = (batch: readonly EventMessage[], refusal?: string) =>
    retryDeadlocks(() =>
      machine.database.withTenant(place.tenantId, (tx) =>
        applyLocked(machine, tx, place.taskId, attemptId as AttemptId, batch, refusal),
      ),
    );
  try {
    return await apply(known);
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    // Alone, each: what came before the bad one is stored.
    const outcomes: ApplyOutcome[] = [];
    for (const message of known) {
      outcomes.push(
        await apply([message]).catch((cause: unknown) => {
          if (!isRefusedData(cause)) throw cause;
          return apply([message], cause.message);
        }),
      );
    }
    return mergeOutcomes(outcomes);
  }
}

interface Batch {
  readonly tx: TenantTx;
  readonly rules: TaskRules;
  readonly copy: WorkCopy;
  readonly refusal: string | undefined;
  readonly replies: Map<string, ControlMessage>;
  readonly later: EventMessage[];
  changed: boolean;
  refused?: string;
}

async function applyLocked(
  machine: TaskMachine,
  tx: TenantTx,
  taskId: TaskId,
  attemptId: AttemptId,
  messages: readonly EventMessage[],
  refusal: string | undefined,
): Promise<ApplyOutcome> {
  const task = await lockTask(tx, taskId);
  const attempt = task && (await readAttempt(tx, attemptId));
  const rules = task && machine.rules.get(task.kind);
  if (!task || !attempt || !rules) return stopAll(messages);
  const copy: WorkCopy = { task, attempt, delay: 0 };
  const batch: Batch = { tx, rules, copy, refusal, replies: new Map(), later: [], changed: false };
  for (const message of messages.toSorted((a, b) => a.seq - b.seq)) await applyOne(batch, message);
  const seconds = batch.changed ? await saveCopy(tx, { task, attempt, delay: 0 }, copy, machine.lease) : 0;
  const { state } = copy.task;
  return {
    replies: [...batch.replies.values()],
    later: batch.later,
    hints: batch.changed ? listHints(task, copy.task) : [],
    task: refOf(task),
    ...((state === 'succeeded' || state === 'dead') && batch.changed
      ? { ended: { kind: task.kind, state, seconds } }
      : {}),
    ...(batch.refused === undefined ? {} : { refused: batch.refused }),
  };
}

async function applyOne(batch: Batch, message: EventMessage): Promise<void> {
  const { task_id, run_id, seq } = message;
  const judgement = judgeEvent(batch.copy.attempt, batch.copy.task, message);
  const refusal = batch.refusal ?? (judgement.verdict === 'refuse' ? judgement.reason : undefined);
  if (judgement.verdict === 'gap') {
    batch.later.push(message);
  } else if (judgement.verdict === 'stop') {
    batch.replies.set(`stop ${run_id}`, { type: 'stop', task_id, run_id });
  } else if (judgement.verdict === 'repeat') {
    const seqApplied = batch.copy.attempt.applied_seq;
    batch.replies.set(`applied ${run_id}`, { type: 'applied', task_id, run_id, seq: seqApplied });
  } else if (refusal !== undefined) {
    batch.changed = true;
    batch.refused = refusal;
    await fail(batch, { code: 'internal', args: { detail: refusal }, transient: true });
    batch.replies.set(`stop ${run_id}`, { type: 'stop', task_id, run_id });
  } else {
    batch.changed = true;
    batch.copy.attempt = { ...batch.copy.attempt, applied_seq: seq };
    await applyNext(batch, message);
    batch.replies.set(`applied ${run_id}`, { type: 'applied', task_id, run_id, seq });
  }
}

/** The next event of the run that holds the attempt, or of the first run to say `started`. */
async function applyNext(batch: Batch, { run_id, event }: EventMessage): Promise<void> {
  const { tx, rules, copy } = batch;
  if (event.type === 'failed') return fail(batch, event.error);
  if (event.type === 'alive') return;
  if (event.type === 'stopped') {
    copy.attempt = { ...copy.attempt, state: 'stopped' };
    copy.task = { ...copy.task, state: 'queued' };
    return rules.effects(tx, refOf(copy.task), { type: 'queued' });
  }
  if (event.type === 'started') {
    copy.attempt = { ...copy.attempt, state: 'running', run_id: run_id as RunId, worker_id: event.worker_id };
    copy.task = { ...copy.task, state: 'running' };
  } else if (event.type === 'segment') {
    copy.task = countPiece(copy.task, event.segments.length);
  } else if (event.type === 'succeeded') {
    copy.attempt = { ...copy.attempt, state: 'succeeded' };
    copy.task = { ...copy.task, state: 'succeeded', error: null };
  }
  await rules.effects(tx, refOf(copy.task), event);
}

/** A checkpoint: whatever went wrong before it is forgiven. */
function countPiece(task: TaskRow, segments: number): TaskRow {
  return {
    ...task,
    pieces: task.pieces + 1,
    segments: task.segments + segments,
    failures: 0,
    losses: 0,
    failures_by_code: {},
  };
}

async function fail(batch: Batch, failure: Parameters<typeof judgeFailure>[2]): Promise<void> {
  const { tx, rules, copy } = batch;
  await closeAttempt(tx, rules, copy, 'failed', judgeFailure(rules.kind.retry, copy.task, failure));
}

function listHints(before: TaskRow, after: TaskRow): Hint[] {
  const recording: Hint = { topic: 'recording', id: before.recording_id };
  return after.state === 'queued' ? [recording, { topic: 'tasks', id: before.id }] : [recording];
}

function stopAll(messages: readonly EventMessage[]): ApplyOutcome {
  const runs = new Map(messages.map((message) => [message.run_id, message]));
  const replies = [...runs.values()].map(({ task_id, run_id }) => ({
    type: 'stop' as const,
    task_id,
    run_id,
  }));
  return { replies, hints: [], later: [] };
}

function mergeOutcomes(outcomes: readonly ApplyOutcome[]): ApplyOutcome {
  const merge = (sum: ApplyOutcome, next: ApplyOutcome): ApplyOutcome => ({
    ...sum,
    ...next,
    replies: [...sum.replies, ...next.replies],
    hints: [...sum.hints, ...next.hints],
    later: [...sum.later, ...next.later],
  });
  return outcomes.reduce(merge, { replies: [], hints: [], later: [] });
}

const deadlockDetected = '40P01';
const deadlockTries = 3;

/** A recording that is deleted meanwhile locks in the other order; one of the two has to try again. */
async function retryDeadlocks<Result>(work: () => Promise<Result>, tries = deadlockTries): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (tries <= 1 || !hasSqlState(error, (state) => state === deadlockDetected)) throw error;
    return retryDeadlocks(work, tries - 1);
  }
}

/** SQLSTATE classes 22 (data) and 23 (constraint): the same data will be refused again. */
function isRefusedData(error: unknown): error is Error {
  return hasSqlState(error, (state) => /^2[23]/.test(state));
}

function hasSqlState(error: unknown, test: (state: string) => boolean): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && test(error.code);
}
