import { crashPoint } from '../../core/crash-points.ts';
import { EfirError, type ErrorRecord, toEfirError } from '../../core/errors.ts';
import { sleep } from '../../core/time.ts';
import type { TenantTx } from '../../db/database.ts';
import {
  type ClaimedUpdate,
  handleUpdate,
  openChat,
  putOffUpdate,
  refuseUpdate,
} from '../../domain/chats/index.ts';
import { MessengerDoubt, MessengerRefusal } from '../../ports/messenger.ts';
import { chooseLanguage } from '../../texts/texts.ts';
import { type BotContext, createBotContext } from './bot-context.ts';
import { type BotWork, hintBot } from './bot-work.ts';
import { type CheckedUpdate, checkUpdate } from './check-update.ts';
import { learnWorkerModels } from './known-models.ts';
import { routeUpdate } from './route-update.ts';

type Readable = Extract<CheckedUpdate, { update: unknown }>;
type After = (() => Promise<void>)[];

/** Times that an update is tried before it is given up. */
const mostTries = 5;
/**
 * Claims that may lapse without a word. One that ends the process each time leaves no other trace; a slow database, or
 * processes that are killed for other reasons, let claims lapse as well. As each lasts longer than the one before, so
 * many take twenty minutes.
 */
const mostLapses = 25;
/** Milliseconds that handlers get; they write rows, and at most ask Telegram something. */
const longestHandling = 30_000;
/** Seconds until an update is tried again that failed by its own fault: for each try. */
const pauses = [0.5, 1, 2, 4];
/** Seconds at least and at most for failures of what is around: half of the time that it waits already. */
const shortestPause = 0.25;
const longestPause = 60;

/** Handles one update, or settles what becomes of it. Never rejects: what cannot even be noted is found again. */
export async function handleClaimed(work: BotWork, claimed: ClaimedUpdate): Promise<void> {
  const checked = checkUpdate(claimed.payload);
  const kind = 'kind' in checked ? checked.kind : 'other';
  const count = (outcome: string) => work.metrics.chatUpdates.inc({ kind, outcome });
  try {
    if ('fault' in checked) {
      const error = new EfirError('update-malformed', { detail: checked.fault });
      await refuse(work, claimed, error.toRecord());
      count('refused');
    } else if ('foreign' in checked) {
      await handleUpdate(work.database, work.bot, claimed, async () => {});
      count('ignored');
    } else if (claimed.lapses > mostLapses) {
      await giveUp(work, claimed, checked, new EfirError('internal', { detail: 'ends the process' }));
      count('refused');
    } else {
      await handleOrPutOff(work, claimed, checked, count);
    }
  } catch (error) {
    const line = { error, update_id: claimed.id, kind };
    work.logger.warn(line, 'an update could not be settled; it is taken again');
  }
}

async function handleOrPutOff(
  work: BotWork,
  claimed: ClaimedUpdate,
  checked: Readable,
  count: (outcome: string) => void,
): Promise<void> {
  const { bot, database, logger, metrics } = work;
  const after: After = [];
  // What buttons offer.
  if (checked.update.callback_query) await learnWorkerModels(work);
  try {
    const done = await handleUpdate(database, bot, claimed, async (tx) => {
      await withinLimit(routeUpdate(await open(work, tx, checked, after)));
      crashPoint('update-written');
    });
    if (!done) return;
  } catch (thrown) {
    const outcome = await putOff(work, claimed, checked, thrown);
    count(outcome);
    const line = { error: thrown, update_id: claimed.id, kind: checked.kind, tries: claimed.tries };
    if (outcome === 'refused') logger.error(line, 'an update was given up');
    else logger.warn(line, 'an update could not be handled; it is tried again');
    return;
  }
  crashPoint('update-handled');
  hintBot(work, 'messages');
  hintBot(work, 'recordings');
  count('handled');
  metrics.chatUpdateDuration.observe(Math.max(0, (Date.now() - claimed.receivedAt.getTime()) / 1000));
  for (const job of after) {
    await job().catch((error: unknown) => {
      logger.warn({ error, update_id: claimed.id }, 'what followed an update did not succeed');
    });
  }
}

/** Lets no handler hold a transaction for ever. */
async function withinLimit(handling: Promise<void>): Promise<void> {
  const done = new AbortController();
  const late = sleep(longestHandling, done.signal).then(
    () => {
      throw new EfirError('internal', { detail: `not handled within ${longestHandling} ms` });
    },
    () => {},
  );
  try {
    await Promise.race([handling, late]);
  } finally {
    done.abort();
  }
}

async function open(work: BotWork, tx: TenantTx, { update }: Readable, after: After): Promise<BotContext> {
  const heard = findChat(update);
  if (!heard) throw new Error('an update outside of chats');
  const language = heard.language === undefined ? undefined : chooseLanguage(heard.language);
  const chatRow = await openChat(tx, work.bot, { ...heard, language });
  return createBotContext(work, { update, tx, chatRow, after: (job) => after.push(job) });
}

/** Where it was said, and the language of who said it. */
function findChat({
  message,
  edited_message,
  callback_query,
  my_chat_member,
  message_reaction,
}: Readable['update']) {
  const said = message ?? edited_message ?? my_chat_member;
  const chat = said?.chat ?? callback_query?.message?.chat ?? message_reaction?.chat;
  const from = said?.from ?? callback_query?.from ?? message_reaction?.user;
  return chat && { id: chat.id, kind: chat.type, language: from?.language_code, userId: from?.id };
}

async function putOff(
  work: BotWork,
  claimed: ClaimedUpdate,
  checked: Readable,
  thrown: unknown,
): Promise<'put_off' | 'refused'> {
  const error = toEfirError(thrown);
  const counts = !isTransient(thrown);
  if (counts && claimed.tries >= mostTries) {
    await giveUp(work, claimed, checked, error);
    return 'refused';
  }
  const age = (Date.now() - claimed.receivedAt.getTime()) / 1000;
  const seconds = counts
    ? (pauses[claimed.tries - 1] ?? longestPause)
    : Math.min(longestPause, Math.max(shortestPause, age / 2));
  await putOffUpdate(work.database, work.bot, claimed, { seconds, counts, error: error.toRecord() });
  return 'put_off';
}

/** Gives an update up and says so to the person; where even that fails, it is given up without a word. */
async function giveUp(
  work: BotWork,
  claimed: ClaimedUpdate,
  checked: Readable,
  error: EfirError,
): Promise<void> {
  const after: After = [];
  const apologise = async (tx: TenantTx) => {
    const context = await open(work, tx, checked, after);
    if (!isAwaited(context)) return;
    await context.say({ kind: 'text', text: context.texts.text('bot-failed') });
  };
  try {
    await refuse(work, claimed, error.toRecord(), apologise);
    hintBot(work, 'messages');
  } catch (thrown) {
    if (isTransient(thrown)) throw thrown;
    await refuse(work, claimed, error.toRecord());
  }
}

async function refuse(
  { bot, database, logger }: BotWork,
  claimed: ClaimedUpdate,
  error: ErrorRecord,
  say: (tx: TenantTx) => Promise<void> = async () => {},
): Promise<void> {
  await refuseUpdate(database, bot, claimed, { error, work: say });
  if (error.code === 'update-malformed')
    logger.warn({ update_id: claimed.id, reason: error.args['detail'] }, 'an update is malformed');
}

/** Whether somebody waits for an answer: in a group only who spoke to the bot. */
function isAwaited({ callbackQuery, chatRow, msg, bot }: BotContext): boolean {
  if (callbackQuery) return true;
  if (!msg) return false;
  if (chatRow.kind === 'private') return true;
  const text = msg.text ?? msg.caption ?? '';
  return text.startsWith('/') || text.includes(`@${bot.username}`);
}

/** SQLSTATE: serialisation failure, deadlock, lock not available. */
const passing: ReadonlySet<unknown> = new Set(['40001', '40P01', '55P03']);

/** Whether the same update may go through a little later, with nobody at fault here. */
function isTransient(thrown: unknown): boolean {
  if (thrown instanceof EfirError) return thrown.transient;
  if (thrown instanceof MessengerDoubt) return true;
  if (thrown instanceof MessengerRefusal) return thrown.status === 429;
  return thrown instanceof Error && 'code' in thrown && passing.has(thrown.code);
}
