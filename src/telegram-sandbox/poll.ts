import type { Update } from '@grammyjs/types';
import { Refusal } from './refusal.ts';
import { dropOldUpdates } from './updates.ts';
import type { Bot, World } from './world.ts';

/** Telegram's server waits no longer, whatever is asked for. */
const longestSeconds = 50;

/**
 * getUpdates: confirms what is below the offset, then answers what waits, or waits for something. A second call that
 * has to wait ends the first one with 409. Times are of the real clock: connections know no other.
 */
export async function poll(
  world: World,
  bot: Bot,
  asked: { offset: number; limit: number; timeout: number },
  signal: AbortSignal,
): Promise<Update[]> {
  if (bot.webhook)
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  const { offset, ...eager } = asked;
  const { limit, timeout } = calmDown(bot, offset, eager);
  dropOldUpdates(world, bot);
  const start = confirm(bot, offset);
  const waiting = () => bot.queue.slice(start, start + limit).map(({ update }) => update);
  if (waiting().length > 0 || timeout === 0) return waiting();
  abortPoll(bot, 'terminated by other getUpdates request; make sure that only one bot instance is running');
  await waitForUpdate(bot, Math.min(timeout, longestSeconds) * 1000, signal);
  return waiting();
}

/** Ends a call of getUpdates that waits. */
export function abortPoll(bot: Bot, reason: string): void {
  bot.polling?.abort(reason);
}

/** Who asks the same again at once is made to wait, and then gets one at a time. */
function calmDown(bot: Bot, offset: number, asked: { limit: number; timeout: number }) {
  const now = Date.now();
  const { offset: last, at } = bot.lastPoll ?? { offset: -1, at: 0 };
  bot.lastPoll = { offset, at: now };
  if (offset !== last) return asked;
  const timeout = asked.timeout < 3 && now < at + 3000 ? 3 : asked.timeout;
  return { timeout, limit: now < at + 500 ? 1 : asked.limit };
}

/** Forgets what the offset confirms; where the answer starts in what is left. */
function confirm(bot: Bot, offset: number): number {
  if (offset < 0) {
    bot.queue.splice(0, Math.max(0, bot.queue.length + offset));
    return 0;
  }
  // An offset that no update has reached yet confirms nothing above the last one.
  while (bot.queue[0] && bot.queue[0].update.update_id < offset) bot.queue.shift();
  return 0;
}

function waitForUpdate(bot: Bot, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Refusal) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      if (bot.polling === polling) bot.polling = undefined;
      if (error) reject(error);
      else resolve();
    };
    const wake = () => done();
    const timer = setTimeout(wake, milliseconds);
    const polling = { wake, abort: (reason: string) => done(conflict(reason)) };
    bot.polling = polling;
    signal.addEventListener('abort', wake);
  });
}

function conflict(sentence: string): Refusal {
  return new Refusal(409, `Conflict: ${sentence}`);
}
