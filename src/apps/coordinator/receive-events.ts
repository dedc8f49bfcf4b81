import { z } from 'zod';
import { sleep } from '../../core/time.ts';
import type { Delivery, Subscription } from '../../ports/broker.ts';
import { type EventMessage, eventMessageSchema } from '../../wire/event-message.ts';
import { eventGroup, eventQueue } from '../../wire/names.ts';
import { applyEvents } from '../../work/apply-event.ts';
import type { Coordination } from './coordination.ts';
import { createInbox } from './inbox.ts';

/** Events taken at once; those of one attempt are applied together. */
const prefetch = 64;
/** Milliseconds before an event goes back that could not be applied, because the database was away. */
const troublePause = 500;

/** Applies what workers report of one kind of task, and answers them. */
export function receiveEvents(coordination: Coordination, kind: string): Promise<Subscription> {
  const { broker, logger, metrics } = coordination;
  const queue = eventQueue(kind);
  const inbox = createInbox((attemptId, messages) => applyAndAnswer(coordination, kind, attemptId, messages));
  const receive = async (delivery: Delivery) => {
    const parsed = eventMessageSchema.safeParse(delivery.message);
    if (!parsed.success) {
      metrics.messagesDropped.inc({ queue_name: queue });
      logger.error(
        { queue, unreadable: z.prettifyError(parsed.error) },
        'an event cannot be read and is dropped',
      );
      return;
    }
    try {
      await inbox.take(parsed.data);
    } catch (error) {
      const { task_id, request_id, trace } = parsed.data;
      logger.warn({ error, task_id, request_id, trace }, 'an event could not be applied yet');
      await sleep(troublePause);
      await delivery.giveBack();
    }
  };
  return broker.consume(queue, { group: eventGroup, prefetch }, receive);
}

/** Answers with the events that have to wait for an earlier one. */
async function applyAndAnswer(
  coordination: Coordination,
  kind: string,
  attemptId: string,
  messages: readonly EventMessage[],
): Promise<readonly EventMessage[]> {
  const { database, machine, tellWorkers, countEnd, waker } = coordination;
  const outcome = await applyEvents(machine, attemptId, messages);
  for (const reply of outcome.replies) tellWorkers(kind, reply);
  for (const hint of outcome.hints) database.hints.send(hint.topic, hint.id);
  countEnd(outcome.ended);
  if (outcome.ended) waker.wake();
  const [first] = messages;
  const logger = coordination.logger.child({
    task_id: attemptId,
    ...(outcome.task && { tenant_id: outcome.task.tenantId, recording_id: outcome.task.recordingId }),
    request_id: first?.request_id,
    trace: first?.trace,
  });
  if (outcome.refused !== undefined) {
    logger.error({ reason: outcome.refused }, 'a worker contradicts what is stored; the attempt failed');
  }
  if (outcome.ended)
    logger.info({ state: outcome.ended.state, seconds: outcome.ended.seconds }, 'task ended');
  for (const { seq, event } of messages) logger.debug({ seq, event: event.type }, 'event received');
  return outcome.later;
}
