import { EfirError, type ErrorRecord, toEfirError } from '../../core/errors.ts';
import { sleep } from '../../core/time.ts';
import {
  type ClaimedMessage,
  moveChat,
  type Settled,
  type Shown,
  say,
  settleMessage,
} from '../../domain/chats/index.ts';
import { MessengerDoubt, MessengerRefusal } from '../../ports/messenger.ts';
import { describeError } from '../describe-error.ts';
import { type BotWork, hintBot } from './bot-work.ts';
import { beginTurn, ClaimOver, type TurnTerms } from './call-telegram.ts';
import type { FloodWatch } from './flood-watch.ts';
import { judgeRefusal } from './judge-refusal.ts';
import { pauseOf } from './pause-of.ts';
import { showMessage, type Turn } from './show-message.ts';
import { doubtPause, weighDoubt } from './weigh-doubt.ts';

/** Tries and milliseconds to store what came of a call; what cannot be stored is looked for in the chat later. */
const recordTries = 5;
const recordPause = 1_000;
/** Failures of ours after which a message is given up; those of the way to Telegram are weighed apart. */
const mostTries = 8;
/** Seconds without a call after Telegram did not know our token. */
const tokenPause = 60;
/** What the key of a sentence ends with that stands for a message that failed. */
const failedEnding = ':failed';
/** Seconds beyond what Telegram asks for. */
const floodMargin = 0.5;

/**
 * One turn of a claimed message: shows it and stores what came of that. Never rejects. False when Telegram could not be
 * reached at all.
 */
export async function takeTurn(work: BotWork, claimed: ClaimedMessage, terms: TurnTerms): Promise<boolean> {
  const calls = beginTurn(work, claimed, terms);
  const turn = { work, claimed, calls, drafts: terms.drafts, signal: terms.signal };
  let reached = true;
  try {
    const shown = await showMessage(turn).catch((thrown: unknown) => {
      reached = !(thrown instanceof MessengerDoubt) || thrown.perhapsDone;
      return weigh(turn, thrown, terms);
    });
    if (shown?.outcome === 'refused') await tellPerson(work, claimed, shown.error);
    if (shown) tell(work, { claimed, shown, settled: await settle(work, claimed, shown) });
  } catch (error) {
    const fields = { message_id: claimed.id, chat_id: claimed.chatId, key: claimed.key };
    work.logger.warn(
      { ...fields, error },
      'what came of a message could not be stored; it is looked for later',
    );
  }
  return reached;
}

/** What an error means for the message; undefined: its row went another way. */
async function weigh(
  turn: Turn,
  thrown: unknown,
  { floods, troubles }: TurnTerms,
): Promise<Shown | undefined> {
  const { calls, claimed, signal, work } = turn;
  if (thrown instanceof MessengerDoubt) return weighDoubt(turn, thrown, troubles);
  if (thrown instanceof MessengerRefusal) return weighRefusal(work, claimed, { floods, refusal: thrown });
  const error = toEfirError(thrown);
  const record = { code: error.code, args: error.args };
  // Nothing was called since the claim was looked at, or nothing at all.
  if (thrown instanceof ClaimOver) return { outcome: 'put-off', seconds: 0, sent: 'no', error: record };
  if (signal.aborted) {
    const sent = calls.begun() ? 'perhaps' : 'no';
    return { outcome: 'put-off', seconds: calls.begun() ? doubtPause : 0, sent, error: record };
  }
  return weighFailure(claimed, error);
}

async function weighRefusal(
  work: BotWork,
  claimed: ClaimedMessage,
  { floods, refusal }: { readonly floods: FloodWatch; readonly refusal: MessengerRefusal },
): Promise<Shown | undefined> {
  const reason = judgeRefusal(refusal);
  if (reason === 'moved' && refusal.migratedTo !== undefined) {
    const { bot, database } = work;
    const places = { from: claimed.chatId, to: refusal.migratedTo };
    // The row moves along, without its claim, and is shown there.
    await database.withTenant(bot.tenantId, (tx) => moveChat(tx, bot, places));
    hintBot(work, 'messages');
    return undefined;
  }
  if (reason === 'token') {
    work.logger.error({ status: refusal.status }, 'Telegram does not know this bot’s token');
    return { outcome: 'flooded', seconds: tokenPause, everywhere: true };
  }
  const seconds = (refusal.retryAfter ?? 1) + floodMargin;
  return { outcome: 'flooded', seconds, everywhere: floods.isEverywhere(claimed.chatId) };
}

/** Something of ours failed before anything was sent. */
function weighFailure(claimed: ClaimedMessage, { args, code, meaning }: EfirError): Shown {
  const error = { code, args };
  return meaning.transient && claimed.tries < mostTries
    ? { outcome: 'put-off', seconds: pauseOf(claimed), sent: 'no', error }
    : { outcome: 'refused', error };
}

/** Whoever waits for what will not come is told so, once; progress is followed by the end. */
async function tellPerson(work: BotWork, claimed: ClaimedMessage, error: ErrorRecord): Promise<void> {
  const { chatId, chatRecordingId, content, key, progress, threadId } = claimed;
  if (content === undefined || progress || key.endsWith(failedEnding)) return;
  const { bot, database } = work;
  const texts = work.texts(claimed.language);
  const { hint, message } = describeError(new EfirError(error.code, error.args), texts, claimed.id);
  const text = `${message} ${hint}`.slice(0, 1000);
  const reply = content.replyTo === undefined ? {} : { replyTo: content.replyTo };
  const place = { bot, chatId, chatRecordingId, threadId };
  await database.withTenant(bot.tenantId, (tx) =>
    say(tx, { ...place, key: `${key}${failedEnding}`, content: { kind: 'text', text, ...reply } }),
  );
}

async function settle(work: BotWork, claimed: ClaimedMessage, shown: Shown): Promise<Settled> {
  for (let left = recordTries - 1; ; left -= 1) {
    try {
      return await settleMessage(work.database, work.bot, claimed, shown);
    } catch (error) {
      if (left <= 0) throw error;
      work.logger.warn({ error, message_id: claimed.id }, 'what came of a message could not be stored yet');
      await sleep(recordPause);
    }
  }
}

function tell(
  { logger, metrics }: BotWork,
  { claimed, settled, shown }: { claimed: ClaimedMessage; settled: Settled; shown: Shown },
): void {
  const fields = { message_id: claimed.id, chat_id: claimed.chatId, key: claimed.key };
  const { outcome } = shown;
  if (claimed.doubtful && outcome === 'shown') metrics.chatDoubts.inc({ outcome: 'adopted' });
  if (outcome === 'not-there') metrics.chatDoubts.inc({ outcome: 'anew' });
  if (settled === 'orphan') logger.warn(fields, 'a message came into its chat twice; one is taken away');
  if (outcome === 'refused') logger.warn({ ...fields, error: shown.error }, 'a message was refused');
  if (outcome === 'unreachable') logger.info({ ...fields, reason: shown.reason }, 'a chat cannot be reached');
  if (outcome === 'put-off')
    logger.warn({ ...fields, ...shown }, 'a message could not be shown; trying again');
  if (outcome === 'flooded') logger.warn({ ...fields, ...shown }, 'Telegram asks to wait');
}
