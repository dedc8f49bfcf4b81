import { sleep } from '../../core/time.ts';
import { readOldestMessage } from '../../domain/chats/index.ts';
import type { BotWork } from './bot-work.ts';

/** Milliseconds between two looks. */
const interval = 5_000;

/** Keeps the figure of how long the message has waited that waits longest. */
export async function measureOutbox(
  { bot, database, logger, metrics }: Pick<BotWork, 'bot' | 'database' | 'logger' | 'metrics'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await readOldestMessage(database, bot).then(
      (seconds) => metrics.oldestChatMessage.set(seconds),
      (error: unknown) => logger.debug({ error }, 'the outbox could not be measured'),
    );
    await sleep(interval, signal).catch(() => {});
  }
}
