import { isUuid, type RunId, type TenantId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import type { ControlMessage } from '../wire/control-message.ts';
import type { EventMessage, Segment } from '../wire/event-message.ts';
import type { TaskRef } from './effects.ts';
import { judgeEvent } from './judge-event.ts';
import { judgeFailure } from './judge-failure.ts';
import { lockTasks, readAttempts, refOf, type TaskRow } from './lock-task.ts';
import { isRefusedData, retryDeadlocks } from './sql-states.ts';
import type { AttemptPlace, TaskMachine } from './task-machine.ts';
import type { TaskRules } from './task-rules.ts';
import {
  changeAttempt,
  closeAttempt,
  copyWork,
  type EndedTask,
  type Hint,
  saveCopies,
  type WorkCopy,
} from './work-copy.ts';

/** What the caller does after the commit: broadcast the replies, send the hints, bring `later` again. */
export interface ApplyOutcome {
  readonly attemptId: string;
  readonly replies: readonly ControlMessage[];
  readonly hints: readonly Hint[];
  /** Events not applied, because an earlier one of their run is missing. */
  readonly later: readonly EventMessage[];
  /** Events that nobody wants, and why: of no attempt of ours, of one that is over, of a second run, contradictory. */
  readonly unwanted: readonly { readonly message: EventMessage; readonly reason: string }[];
  /** Events that could not be applied, and why: they are to come again. */
  readonly failed?: { readonly messages: readonly EventMessage[]; readonly error: unknown };
  readonly ended?: EndedTask;
  /** Why the attempt was failed although its worker did not ask for it. */
  readonly refused?: string;
  /** Absent for an attempt that was never handed out. */
  readonly task?: TaskRef;
}

/**
 * Applies what workers reported: the messages of all attempts of a tenant in one transaction under their tasks' row
 * locks, so that any number of coordinators may do it at once and a repeat changes nothing. Answers for each attempt.
 * A message that the database refuses (text that it cannot store) fails its attempt, and only that, instead of coming
 * back for ever. What cannot be applied of one tenant is told in its outcomes and keeps nobody else's; when nothing can,
 * because the database cannot be reached, the call rejects.
 */
export async function applyEvents(
  machine: TaskMachine,
  messages: readonly EventMessage[],
): Promise<ApplyOutcome[]> {
  const places = await machine.attempts.findAll(messages.map((message) => message.task_id));
  const tenants = new Map<TenantId, Report[]>();
  const strange: ApplyOutcome[] = [];
  for (const report of gatherReports(messages, places)) {
    if (report.place && report.messages.length > 0) {
      const { tenantId } = report.place;
      tenants.set(tenantId, [...(tenants.get(tenantId) ?? []), { ...report, place: report.place }]);
    }
    if (report.strange.length > 0) strange.push(stopAll(report.attemptId, report.strange, 'unknown attempt'));
  }
  const rounds = [...tenants].map(async ([tenantId, reports]) => ({
    reports,
    applied: await applyReports(machine, tenantId, reports).catch((error: unknown) => ({ error })),
  }));
  const settled = await Promise.all(rounds);
  const failures = settled.flatMap(({ applied }) => ('error' in applied ? [applied] : []));
  if (failures[0] && failures.length === settled.length) throw failures[0].error;
  const outcomes = settled.flatMap(({ applied, reports }) =>
    'error' in applied ? reports.map((report) => failReport(report, applied.error)) : applied,
  );
  return [...outcomes, ...strange];
}

function failReport({ attemptId, messages }: Report, error: unknown): ApplyOutcome {
  return { attemptId, replies: [], hints: [], later: [], unwanted: [], failed: { messages, error } };
}

/** What was said of one attempt. */
interface Report {
  readonly attemptId: string;
  readonly place: AttemptPlace;
  readonly messages: EventMessage[];
  /** Set when the database refused the (only) message: the attempt fails with this. */
  readonly refusal?: string;
}

function gatherReports(messages: readonly EventMessage[], places: ReadonlyMap<string, AttemptPlace>) {
  const reports = new Map<
    string,
    Omit<Report, 'place'> & { place: AttemptPlace | undefined; strange: EventMessage[] }
  >();
  for (const message of messages) {
    const attemptId = message.task_id;
    const place = places.get(attemptId);
    const report = reports.get(attemptId) ?? { attemptId, place, messages: [], strange: [] };
    reports.set(attemptId, report);
    const known = place && isUuid(message.run_id) && isTenantOf(message, place);
    (known ? report.messages : report.strange).push(message);
  }
  return reports.values();
}

/** The tenant comes from PostgreSQL; a message that names another one is not believed at all. */
function isTenantOf({ tenant_id }: EventMessage, place: AttemptPlace): boolean {
  return tenant_id === undefined || tenant_id === place.tenantId;
}

/** Together; when that fails, each by itself, so that one attempt's trouble stays its own. */
async function applyReports(
  machine: TaskMachine,
  tenantId: TenantId,
  reports: readonly Report[],
): Promise<ApplyOutcome[]> {
  try {
    return await retryDeadlocks(() =>
      machine.database.withTenant(tenantId, (tx) => applyLocked(machine, tx, reports)),
    );
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    const [only] = reports;
    if (only && reports.length === 1) return [await applySingly(machine, tenantId, only, error)];
    const outcomes: ApplyOutcome[] = [];
    for (const report of reports) outcomes.push(...(await applyReports(machine, tenantId, [report])));
    return outcomes;
  }
}

/** One message after the other: what came before the bad one is stored. */
async function applySingly(
  machine: TaskMachine,
  tenantId: TenantId,
  report: Report,
  error: Error,
): Promise<ApplyOutcome> {
  if (report.refusal !== undefined) throw error;
  const alone = (message: EventMessage): Report => ({ ...report, messages: [message] });
  if (report.messages.length === 1) {
    const [outcome] = await applyReports(machine, tenantId, [{ ...report, refusal: error.message }]);
    return outcome ?? stopAll(report.attemptId, report.messages, error.message);
  }
  const outcomes: ApplyOutcome[] = [];
  for (const message of report.messages.toSorted((a, b) => a.seq - b.seq)) {
    outcomes.push(...(await applyReports(machine, tenantId, [alone(message)])));
  }
  return outcomes.reduce(mergeOutcomes);
}

/** One attempt's part of a transaction. */
interface Batch {
  readonly rules: TaskRules;
  readonly before: TaskRow;
  readonly copy: WorkCopy & { attempt: NonNullable<WorkCopy['attempt']> };
  readonly refusal: string | undefined;
  readonly replies: Map<string, ControlMessage>;
  readonly later: EventMessage[];
  readonly unwanted: { message: EventMessage; reason: string }[];
  changed: boolean;
  refused?: string;
}

async function applyLocked(
  machine: TaskMachine,
  tx: TenantTx,
  reports: readonly Report[],
): Promise<ApplyOutcome[]> {
  const tasks = await lockTasks(tx, [...new Set(reports.map((report) => report.place.taskId))]);
  const attempts = await readAttempts(
    tx,
    reports.map((report) => report.attemptId),
  );
  // Of one task at most one attempt is open, so that two copies of it never both change.
  const batches = reports.map(({ attemptId, place, messages, refusal }): Batch | ApplyOutcome => {
    const task = tasks.get(place.taskId);
    const attempt = attempts.get(attemptId);
    const rules = task && machine.rules.get(task.kind);
    if (!task || !attempt || !rules) return stopAll(attemptId, messages, 'the task is gone');
    const batch: Batch = {
      rules,
      before: task,
      copy: { ...copyWork(task), attempt },
      refusal,
      replies: new Map(),
      later: [],
      unwanted: [],
      changed: false,
    };
    for (const message of messages.toSorted((a, b) => a.seq - b.seq)) applyOne(batch, message);
    return batch;
  });
  const changed = batches.flatMap((batch) => ('copy' in batch && batch.changed ? batch.copy : []));
  const ages = await saveCopies(tx, machine.rules, changed, machine.lease);
  return batches.map((batch) => ('copy' in batch ? toOutcome(batch, ages) : batch));
}

function toOutcome(batch: Batch, ages: ReadonlyMap<string, number>): ApplyOutcome {
  const { before, copy, changed, later, refused, replies, unwanted } = batch;
  const { state, kind, id } = copy.task;
  const ended = changed && (state === 'succeeded' || state === 'dead');
  return {
    attemptId: copy.attempt.id,
    replies: [...replies.values()],
    later,
    unwanted,
    hints: changed ? listHints(before, copy.task) : [],
    task: refOf(before),
    ...(ended ? { ended: { kind, state, seconds: ages.get(id) ?? 0 } } : {}),
    ...(refused === undefined ? {} : { refused }),
  };
}

function applyOne(batch: Batch, message: EventMessage): void {
  const { task_id, run_id, seq } = message;
  const judgement = judgeEvent(batch.copy.attempt, batch.copy.task, message);
  const refusal = batch.refusal ?? (judgement.verdict === 'refuse' ? judgement.reason : undefined);
  if (judgement.verdict === 'gap') {
    batch.later.push(message);
  } else if (judgement.verdict === 'stop') {
    batch.unwanted.push({ message, reason: judgement.reason });
    batch.replies.set(`stop ${run_id}`, { type: 'stop', task_id, run_id });
  } else if (judgement.verdict === 'repeat') {
    const seqApplied = batch.copy.attempt.applied_seq;
    batch.replies.set(`applied ${run_id}`, { type: 'applied', task_id, run_id, seq: seqApplied });
  } else if (refusal !== undefined) {
    batch.changed = true;
    batch.refused = refusal;
    batch.unwanted.push({ message, reason: refusal });
    fail(batch, { code: 'internal', args: { detail: refusal }, transient: true });
    batch.replies.set(`stop ${run_id}`, { type: 'stop', task_id, run_id });
  } else {
    batch.changed = true;
    changeAttempt(batch.copy, { applied_seq: seq });
    applyNext(batch, message);
    batch.replies.set(`applied ${run_id}`, { type: 'applied', task_id, run_id, seq });
  }
}

/** The next event of the run that holds the attempt, or of the first run to say `started`. */
function applyNext(batch: Batch, { run_id, event }: EventMessage): void {
  const { copy } = batch;
  if (event.type === 'failed') {
    fail(batch, event.error);
    return;
  }
  if (event.type === 'alive') return;
  if (event.type === 'stopped') {
    changeAttempt(copy, { state: 'stopped' });
    copy.task = { ...copy.task, state: 'queued' };
    copy.happenings.push({ type: 'queued' });
    return;
  }
  if (event.type === 'started') {
    changeAttempt(copy, { state: 'running', run_id: run_id as RunId, worker_id: event.worker_id });
    copy.task = { ...copy.task, state: 'running' };
  } else if (event.type === 'segment') {
    copy.task = countPiece(copy.task, event.segments);
  } else if (event.type === 'turns') {
    copy.task = { ...copy.task, ...forgiven, blocks: event.block + 1 };
  } else if (event.type === 'succeeded') {
    changeAttempt(copy, { state: 'succeeded' });
    copy.task = { ...copy.task, state: 'succeeded', error: null };
  }
  copy.happenings.push(event);
}

/** A checkpoint: whatever went wrong before it is forgiven. */
function countPiece(task: TaskRow, segments: readonly Segment[]): TaskRow {
  return {
    ...task,
    ...forgiven,
    pieces: task.pieces + 1,
    segments: task.segments + segments.length,
    until_s: segments.reduce((latest, segment) => Math.max(latest, segment.end), task.until_s),
  };
}

const forgiven = { failures: 0, losses: 0, failures_by_code: {} };

function fail({ rules, copy }: Batch, failure: Parameters<typeof judgeFailure>[2]): void {
  closeAttempt(copy, 'failed', judgeFailure(rules.kind.retry, copy.task, failure));
}

function listHints(before: TaskRow, after: TaskRow): Hint[] {
  const recording: Hint = { topic: 'recording', id: before.recording_id };
  // The end of a step may make others due.
  return after.state === 'queued' || after.steps > 1
    ? [recording, { topic: 'tasks', id: before.id }]
    : [recording];
}

function stopAll(attemptId: string, messages: readonly EventMessage[], reason: string): ApplyOutcome {
  const runs = new Map(messages.map((message) => [message.run_id, message]));
  const replies = [...runs.values()].map(({ task_id, run_id }) => ({
    type: 'stop' as const,
    task_id,
    run_id,
  }));
  const unwanted = messages.map((message) => ({ message, reason }));
  return { attemptId, replies, hints: [], later: [], unwanted };
}

function mergeOutcomes(sum: ApplyOutcome, next: ApplyOutcome): ApplyOutcome {
  return {
    ...sum,
    ...next,
    replies: [...sum.replies, ...next.replies],
    hints: [...sum.hints, ...next.hints],
    later: [...sum.later, ...next.later],
    unwanted: [...sum.unwanted, ...next.unwanted],
  };
}
