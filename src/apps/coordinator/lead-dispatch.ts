import type { Logger } from '../../core/logger.ts';
import { sleep } from '../../core/time.ts';
import { eventQueue, resultQueue, taskQueue } from '../../wire/names.ts';
import { dispatchTasks } from '../../work/dispatch-tasks.ts';
import { expireLeases } from '../../work/expire-leases.ts';
import type { HandOut } from '../../work/hand-out-tasks.ts';
import type { Coordination } from './coordination.ts';
import { sendAnswers } from './send-answers.ts';

/** Milliseconds until due work is looked for although nobody gave a hint. */
const pollInterval = 1_000;
/** Milliseconds from one hand-out to the next: in a crowd, one commit for many is worth more than the wait. */
const restAfterWork = 10;
/** A backlog of events holds the judgement of leases up for so many leases at most. */
const mostLeasesBehind = 10;

/** Hands tasks out and judges leases while elected; resolves when `signal` fired and all is put down. */
export function leadDispatch(coordination: Coordination, signal: AbortSignal): Promise<void> {
  return coordination.database.lead('dispatch', signal, async (leading) => {
    coordination.logger.info('leading dispatch');
    await Promise.all([
      dispatchLoop(coordination, leading),
      leaseLoop(coordination, leading),
      sendAnswers(coordination, leading),
    ]);
  });
}

async function dispatchLoop(coordination: Coordination, signal: AbortSignal): Promise<void> {
  const { broker, machine, rollCall, waker, logger } = coordination;
  while (!signal.aborted) {
    try {
      const handOuts = await dispatchTasks(machine, rollCall.list(), (queue, message) =>
        broker.publish(queue, message),
      );
      for (const handOut of handOuts) noteHandOut(coordination, handOut);
      const rested = sleep(restAfterWork, signal).catch(() => {});
      await waker.wait(pollInterval, signal);
      // What comes in one after the other goes out together.
      if (handOuts.length > 0) await rested;
    } catch (error) {
      logger.warn({ error }, 'tasks could not be handed out; trying again');
      await sleep(pollInterval, signal).catch(() => {});
    }
  }
}

function noteHandOut({ database, logger, countEnd }: Coordination, handOut: HandOut): void {
  const { tenantId, recordingId, taskId, kind } = handOut.task;
  const fields = { tenant_id: tenantId, recording_id: recordingId, kind };
  if (handOut.outcome === 'published') {
    const { task_id, request_id, trace, resume_from } = handOut.message;
    logger.info({ ...fields, task_id, request_id, trace, resume_from }, 'task handed out');
    return;
  }
  const line = { ...fields, ...handOut.origin, task_id: taskId, error: handOut.error };
  logger.warn(line, 'a task could not be handed out');
  for (const hint of handOut.hints) database.hints.send(hint.topic, hint.id);
  countEnd(handOut.ended);
}

/**
 * Judges leases, but not before one lease has passed since this coordinator began to lead or the broker was away:
 * until then silence may be ours, not the workers'.
 */
async function leaseLoop(coordination: Coordination, signal: AbortSignal): Promise<void> {
  const { broker, machine, logger } = coordination;
  const lease = machine.lease * 1000;
  // Where the queue does not tell what other coordinators have in hand, one of them may hold the sign of life.
  const unseen = broker.capabilities.countsOthersWork ? 0 : lease;
  let judgeFrom = performance.now() + lease;
  let drained = performance.now();
  while (!signal.aborted) {
    await sleep(Math.min(pollInterval, lease / 5), signal).catch(() => {});
    if (signal.aborted) return;
    try {
      if (await isDrained(coordination)) drained = performance.now();
      if (performance.now() < judgeFrom) continue;
      const behind = Math.min(performance.now() - drained, lease * mostLeasesBehind);
      await judgeLeases(coordination, behind + unseen);
    } catch (error) {
      logger.warn({ error }, 'leases could not be judged; trying again');
      if (!(await isUp(broker))) judgeFrom = performance.now() + lease;
    }
  }
}

async function isDrained({ broker, kinds }: Coordination): Promise<boolean> {
  const depths = await Promise.all(kinds.map((kind) => broker.depth(eventQueue(kind))));
  return depths.every((depth) => depth === 0);
}

async function judgeLeases(coordination: Coordination, behind: number): Promise<void> {
  const { database, machine, countEnd } = coordination;
  const emptied = await listEmptied(coordination);
  for (const lost of await expireLeases(machine, { behind: behind / 1000, emptied })) {
    for (const hint of lost.hints) database.hints.send(hint.topic, hint.id);
    countEnd(lost.ended);
    logLoss(coordination.logger, lost);
  }
}

/**
 * Kinds of which the broker holds neither a task nor an answer, where it can tell. The answer comes before the task is
 * acknowledged, so it is looked for last.
 */
async function listEmptied({ broker, kinds, machine }: Coordination): Promise<string[]> {
  if (machine.foreignSlots === 0 || !broker.capabilities.countsOthersWork) return [];
  const emptied: string[] = [];
  for (const kind of kinds) {
    if ((await broker.depth(taskQueue(kind))) > 0) continue;
    if ((await broker.depth(resultQueue(kind))) === 0) emptied.push(kind);
  }
  return emptied;
}

function logLoss(logger: Logger, lost: Awaited<ReturnType<typeof expireLeases>>[number]): void {
  const { tenantId, recordingId } = lost.task;
  logger.warn(
    {
      ...lost.origin,
      task_id: lost.attemptId,
      tenant_id: tenantId,
      recording_id: recordingId,
      started: lost.started,
    },
    lost.ended
      ? 'a worker was lost once too often; the task is dead'
      : 'a worker was lost; the task waits again',
  );
}

function isUp(broker: Coordination['broker']): Promise<boolean> {
  return broker.check().then(
    () => true,
    () => false,
  );
}
