import { sleep } from '../../core/time.ts';
import { readOldestUpdate } from '../../domain/chats/index.ts';
import type { BotWork } from './bot-work.ts';

/** Milliseconds between two looks. */
const interval = 5_000;

/** Keeps the figure of how old the oldest unhandled update is. */
export async function measureInbox(
  { bot, database, logger, metrics }: BotWork,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await readOldestUpdate(database, bot).then(
      (seconds) => metrics.oldestChatUpdate.set(seconds),
      (error: unknown) => logger.debug({ error }, 'the inbox could not be measured'),
    );
    await sleep(interval, signal).catch(() => {});
  }
}
