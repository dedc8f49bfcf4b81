import { EfirError } from '../../../core/errors.ts';
import { type Logger, silentLogger } from '../../../core/logger.ts';
import type { Broker, Subscription } from '../../../ports/broker.ts';
import { rejectedQueue } from '../../../wire/names.ts';
import { callListener } from '../call-listener.ts';
import { describeRejected, mostRejected } from '../describe-rejected.ts';
import { createQueue, type Queue } from './queue.ts';

export interface InProcessHub {
  /** One role's connection: closing it gives back what that role had not settled, and leaves the others alone. */
  connect(): Broker;
}

/** The broker of a single process: what it carries lives as long as the process. */
export function createInProcessHub(options: { logger?: Logger } = {}): InProcessHub {
  const logger = options.logger ?? silentLogger;
  const queues = new Map<string, Queue>();
  const expiries = new Map<string, NodeJS.Timeout>();
  const listeners = new Map<string, Set<(text: string) => void>>();

  const findQueue = (name: string): Queue => {
    const queue =
      queues.get(name) ??
      createQueue(name, logger, (message, reason) => {
        const rejected = JSON.stringify(describeRejected(name, message, reason));
        findQueue(rejectedQueue(name)).add(rejected, mostRejected);
      });
    queues.set(name, queue);
    return queue;
  };
  /** A queue with consumers is in use. */
  const expireLater = (name: string, seconds: number) => {
    clearTimeout(expiries.get(name));
    const expire = () => {
      if (queues.get(name)?.hasConsumers()) return expireLater(name, seconds);
      queues.delete(name);
      expiries.delete(name);
    };
    expiries.set(name, setTimeout(expire, seconds * 1000).unref());
  };
  const tellListeners = (topic: string, text: string) => {
    for (const listener of listeners.get(topic) ?? []) listener(text);
  };
  const addListener = (topic: string, listener: (text: string) => void) => {
    const known = listeners.get(topic) ?? new Set();
    listeners.set(topic, known.add(listener));
    return () => known.delete(listener);
  };
  return { connect: () => connect({ findQueue, expireLater, tellListeners, addListener, logger }) };
}

interface Exchange {
  findQueue(name: string): Queue;
  expireLater(name: string, seconds: number): void;
  tellListeners(topic: string, text: string): void;
  addListener(topic: string, listener: (text: string) => void): () => void;
  logger: Logger;
}

function connect(exchange: Exchange): Broker {
  /** What has to happen when the connection closes: consumers let go at once, listeners leave. */
  const endings = new Set<() => void>();
  let open = true;
  const assertOpen = () => {
    if (!open) throw new EfirError('unavailable', { detail: 'the broker connection is closed' });
  };
  const addEnding = (end: () => void) => {
    endings.add(end);
    return () => {
      end();
      endings.delete(end);
    };
  };

  return {
    capabilities: {
      reach: 'process',
      durable: false,
      groups: 'many',
      largestMessage: Number.MAX_SAFE_INTEGER,
      countsOthersWork: true,
    },
    async publish(queue, message, { expires } = {}) {
      assertOpen();
      exchange.findQueue(queue).add(JSON.stringify(message));
      if (expires !== undefined) exchange.expireLater(queue, expires);
    },
    async consume(queue, options, handler): Promise<Subscription> {
      assertOpen();
      const consumer = exchange.findQueue(queue).join(options, handler);
      const leave = addEnding(consumer.abandon);
      return {
        close: async () => {
          await consumer.drain();
          leave();
        },
      };
    },
    async broadcast(topic, message) {
      assertOpen();
      const text = JSON.stringify(message);
      setImmediate(() => exchange.tellListeners(topic, text));
    },
    async listen(topic, handler): Promise<Subscription> {
      assertOpen();
      const leave = addEnding(
        exchange.addListener(topic, (text) =>
          callListener(topic, handler, JSON.parse(text), exchange.logger),
        ),
      );
      return { close: async () => void leave() };
    },
    depth: async (queue) => exchange.findQueue(queue).depth(),
    check: async () => assertOpen(),
    async close() {
      open = false;
      for (const end of endings) end();
      endings.clear();
    },
  };
}
