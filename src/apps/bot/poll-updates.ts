import { crashPoint } from '../../core/crash-points.ts';
import { type EfirError, toEfirError } from '../../core/errors.ts';
import { sleep } from '../../core/time.ts';
import { storeUpdates } from '../../domain/chats/index.ts';
import { MessengerRefusal } from '../../ports/messenger.ts';
import { tellTelegramFailure } from '../tell-telegram-failure.ts';
import type { BotWork } from './bot-work.ts';
import { updateKinds } from './check-update.ts';
import { noteStored } from './note-stored.ts';
import type { ReceptionState } from './reception-state.ts';

/** Seconds that Telegram holds a question while there is nothing new. */
const longPoll = 50;
/** Milliseconds beyond it until the answer must be there. */
const answerGrace = 15_000;
/** Updates in one answer: as many as Telegram gives. */
const mostAtOnce = 100;
/** Milliseconds until the first try after a failure, and at most; each is twice the one before. */
const firstPause = 500;
const longestPause = 30_000;
/** The same where only a person can help. */
const refusedPause = 60_000;
/**
 * Milliseconds without news after which the place in the row of updates is no longer named: after a week without any,
 * Telegram begins its numbers anew, anywhere.
 */
const staleAfter = 24 * 3_600_000;

/**
 * Asks Telegram for updates, as the only one of all processes with this bot, and stores them before they are confirmed:
 * what was not stored comes again. It begins with whatever is unconfirmed; what was stored before is no harm.
 */
export async function pollUpdates(work: BotWork, state: ReceptionState, signal: AbortSignal): Promise<void> {
  const { bot, database, logger } = work;
  state.set({ state: 'ok', detail: 'another process asks for updates' });
  await database.lead(`bot:${bot.id}`, signal, async (leading) => {
    logger.info({ bot: bot.username }, 'asking Telegram for updates');
    await pollWhileLeading(work, state, leading);
    if (!signal.aborted) state.set({ state: 'ok', detail: 'another process asks for updates' });
  });
}

async function pollWhileLeading(work: BotWork, state: ReceptionState, signal: AbortSignal): Promise<void> {
  let offset: number | undefined;
  let heardAt = Date.now();
  let pause = 0;
  // The first question, and the first behind a failure, is answered at once: then it is known how things stand.
  let patience = 0;
  while (!signal.aborted) {
    try {
      if (Date.now() - heardAt > staleAfter) offset = undefined;
      const updates = await ask(work, { offset, patience }, signal);
      state.set({ state: 'ok', at: Date.now() });
      pause = 0;
      patience = longPoll;
      if (updates.length === 0) continue;
      heardAt = Date.now();
      offset = (await takeIn(work, updates, signal)) ?? offset;
    } catch (thrown) {
      if (signal.aborted) return;
      if (await removeWebhook(work, thrown, signal)) continue;
      patience = 0;
      pause = notePollFailure(work, state, thrown, pause);
      await sleep(pause, signal).catch(() => {});
    }
  }
}

/** Stores updates, and gives where the next question begins; undefined where none of them has a number. */
async function takeIn(
  work: BotWork,
  updates: readonly unknown[],
  signal: AbortSignal,
): Promise<number | undefined> {
  noteStored(work, await storeUpdates(work.database, work.bot, updates));
  crashPoint('update-stored');
  const ids = updates.map((update) => (update as { update_id?: unknown } | null)?.update_id);
  const known = ids.filter((id) => typeof id === 'number' && Number.isSafeInteger(id)) as number[];
  if (known.length > 0) return Math.max(...known) + 1;
  // They cannot be confirmed, and would come again at once.
  await sleep(firstPause, signal).catch(() => {});
  return undefined;
}

async function ask(
  { messenger }: BotWork,
  { offset, patience }: { readonly offset: number | undefined; readonly patience: number },
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const asked = performance.now();
  const updates: unknown = await messenger.call(
    'getUpdates',
    {
      ...(offset === undefined ? {} : { offset }),
      limit: mostAtOnce,
      timeout: patience,
      allowed_updates: updateKinds,
    },
    { signal, timeLimit: patience * 1_000 + answerGrace },
  );
  if (Array.isArray(updates) && updates.length > 0) return updates;
  // A server that does not wait, although it was asked to, is not asked without end.
  if (patience > 0 && performance.now() - asked < firstPause) await sleep(firstPause, signal);
  return [];
}

/**
 * Where a webhook is set, Telegram gives updates to nobody who asks: it goes, for the settings name none. Waiting
 * updates stay. False where that is not what failed, or the webhook could not be removed.
 */
async function removeWebhook(
  { logger, messenger }: BotWork,
  thrown: unknown,
  signal: AbortSignal,
): Promise<boolean> {
  const isThat =
    thrown instanceof MessengerRefusal && thrown.status === 409 && /webhook/i.test(thrown.description);
  if (!isThat) return false;
  try {
    await messenger.call('deleteWebhook', {}, { signal });
    logger.warn('the webhook of this bot was removed, because TELEGRAM_WEBHOOK_URL is not set');
    return true;
  } catch (error) {
    logger.warn({ error }, 'the webhook of this bot could not be removed');
    return false;
  }
}

/** Says what went wrong, once for each kind, and how long to wait. */
function notePollFailure(work: BotWork, state: ReceptionState, thrown: unknown, before: number): number {
  const error = tellTelegramFailure(thrown);
  work.metrics.chatPollErrors.inc({ kind: kindOf(error) });
  state.fail(error);
  const retryAfter = thrown instanceof MessengerRefusal ? (thrown.retryAfter ?? 0) * 1_000 : 0;
  if (error.code === 'telegram-token-wrong') return refusedPause;
  const next = Math.min(longestPause, before === 0 ? firstPause : before * 2);
  return Math.max(next, retryAfter);
}

function kindOf(error: EfirError): string {
  const known = /^telegram-(unreachable|conflict|refused|token-wrong)$/.exec(toEfirError(error).code);
  return known?.[1] ?? 'internal';
}
