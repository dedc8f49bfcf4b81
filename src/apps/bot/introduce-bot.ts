import { createHash } from 'node:crypto';
import { sleep } from '../../core/time.ts';
import { noteDescribed, readDescribed } from '../../domain/chats/index.ts';
import { type Messenger, MessengerRefusal } from '../../ports/messenger.ts';
import type { BotWork } from './bot-work.ts';
import { describeBot } from './describe-bot.ts';

/** Milliseconds until the first try after a failure, and at most; each is twice the one before. */
const firstPause = 1_000;
const longestPause = 600_000;

/**
 * Gives Telegram the bot's commands and description, once for each wording: Telegram minds whoever says them at every
 * start. Tries until it succeeded; nothing else waits for that.
 */
export async function introduceBot(work: BotWork, signal: AbortSignal): Promise<void> {
  const { bot, database, logger, messenger, texts } = work;
  for (let pause = firstPause; !signal.aborted; pause = Math.min(longestPause, pause * 2)) {
    try {
      const wording = await hashWording(work);
      if ((await readDescribed(database, bot)) === wording) return;
      await describeBot(messenger, texts, signal);
      await noteDescribed(database, bot, wording);
      return;
    } catch (error) {
      if (signal.aborted) return;
      logger.warn({ error }, 'Telegram was not told the commands of the bot; trying again');
      const retryAfter = error instanceof MessengerRefusal ? (error.retryAfter ?? 0) * 1_000 : 0;
      await sleep(Math.max(pause, retryAfter), signal).catch(() => {});
    }
  }
}

/** Of everything that would be said. */
async function hashWording({ texts }: BotWork): Promise<string> {
  const hash = createHash('sha256');
  const listener = {
    call: async (method: string, parameters: unknown) => {
      hash.update(JSON.stringify([method, parameters]));
      return true;
    },
  };
  await describeBot(listener as unknown as Pick<Messenger, 'call'>, texts);
  return hash.digest('base64url');
}
