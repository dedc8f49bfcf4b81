import { EfirError } from '../../../core/errors.ts';
import { type Logger, silentLogger } from '../../../core/logger.ts';
import type { Broker, Subscription } from '../../../ports/broker.ts';
import { rejectedQueue } from '../../../wire/names.ts';
import { describeRejected } from '../describe-rejected.ts';
import { consumeQueue, type QueueConsumer } from './consume-queue.ts';
import { countWaiting } from './count-waiting.ts';
import { type Line, openLine, within } from './line.ts';
import { listenTopic } from './listen-topic.ts';
import { createPublisher, largestMessage } from './publisher.ts';

export interface RabbitmqBrokerOptions {
  /** `amqp://user:password@host:port/vhost`, or `amqps://`. */
  readonly url: string;
  readonly logger?: Logger;
  /** Milliseconds to wait for a server that is away; by default longer than a restart of it takes. */
  readonly patience?: number;
}

/** Milliseconds that a question waits for its answer. */
const shortPatience = 2000;

/**
 * Carries messages over RabbitMQ: durable queues of the same names, persistent messages of JSON, confirmed.
 *
 * It has a connection of its own for consuming: a server that is short of memory or disk stops reading from those that
 * publish, and what is in work must be acknowledged all the same.
 */
export function createRabbitmqBroker(options: RabbitmqBrokerOptions): Broker {
  const { url, logger = silentLogger, patience = 20_000 } = options;
  const outgoing = openLine({ url, name: 'efir: publishing', patience, logger });
  let incoming: Line | undefined;
  const findIncoming = () => {
    incoming ??= openLine({ url, name: 'efir: consuming', patience, logger });
    return incoming;
  };
  const publisher = createPublisher(outgoing, logger);
  const consumers = new Set<QueueConsumer>();
  /** What has to happen when the connection closes. */
  const endings = new Set<() => Promise<void>>();
  let open = true;
  const assertOpen = () => {
    if (!open) throw new EfirError('unavailable', { detail: 'the broker connection is closed' });
  };
  const enlist = async (abandon: () => Promise<void>, close: () => Promise<void>): Promise<Subscription> => {
    endings.add(abandon);
    // The broker may have been closed while the subscription began.
    if (!open) await abandon();
    assertOpen();
    return {
      async close() {
        await close();
        endings.delete(abandon);
      },
    };
  };
  const keepAside = (queue: string) => async (message: unknown, reason: string) => {
    await publisher.publish(rejectedQueue(queue), describeRejected(queue, message, reason));
  };

  return {
    capabilities: { reach: 'network', durable: true, groups: 'one', largestMessage, countsOthersWork: false },
    async publish(queue, message, publishOptions) {
      assertOpen();
      await publisher.publish(queue, message, publishOptions);
    },
    async consume(queue, { prefetch }, handler) {
      assertOpen();
      const settings = { line: findIncoming(), queue, prefetch, handler, logger };
      const consumer = await consumeQueue({ ...settings, keepAside: keepAside(queue) });
      consumers.add(consumer);
      return enlist(consumer.abandon, async () => {
        await consumer.close();
        consumers.delete(consumer);
      });
    },
    async broadcast(topic, message) {
      assertOpen();
      await publisher.broadcast(topic, message);
    },
    async listen(topic, handler) {
      assertOpen();
      const listener = await listenTopic({ line: findIncoming(), topic, handler, logger });
      return enlist(listener.close, listener.close);
    },
    async depth(queue) {
      assertOpen();
      const waiting = await within(shortPatience, countWaiting(outgoing, queue)).catch((error: unknown) => {
        throw outgoing.describeTrouble(error);
      });
      const here = [...consumers].filter((consumer) => consumer.queue === queue);
      return here.reduce((sum, consumer) => sum + consumer.unsettled(), waiting);
    },
    async check() {
      assertOpen();
      const answer = outgoing.withChannel(async () => {});
      await within(shortPatience, answer).catch((error: unknown) => {
        throw outgoing.describeTrouble(error, 'broker-unreachable');
      });
    },
    async close() {
      if (!open) return;
      open = false;
      await Promise.all([...endings].map((end) => end()));
      await publisher.drain();
      await Promise.all([incoming?.close(), outgoing.close()]);
    },
  };
}
