import { EfirError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import type { PublishOptions } from '../../../ports/broker.ts';
import { endWithin, type Line } from './line.ts';
import { describeTopic } from './listen-topic.ts';
import { createOutlet, persist } from './outlet.ts';
import { createQueues } from './queues.ts';

export interface Publisher {
  publish(queue: string, message: unknown, options?: PublishOptions): Promise<void>;
  broadcast(topic: string, message: unknown): Promise<void>;
  /** Waits for what is on its way, some time at most. */
  drain(): Promise<void>;
}

/** The server takes 128 MiB unless told otherwise, but a message stands in the memory of everybody on its way. */
export const largestMessage = 16 * 1024 * 1024;
/** Bytes of messages that wait for a lost server, about: who sends more is told at once. */
const mostOnTheirWay = 64 * 1024 * 1024;
/** Milliseconds that a word to everybody waits for a lost server: it is for those who listen now. */
const shortPatience = 2000;
/** Milliseconds that messages on their way have to arrive when the broker closes. */
const farewell = 2000;

/** Publishes with confirms: a message that the server confirmed is on its disk, or was not to be kept. */
export function createPublisher(line: Line, logger: Logger): Publisher {
  const queues = createQueues(line, logger);
  // A topic that is not there ends the channel that it was named on.
  const [queueOutlet, topicOutlet] = [createOutlet(line), createOutlet(line)];
  const topics = new Set<string>();
  const onTheirWay = new Set<Promise<void>>();
  let bytesOnTheirWay = 0;
  const track = async (body: Buffer, send: () => Promise<void>) => {
    if (bytesOnTheirWay > mostOnTheirWay)
      throw line.describeTrouble(new Error('too much waits for it already'));
    bytesOnTheirWay += body.length;
    const sending = send();
    onTheirWay.add(sending);
    await sending.finally(() => {
      onTheirWay.delete(sending);
      bytesOnTheirWay -= body.length;
    });
  };

  async function toQueue(queue: string, body: Buffer, expires: number | undefined): Promise<void> {
    const lifetime = expires === undefined ? {} : { expiration: String(Math.ceil(expires * 1000)) };
    const envelope = { routingKey: queue, durable: true, mandatory: true, ...lifetime };
    // An asker that waits for its answer made the queue itself, in its own way.
    if (expires === undefined) await queues.ensure(queue);
    if ((await queueOutlet.send(envelope, body)) === 'taken') return;
    await queues.declare(queue, expires);
    if ((await queueOutlet.send(envelope, body)) === 'taken') return;
    throw new Error(`there is no queue ${queue}`);
  }
  async function toTopic(topic: string, body: Buffer): Promise<void> {
    if (!topics.has(topic))
      await line.withChannel((channel) => channel.exchangeDeclare(describeTopic(topic)));
    topics.add(topic);
    try {
      await topicOutlet.send({ exchange: topic }, body);
    } catch (error) {
      topics.delete(topic);
      throw error;
    }
  }
  return {
    async publish(queue, message, { expires } = {}) {
      const body = writeBody(message);
      await track(body, () => persist(line, line.patience, () => toQueue(queue, body, expires)));
    },
    async broadcast(topic, message) {
      const body = writeBody(message);
      await track(body, () => persist(line, shortPatience, () => toTopic(topic, body)));
    },
    drain: () => endWithin(farewell, Promise.allSettled(onTheirWay)),
  };
}

function writeBody(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  if (body.length <= largestMessage) return body;
  throw new EfirError('message-too-large', { bytes: body.length, limit: largestMessage });
}
