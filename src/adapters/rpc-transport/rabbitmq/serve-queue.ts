import type { AsyncMessage, Channel, Connection } from 'rabbitmq-client';
import { EfirError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import { sleep } from '../../../core/time.ts';
import type { RpcHandler, RpcOutcome, RpcSubscription } from '../../../ports/rpc-transport.ts';
import { rejectedQueue } from '../../../wire/names.ts';
import { endWithin } from '../end-within.ts';
import { readRequest } from './read-request.ts';

export interface ServedQueue {
  readonly connection: Connection;
  readonly queue: string;
  readonly concurrency: number;
  readonly handler: RpcHandler;
  readonly logger: Logger;
}

/** Milliseconds that the first try waits for a server that is not there; later ones go on behind the scenes. */
const firstTry = 10_000;
const pauseBetweenTries = 500;
/** Messages kept of those that were set aside. */
const mostSetAside = 10_000;

/** One channel after the other, for as long as the subscription lives: a channel ends with its connection. */
export async function serveQueue(
  served: ServedQueue,
): Promise<RpcSubscription & { /** Throws `unavailable` while no requests come in. */ check(): void }> {
  const leaving = new AbortController();
  const atWork = new Set<Promise<void>>();
  const began = Promise.withResolvers<void>();
  let shift: Shift | undefined;

  async function run(): Promise<void> {
    while (!leaving.signal.aborted) {
      try {
        shift = await beginShift(served, atWork);
        began.resolve();
        await shift.ended;
      } catch (error) {
        if (!leaving.signal.aborted) served.logger.warn({ error, queue: served.queue }, 'no calls come in');
      }
      shift = undefined;
      await sleep(pauseBetweenTries, leaving.signal).catch(() => {});
    }
  }
  const running = run();
  await endWithin(firstTry, [began.promise]);
  return {
    check() {
      if (!shift) throw new EfirError('unavailable', { detail: `RabbitMQ: ${served.queue} is not served` });
    },
    async close(graceMilliseconds = 0) {
      leaving.abort();
      await shift?.stopTaking();
      await endWithin(graceMilliseconds, [...atWork]);
      await shift?.end();
      // A try to get a channel ends by its own time limit or with the connection.
      if (shift) await running;
    },
  };
}

interface Shift {
  readonly ended: Promise<void>;
  stopTaking(): Promise<void>;
  /** What is not acknowledged goes back to the queue. */
  end(): Promise<void>;
}

async function beginShift(served: ServedQueue, atWork: Set<Promise<void>>): Promise<Shift> {
  const { connection, concurrency, logger, queue } = served;
  const channel = await openChannel(served);
  const over = new AbortController();
  const ended = new Promise<void>((resolve) => channel.once('close', resolve)).then(() => over.abort());
  await channel.basicQos({ prefetchCount: concurrency });
  const { consumerTag } = await channel.basicConsume({ queue }, (message) => {
    const work = handle(served, channel, message, over.signal).catch((error: unknown) => {
      if (!over.signal.aborted) logger.error({ error }, 'an answer could not be sent');
    });
    atWork.add(work);
    void work.finally(() => atWork.delete(work));
  });
  // Somebody deleted the queue: the next channel declares it again.
  channel.once('basic.cancel', () => void channel.close());
  return {
    ended,
    stopTaking: async () => {
      if (channel.active && connection.ready) await channel.basicCancel({ consumerTag }).catch(() => {});
    },
    end: async () => {
      over.abort();
      await channel.close().catch(() => {});
    },
  };
}

/** A channel on which the queue is known to exist; one that others declared in their own way serves as well. */
async function openChannel(served: ServedQueue): Promise<Channel> {
  const { connection, logger, queue } = served;
  const open = async () => {
    const channel = await connection.acquire({ emitErrorsFromChannel: true });
    channel.on('error', (error) => logger.debug({ error, queue }, 'the channel for calls ended'));
    return channel;
  };
  const channel = await open();
  try {
    await channel.queueDeclare({ queue, durable: true });
    return channel;
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'PRECONDITION_FAILED')) throw thrown;
    return open();
  }
}

async function handle(
  served: ServedQueue,
  channel: Channel,
  message: AsyncMessage,
  over: AbortSignal,
): Promise<void> {
  const outcome = await work(over, served, message);
  // The connection was lost, or this server leaves: the request goes to whoever serves next.
  if (over.aborted || !channel.active) return;
  if (outcome.type === 'set-aside') await setAside(served, message, outcome.reason);
  if (outcome.type === 'answer' && message.replyTo) {
    const envelope = {
      exchange: '',
      routingKey: message.replyTo,
      contentType: 'application/json',
      ...(message.correlationId === undefined ? {} : { correlationId: message.correlationId }),
    };
    // Some made-up reply addresses make RabbitMQ drop the whole connection. A request that comes again may have had
    // one: it is acknowledged before its answer, lest it come for ever.
    if (message.redelivered) channel.basicAck({ deliveryTag: message.deliveryTag });
    const sent = channel.basicPublish(envelope, outcome.body);
    if (!message.redelivered) channel.basicAck({ deliveryTag: message.deliveryTag });
    return sent;
  }
  if (channel.active) channel.basicAck({ deliveryTag: message.deliveryTag });
}

async function work(
  over: AbortSignal,
  { handler, logger }: ServedQueue,
  message: AsyncMessage,
): Promise<RpcOutcome> {
  try {
    return await handler(readRequest(message), over);
  } catch (error) {
    logger.error({ error }, 'a call could not be handled');
    return { type: 'set-aside', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Where the message cannot be kept either, the log has it. */
async function setAside(
  { connection, logger, queue }: ServedQueue,
  message: AsyncMessage,
  reason: string,
): Promise<void> {
  const text = readRequest(message).body.toString();
  const kept = { queue, reason, message: text, rejected_at: new Date().toISOString() };
  const publisher = connection.createPublisher({
    confirm: true,
    queues: [{ queue: rejectedQueue(queue), durable: true, arguments: { 'x-max-length': mostSetAside } }],
  });
  try {
    await publisher.send({ exchange: '', routingKey: rejectedQueue(queue), durable: true }, kept);
  } catch (error) {
    logger.error({ error, queue, message: text.slice(0, 1000) }, 'a call could not be set aside');
  } finally {
    await publisher.close();
  }
}
