import type { Channel } from 'rabbitmq-client';
import type { Logger } from '../../../core/logger.ts';
import { sleep } from '../../../core/time.ts';
import { tellReason } from './error-codes.ts';
import { endWithin, type Line, within } from './line.ts';

export interface KeptChannel {
  /** Ends the channel: what it holds unsettled goes back to its queue. */
  close(): Promise<void>;
}

export interface KeepOptions {
  readonly line: Line;
  /** The queue or topic, for the log. */
  readonly name: string;
  readonly logger: Logger;
  /** Begins to consume. Called for each channel in turn. */
  setUp(channel: Channel): Promise<void>;
}

/** Milliseconds between tries to consume again. */
const pause = 100;
const farewell = 2000;

/**
 * Keeps a consumer going: a channel ends with its connection, by what the server objects to, or because its queue
 * was deleted; then the next one takes its place. Resolves when the first one consumes; rejects with
 * `broker-unreachable` when that takes longer than the line's patience.
 */
export async function keepChannel({ line, name, logger, setUp }: KeepOptions): Promise<KeptChannel> {
  const leaving = new AbortController();
  const began = Promise.withResolvers<void>();
  let current: Channel | undefined;
  let trouble: unknown;

  const serve = async () => {
    const channel = await line.acquire();
    current = channel;
    const ended = untilEnd(channel);
    try {
      if (leaving.signal.aborted) return;
      await setUp(channel);
      began.resolve();
      if (trouble !== undefined) logger.info({ name }, 'consuming again');
      trouble = undefined;
      await ended;
    } finally {
      await endWithin(farewell, channel.close());
    }
  };
  const run = async () => {
    while (!leaving.signal.aborted) {
      await serve().catch((error: unknown) => {
        if (trouble === undefined)
          logger.warn({ name, reason: tellReason(error) }, 'consuming is interrupted');
        trouble = error;
      });
      await sleep(pause, leaving.signal).catch(() => {});
    }
  };
  void run();
  const close = async () => {
    leaving.abort();
    if (current) await endWithin(farewell, current.close());
  };
  await within(line.patience, began.promise).catch(async (error: unknown) => {
    await close();
    throw line.describeTrouble(trouble ?? error, 'broker-unreachable');
  });
  return { close };
}

function untilEnd(channel: Channel): Promise<void> {
  return new Promise((resolve) => {
    channel.once('close', resolve);
    channel.once('basic.cancel', () => resolve());
  });
}
