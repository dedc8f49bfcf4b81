import { EfirError } from '../../../core/errors.ts';
import { type Logger, silentLogger } from '../../../core/logger.ts';
import type { Broker, PublishOptions, Subscription } from '../../../ports/broker.ts';
import { parseTaskQueue, taskGroup } from '../../../wire/names.ts';
import { callListener } from '../call-listener.ts';
import { type Consumer, startConsumer } from './consumer.ts';
import { encodeEntry, largestMessage, writeJson } from './entry.ts';
import { type Client, openClient } from './open-client.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { depthScript, publishScript } from './scripts.ts';
import { settledSet } from './settled.ts';
import { standardTiming, type Timing } from './timing.ts';
import { createTopics, type Topics } from './topics.ts';
import { keepUp } from './upkeep.ts';

export interface RedisBrokerOptions {
  /** `redis://`, `rediss://` (TLS), or `redis+unix://localhost/path/of/the.socket`; with user, password, database. */
  readonly url: string;
  readonly logger?: Logger;
  readonly timing?: Partial<Timing>;
}

/** Milliseconds that a word to everybody, a question or a check waits for a lost server. */
const shortPatience = 2_000;
/** Milliseconds that closing waits for what is on its way. */
const closeLimit = 2_000;

/**
 * Redis Streams: a queue is the stream of its name, read by consumer groups; entries go when they are settled. It
 * connects by itself, now and after every loss. Redis 6.2 or newer.
 */
export function createRedisBroker(options: RedisBrokerOptions): Broker {
  const connection = open(options);
  const { commands, logger, outbox, timing } = connection;
  const ensureOpen = () => {
    if (!connection.open) throw closedError();
  };

  return {
    capabilities: {
      reach: 'network',
      get durable() {
        return connection.upkeep.isDurable();
      },
      groups: 'many',
      countsOthersWork: true,
      largestMessage,
    },
    async publish(queue, message, publishOptions = {}) {
      ensureOpen();
      await publish(connection, queue, message, publishOptions);
    },
    async consume(queue, consumeOptions, handler) {
      ensureOpen();
      connection.upkeep.watch(queue);
      const reader = openClient(options.url);
      return subscribe(connection, {
        ...{ queue, ...consumeOptions, handler, reader, commands, outbox, timing, logger },
      });
    },
    async broadcast(topic, message) {
      ensureOpen();
      await outbox.send(['publish', topic, writeJson(message)], { patience: shortPatience });
    },
    async listen(topic, handler) {
      ensureOpen();
      const leave = await connection.topics.listen(topic, (text) =>
        callListener(topic, handler, parse(text), logger),
      );
      return { close: leave };
    },
    async depth(queue) {
      ensureOpen();
      const command = ['eval', depthScript, 2, queue, settledSet(queue)];
      return Number(await outbox.send(command, { patience: shortPatience }));
    },
    async check() {
      ensureOpen();
      await check(commands);
    },
    close: () => close(connection),
  };
}

interface Connection {
  readonly url: string;
  readonly logger: Logger;
  readonly timing: Timing;
  readonly commands: Client;
  readonly outbox: Outbox;
  readonly topics: Topics;
  readonly upkeep: ReturnType<typeof keepUp>;
  readonly consumers: Set<Consumer>;
  open: boolean;
}

function open({ url, logger = silentLogger, timing: wanted }: RedisBrokerOptions): Connection {
  const timing = { ...standardTiming, ...wanted };
  const commands = openClient(url, logger);
  return {
    ...{ url, logger, timing, commands },
    outbox: createOutbox(commands, timing.patience),
    topics: createTopics(() => openClient(url), timing.patience, logger),
    upkeep: keepUp(commands, timing, logger),
    consumers: new Set(),
    open: true,
  };
}

/** Makes the group of a task queue as well: other programs' workers need not. */
async function publish(
  { outbox, upkeep }: Connection,
  queue: string,
  message: unknown,
  { expires }: PublishOptions,
): Promise<void> {
  const fields = encodeEntry(queue, message, writeJson(message));
  if (expires === undefined) upkeep.watch(queue);
  const kind = parseTaskQueue(queue)?.kind;
  if (kind === undefined && expires === undefined) {
    await outbox.send(['xadd', queue, '*', ...fields]);
    return;
  }
  const group = kind === undefined ? '' : taskGroup(kind);
  await outbox.send(['eval', publishScript, 1, queue, group, Math.ceil(expires ?? 0) || '', ...fields]);
}

async function subscribe(
  connection: Connection,
  options: Parameters<typeof startConsumer>[0],
): Promise<Subscription> {
  const consumer = await startConsumer(options);
  connection.consumers.add(consumer);
  if (!connection.open) {
    await consumer.abandon();
    throw closedError();
  }
  return {
    close: async () => {
      await consumer.drain();
      connection.consumers.delete(consumer);
    },
  };
}

async function check(commands: Client): Promise<void> {
  await commands.untilReady(shortPatience);
  const silence = AbortSignal.timeout(shortPatience);
  const late = new Promise<never>((_resolve, reject) => {
    silence.addEventListener('abort', () => reject(new Error('it does not answer')), { once: true });
  });
  await Promise.race([commands.redis.ping(), late]).catch((cause: unknown) => {
    throw new EfirError('broker-unreachable', { detail: commands.tellFailure(cause) }, { cause });
  });
}

async function close(connection: Connection): Promise<void> {
  if (!connection.open) return;
  connection.open = false;
  await Promise.all([...connection.consumers].map((consumer) => consumer.abandon()));
  connection.upkeep.close();
  connection.topics.close();
  await connection.outbox.close(connection.commands.redis.status === 'ready' ? closeLimit : 0);
  connection.commands.close();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function closedError(): EfirError {
  return new EfirError('unavailable', { detail: 'the broker connection is closed' });
}
