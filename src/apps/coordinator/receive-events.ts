import { crashPoint } from '../../core/crash-points.ts';
import { sleep } from '../../core/time.ts';
import type { Delivery, Subscription } from '../../ports/broker.ts';
import { type EventMessage, eventMessageSchema } from '../../wire/event-message.ts';
import { eventGroup, eventQueue } from '../../wire/names.ts';
import { type ApplyOutcome, applyEvents } from '../../work/apply-event.ts';
import type { Coordination } from './coordination.ts';
import { type Applied, createInbox, type Inbox } from './inbox.ts';
import { setAside, wordFault } from './set-aside.ts';

/** Events taken at once: they share commits. */
const prefetch = 500;
/** Milliseconds before an event goes back that could not be applied, because the database was away. */
const troublePause = 500;

/** Applies what workers report of one kind of task, and answers them. */
export function receiveEvents(coordination: Coordination, kind: string): Promise<Subscription> {
  const queue = eventQueue(kind);
  const inbox = createInbox((messages) => applyAndAnswer(coordination, kind, messages));
  return coordination.broker.consume(queue, { group: eventGroup, prefetch }, (delivery) =>
    receive(coordination, queue, inbox, delivery),
  );
}

async function receive(
  coordination: Coordination,
  queue: string,
  inbox: Inbox,
  delivery: Delivery,
): Promise<void> {
  const parsed = eventMessageSchema.safeParse(delivery.message);
  if (!parsed.success) return setAside(coordination, queue, delivery, wordFault(parsed.error));
  const { task_id, request_id, trace } = parsed.data;
  crashPoint('events-received');
  try {
    const { unwanted } = await inbox.take(parsed.data);
    if (unwanted !== undefined) {
      return await setAside(coordination, queue, delivery, unwanted, { task_id, request_id, trace });
    }
  } catch (error) {
    coordination.logger.warn({ error, task_id, request_id, trace }, 'an event could not be applied yet');
    await sleep(troublePause);
    return delivery.giveBack();
  }
  await delivery.ack();
  crashPoint('events-acknowledged');
}

async function applyAndAnswer(
  coordination: Coordination,
  kind: string,
  messages: readonly EventMessage[],
): Promise<Applied> {
  const outcomes = await applyEvents(coordination.machine, messages);
  crashPoint('events-committed');
  const byAttempt = Map.groupBy(messages, (message) => message.task_id);
  for (const outcome of outcomes) {
    answer(coordination, kind, outcome);
    tellLog(coordination, outcome, byAttempt.get(outcome.attemptId) ?? []);
  }
  return {
    later: new Set(outcomes.flatMap((outcome) => outcome.later)),
    failed: new Map(
      outcomes.flatMap(
        ({ failed }) => failed?.messages.map((message) => [message, failed.error] as const) ?? [],
      ),
    ),
    unwanted: new Map(
      outcomes.flatMap((outcome) =>
        outcome.unwanted.map(({ message, reason }) => [message, reason] as const),
      ),
    ),
  };
}

function answer(coordination: Coordination, kind: string, outcome: ApplyOutcome): void {
  const { database, tellWorkers, countEnd, waker } = coordination;
  for (const reply of outcome.replies) tellWorkers(kind, reply);
  for (const hint of outcome.hints) database.hints.send(hint.topic, hint.id);
  countEnd(outcome.ended);
  if (outcome.ended) waker.wake();
}

function tellLog(coordination: Coordination, outcome: ApplyOutcome, messages: readonly EventMessage[]): void {
  const [first] = messages;
  const logger = coordination.logger.child({
    task_id: outcome.attemptId,
    ...(outcome.task && { tenant_id: outcome.task.tenantId, recording_id: outcome.task.recordingId }),
    request_id: first?.request_id,
    trace: first?.trace,
  });
  if (outcome.refused !== undefined) {
    logger.error({ reason: outcome.refused }, 'a worker contradicts what is stored; the attempt failed');
  }
  if (outcome.ended) {
    logger.info({ state: outcome.ended.state, seconds: outcome.ended.seconds }, 'task ended');
  }
  for (const { seq, event } of messages) logger.debug({ seq, event: event.type }, 'event received');
}
