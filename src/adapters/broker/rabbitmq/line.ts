import { type Channel, Connection } from 'rabbitmq-client';
import { EfirError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import { readRabbitmqUrl } from '../read-rabbitmq-url.ts';
import { tellReason } from './error-codes.ts';

/** One connection to the server, for as long as the broker lives: it comes back by itself. */
export interface Line {
  /** Milliseconds that whoever needs the server waits for it. */
  readonly patience: number;
  /** A channel of its own; waits for the server, and rejects when it is away for longer than the patience. */
  acquire(): Promise<Channel>;
  /** Lends a channel: what the server objects to ends the channel, and must not end anybody else's. */
  withChannel<Result>(use: (channel: Channel) => Promise<Result>): Promise<Result>;
  /** Resolves when the server takes messages: it refuses them while it is short of memory or disk. */
  untilWritable(): Promise<void>;
  /** False once it was closed. */
  isOpen(): boolean;
  /** `broker-unreachable`, or `unavailable` for what may be tried again; with what is known of the reason. */
  describeTrouble(thrown: unknown, code?: 'broker-unreachable' | 'unavailable'): EfirError;
  close(): Promise<void>;
}

export interface LineOptions {
  /** `amqp://user:password@host:port/vhost`, or `amqps://`. */
  readonly url: string;
  /** What the server's own tools list the connection by. */
  readonly name: string;
  readonly patience: number;
  readonly logger: Logger;
}

/**
 * Seconds between signs of life; twice that without one ends the connection, here and there. So what a hung process
 * held is with others before a lease of half a minute is over.
 */
const heartbeat = 10;
/** Milliseconds between tries to connect again, with some randomness. */
const [shortestPause, longestPause] = [100, 2000];
/** Milliseconds that saying goodbye may take. */
const farewell = 2000;

export function openLine({ url, name, patience, logger }: LineOptions): Line {
  const server = readRabbitmqUrl(url);
  const connection = new Connection({
    ...server,
    connectionName: name,
    heartbeat,
    acquireTimeout: patience,
    connectionTimeout: patience,
    retryLow: shortestPause,
    retryHigh: longestPause,
    // Without it small frames wait up to 40 ms for company.
    noDelay: true,
  });
  let open = true;
  let trouble: unknown;
  let blocked: PromiseWithResolvers<void> | undefined;
  const unblock = () => {
    blocked?.resolve();
    blocked = undefined;
  };
  connection.on('connection', () => {
    if (trouble !== undefined) logger.info({ connection: name }, 'RabbitMQ is back');
    trouble = undefined;
    unblock();
  });
  connection.on('error', (error: unknown) => {
    // One line for an outage, not one for every try.
    if (trouble === undefined) logger.warn({ reason: tellReason(error), connection: name }, 'no RabbitMQ');
    trouble = error;
  });
  connection.on('connection.blocked', (reason) => {
    logger.warn({ reason }, 'RabbitMQ takes no messages for now');
    blocked ??= Promise.withResolvers();
  });
  connection.on('connection.unblocked', unblock);

  const channels = new Set<Channel>();
  const acquire = async () => {
    const channel = await connection.acquire({ emitErrorsFromChannel: true });
    channels.add(channel);
    channel.once('close', () => void channels.delete(channel));
    // Whoever uses the channel learns of it by what it waits for, or by the channel's end.
    channel.on('error', (error: unknown) => logger.debug({ error }, 'RabbitMQ closed a channel'));
    return channel;
  };
  return {
    patience,
    acquire,
    async withChannel(use) {
      const channel = await acquire();
      try {
        return await use(channel);
      } finally {
        await channel.close();
      }
    },
    async untilWritable() {
      await blocked?.promise;
    },
    isOpen: () => open,
    describeTrouble(thrown, code = 'unavailable') {
      if (thrown instanceof EfirError) return thrown;
      const cause = trouble ?? thrown;
      const reason = cause === undefined ? 'no answer' : tellReason(cause);
      const detail = `RabbitMQ at ${server.hostname}:${server.port}: ${reason}`;
      return new EfirError(code, { detail }, { cause });
    },
    async close() {
      open = false;
      unblock();
      // The client waits for channels to be closed before it says goodbye.
      const closing = [...channels].map((channel) => channel.close());
      await endWithin(farewell, Promise.all([...closing, connection.close()]));
      connection.unsafeDestroy();
    },
  };
}

/** Waits for it, but not longer than that, whatever comes of it. */
export async function endWithin(milliseconds: number, work: Promise<unknown>): Promise<void> {
  await within(milliseconds, work).catch(() => {});
}

/** Rejects when it takes longer than that; what it comes to afterwards is nobody's. */
export async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), milliseconds);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
