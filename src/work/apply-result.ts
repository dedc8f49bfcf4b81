import { EfirError } from '../core/errors.ts';
import type { AttemptId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import type { ResultMessage } from '../wire/result-message.ts';
import type { TaskRef } from './effects.ts';
import { judgeFailure, type ReportedFailure } from './judge-failure.ts';
import { type AttemptRow, isOpen, lockTask, readAttempt, refOf } from './lock-task.ts';
import { isRefusedData, retryDeadlocks } from './sql-states.ts';
import type { AttemptPlace, TaskMachine } from './task-machine.ts';
import type { ForeignWork, TaskRules } from './task-rules.ts';
import {
  changeAttempt,
  closeAttempt,
  copyWork,
  type EndedTask,
  type Hint,
  saveCopies,
  type WorkCopy,
} from './work-copy.ts';

export type ResultOutcome =
  | {
      readonly verdict: 'applied';
      readonly task: TaskRef;
      readonly hints: readonly Hint[];
      readonly ended?: EndedTask;
      /** Why the attempt failed, if it did. */
      readonly failure?: ReportedFailure;
    }
  /** The same answer once more: nothing was changed. */
  | { readonly verdict: 'repeat' }
  | { readonly verdict: 'unwanted'; readonly reason: string };

/** Stands where the id of a worker that calls the roll would stand. */
const foreignWorker = 'foreign';

/**
 * Applies the one answer of another program's worker: under the task's row lock, what was stored of earlier pieces is
 * replaced, and the task is done; or the attempt fails by the policy of its kind. An attempt that was never handed out,
 * is over, or is held by a run of ours is not the answerer's to end. What cannot be stored fails the attempt; while
 * the database cannot be reached the call rejects, and the answer is to come again.
 */
export async function applyResult(machine: TaskMachine, result: ResultMessage): Promise<ResultOutcome> {
  const place = (await machine.attempts.findAll([result.task_id])).get(result.task_id);
  if (!place) return { verdict: 'unwanted', reason: 'unknown attempt' };
  const apply = (failure: ReportedFailure | undefined) =>
    retryDeadlocks(() =>
      machine.database.withTenant(place.tenantId, (tx) => applyLocked(machine, tx, place, result, failure)),
    );
  try {
    return await apply(undefined);
  } catch (error) {
    if (isRefusedData(error)) return apply(toFailure(error.message));
    if (error instanceof EfirError && error.code !== 'database-unreachable') {
      return apply({ ...error.toRecord(), transient: error.transient });
    }
    throw error;
  }
}

async function applyLocked(
  machine: TaskMachine,
  tx: TenantTx,
  { taskId }: AttemptPlace,
  result: ResultMessage,
  failure: ReportedFailure | undefined,
): Promise<ResultOutcome> {
  const task = await lockTask(tx, taskId);
  const attempt = task && (await readAttempt(tx, result.task_id as AttemptId));
  const rules = task && machine.rules.get(task.kind);
  if (!task || !attempt || !rules) return { verdict: 'unwanted', reason: 'the task is gone' };
  const refusal = judgeAttempt(attempt, result);
  if (refusal) return refusal;
  const copy = copyWork(task, attempt);
  const failed = failure ?? (result.status === 'error' ? readFailure(result) : undefined);
  if (failed) failWork(copy, rules, failed);
  else await completeWork(tx, copy, rules, result);
  const ages = await saveCopies(tx, machine.rules, [copy], machine.lease);
  const { state, kind } = copy.task;
  const recording: Hint = { topic: 'recording', id: task.recording_id };
  return {
    verdict: 'applied',
    task: refOf(task),
    hints: state === 'queued' ? [recording, { topic: 'tasks', id: task.id }] : [recording],
    ...(state === 'succeeded' || state === 'dead'
      ? { ended: { kind, state, seconds: ages.get(task.id) ?? 0 } }
      : {}),
    ...(failed ? { failure: failed } : {}),
  };
}

function judgeAttempt(attempt: AttemptRow, result: ResultMessage): ResultOutcome | undefined {
  if (!isOpen(attempt)) {
    if (attempt.worker_id === foreignWorker) return { verdict: 'repeat' };
    return { verdict: 'unwanted', reason: 'the attempt is over' };
  }
  if (attempt.run_id === null || attempt.run_id === result['run_id']) return undefined;
  return { verdict: 'unwanted', reason: 'another run holds the attempt' };
}

function failWork(copy: WorkCopy, rules: TaskRules, failure: ReportedFailure): void {
  changeAttempt(copy, { worker_id: foreignWorker });
  closeAttempt(copy, 'failed', judgeFailure(rules.kind.retry, copy.task, failure));
}

/** The same happenings as of a worker of ours, with the whole recording as its only piece. */
async function completeWork(
  tx: TenantTx,
  copy: WorkCopy,
  rules: TaskRules,
  result: ResultMessage,
): Promise<void> {
  if (!rules.readResult) throw new EfirError('internal', { detail: `no results of kind ${copy.task.kind}` });
  const work: ForeignWork = await rules.readResult(tx, refOf(copy.task), result);
  if (copy.task.pieces > 0) copy.happenings.push({ type: 'restarted' });
  if (copy.attempt?.state === 'dispatched')
    copy.happenings.push({ type: 'started', worker_id: foreignWorker });
  copy.happenings.push(
    { type: 'segment', piece: 0, segments: [...work.segments], processed: work.success.duration },
    { type: 'succeeded', pieces: 1, blocks: 0, ...work.success },
  );
  changeAttempt(copy, { state: 'succeeded', worker_id: foreignWorker });
  const counters = { failures: 0, losses: 0, failures_by_code: {} };
  copy.task = {
    ...copy.task,
    ...counters,
    state: 'succeeded',
    error: null,
    pieces: 1,
    blocks: 0,
    segments: work.segments.length,
  };
}

function readFailure(result: ResultMessage): ReportedFailure {
  return toFailure(result.error ?? 'no reason given', result.transient);
}

function toFailure(detail: string, transient = false): ReportedFailure {
  const printable = detail.replaceAll('\0', '').slice(0, 1000);
  return { code: 'foreign-worker-failed', args: { detail: printable }, transient };
}
