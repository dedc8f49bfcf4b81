import { sql } from 'kysely';
import type { ErrorRecord } from '../../core/errors.ts';
import { type ChatMessageId, createChatMessageId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';
import type { ClaimedMessage } from './claim-messages.ts';
import { closePace, noteEnd } from './keep-pace.ts';
import { markUnreachable } from './mark-unreachable.ts';

/** What a call did, as Telegram said it. */
export type Shown =
  /** It stands in the chat under this id, as this version says. */
  | { readonly outcome: 'shown'; readonly messageId: number }
  /** It streamed past the person, and is still to be shown: in a while, unless a newer version comes before. */
  | { readonly outcome: 'drafted'; readonly seconds: number }
  /** It does not stand there any more. */
  | { readonly outcome: 'gone' }
  /** It is lost, and to be sent anew; `leave`: what stands there is to be taken away. */
  | { readonly outcome: 'lost'; readonly leave?: boolean }
  /** This id is not it. */
  | { readonly outcome: 'not-it'; readonly tried: number }
  /** Nothing that was tried is it: it never came there. */
  | { readonly outcome: 'not-there' }
  /** Telegram will never take it. */
  | { readonly outcome: 'refused'; readonly error: ErrorRecord }
  /** Nobody can be told anything in this chat. */
  | { readonly outcome: 'unreachable'; readonly reason: string }
  /** Telegram said to wait; `everywhere`: in all chats. */
  | { readonly outcome: 'flooded'; readonly seconds: number; readonly everywhere: boolean }
  /** It failed on our side, or on the way: `sent` says whether it may have come there. */
  | {
      readonly outcome: 'put-off';
      readonly seconds: number;
      readonly sent: 'no' | 'perhaps';
      /** Telegram took others meanwhile. */
      readonly blamed?: boolean;
      readonly error: ErrorRecord;
    };

/** `orphan`: it stands in the chat although the row has gone another way; it is taken away. */
export type Settled = 'settled' | 'orphan' | 'superseded';

/**
 * Stores what came of showing a message. What became known of its place counts also when the claim is over; all else
 * does not. What was said meanwhile waits.
 */
export async function settleMessage(
  database: Database,
  bot: BotIdentity,
  claimed: ClaimedMessage,
  shown: Shown,
): Promise<Settled> {
  return database.withTenant(bot.tenantId, async (tx) => {
    if (shown.outcome === 'unreachable') await lockChat(tx, bot, claimed.chatId);
    const settled = await settleRow(tx, bot, claimed, shown);
    await notePace(tx, bot, claimed, shown);
    return settled;
  });
}

/** Chats are locked before their messages, and these before any pace (keep-pace.ts). */
async function lockChat(tx: TenantTx, bot: BotIdentity, chatId: number): Promise<void> {
  await sql`select from chats where bot_id = ${bot.id} and id = ${chatId} for no key update`.execute(tx);
}

async function settleRow(
  tx: TenantTx,
  bot: BotIdentity,
  claimed: ClaimedMessage,
  shown: Shown,
): Promise<Settled> {
  const row = await lockRow(tx, claimed.id);
  if (shown.outcome === 'shown' && isOrphan(row, claimed, shown.messageId)) {
    await takeAway(tx, bot, claimed, shown.messageId);
    return 'orphan';
  }
  if (!row || row.chat_id !== claimed.chatId) return 'superseded';
  const ours = row.claim === claimed.claim;
  if (!ours && shown.outcome !== 'shown') return 'superseded';
  await store(tx, bot, { claimed, shown, ours, changed: isAnother(row, claimed, shown) });
  return ours ? 'settled' : 'superseded';
}

async function notePace(
  tx: TenantTx,
  bot: BotIdentity,
  { chatId }: ClaimedMessage,
  shown: Shown,
): Promise<void> {
  const { everywhere = false, seconds = 0 } = shown.outcome === 'flooded' ? shown : {};
  if (everywhere) await closePace(tx, bot.id, { seconds });
  await noteEnd(tx, bot.id, chatId);
  if (!everywhere && seconds > 0) await closePace(tx, bot.id, { chatId, seconds });
}

/** Goes on holding a message for `lease` seconds from now; false when somebody else has it. */
export async function holdMessage(
  database: Database,
  bot: BotIdentity,
  { id, claim }: ClaimedMessage,
  lease: number,
): Promise<boolean> {
  const row = await database.withTenant(bot.tenantId, (tx) =>
    tx
      .updateTable('chat_messages')
      .set({ due_at: sql<Date>`clock_timestamp() + make_interval(secs => ${lease})` })
      .where('id', '=', id)
      .where('claim', '=', claim)
      .where('due_at', '>', sql<Date>`clock_timestamp()`)
      .returning('id')
      .executeTakeFirst(),
  );
  return row !== undefined;
}

interface LockedRow {
  readonly chat_id: number;
  readonly claim: string | null;
  readonly version: number;
  readonly state: string;
  readonly message_id: number | null;
}

async function lockRow(tx: TenantTx, id: ChatMessageId): Promise<LockedRow | undefined> {
  return tx
    .selectFrom('chat_messages')
    .select(['chat_id', 'claim', 'version', 'state', 'message_id'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Somebody else showed it meanwhile, under another id, or took it away; a row that moved left this chat behind. */
function isOrphan(row: LockedRow | undefined, { chatId }: ClaimedMessage, messageId: number): boolean {
  if (!row || row.chat_id !== chatId) return false;
  return row.state === 'gone' || (row.message_id !== null && row.message_id !== messageId);
}

/** Whether the row is to be shown once more: it was changed meanwhile, or found only to be taken away. */
function isAnother(row: LockedRow, { content, version }: ClaimedMessage, { outcome }: Shown): boolean {
  return row.version !== version || (outcome === 'shown' && content === undefined);
}

async function store(
  tx: TenantTx,
  bot: BotIdentity,
  settling: { claimed: ClaimedMessage; shown: Shown; ours: boolean; changed: boolean },
): Promise<void> {
  const { claimed, changed, ours, shown } = settling;
  const change = (set: ReturnType<typeof sql>) =>
    sql`update chat_messages set ${set} where bot_id = ${bot.id} and id = ${claimed.id}`.execute(tx);
  const free = sql`claim = null, due_at = clock_timestamp()`;
  const end = (state: 'shown' | 'gone' | 'failed') =>
    changed
      ? sql`${free}, tries = 0, doubts = 0`
      : sql`claim = null, tries = 0, doubts = 0, state = ${state}`;
  const nowhere = sql`message_id = null, sending_since = null, floor_id = null, probes = 0, shown_version = 0`;
  switch (shown.outcome) {
    case 'shown':
      await change(sql`message_id = ${shown.messageId}, shown_version = greatest(shown_version, ${claimed.version}),
        shown_at = clock_timestamp() ${ours ? sql`, error = null, ${end('shown')}` : sql``}`);
      return;
    case 'drafted':
      await change(
        changed
          ? free
          : sql`claim = null, due_at = clock_timestamp() + make_interval(secs => ${shown.seconds})`,
      );
      return;
    case 'gone':
      await change(sql`${nowhere}, error = null, ${end('gone')}`);
      return;
    case 'lost':
      if (shown.leave && claimed.messageId !== undefined) await takeAway(tx, bot, claimed, claimed.messageId);
      await change(sql`${nowhere}, ${free}`);
      return;
    case 'not-it':
      await change(sql`floor_id = ${shown.tried}, probes = probes + 1, ${free}`);
      return;
    case 'not-there':
      await change(sql`${nowhere}, ${free}`);
      return;
    case 'refused':
      await change(sql`${claimed.messageId === undefined ? nowhere : sql`probes = 0`},
        error = ${JSON.stringify(shown.error)}::jsonb, ${end('failed')}`);
      return;
    case 'unreachable':
      await change(sql`${notSent(claimed)}, claim = null`);
      await markUnreachable(tx, bot, claimed.chatId, shown.reason);
      return;
    case 'flooded':
      await change(sql`${notSent(claimed)}, ${free}`);
      return;
    case 'put-off':
      await change(sql`${shown.sent === 'no' ? notSent(claimed) : sql`probes = probes`}, claim = null,
        tries = tries + 1, doubts = doubts + ${Number(shown.blamed === true)}, error = ${JSON.stringify(shown.error)}::jsonb,
        due_at = clock_timestamp() + make_interval(secs => ${shown.seconds})`);
  }
}

/** This sending came to nothing; one before it that nobody knows of is still to be looked for. */
function notSent({ doubtful, messageId }: ClaimedMessage) {
  return doubtful || messageId !== undefined
    ? sql`probes = probes`
    : sql`sending_since = null, floor_id = null`;
}

/** A message of ours that no row stands for. */
async function takeAway(
  tx: TenantTx,
  bot: BotIdentity,
  { chatId }: ClaimedMessage,
  messageId: number,
): Promise<void> {
  await sql`
    insert into chat_messages (tenant_id, id, bot_id, chat_id, key, content, message_id, shown_version)
    values (${tx.tenantId}, ${createChatMessageId()}, ${bot.id}, ${chatId}, ${`orphan:${messageId}`}, null, ${messageId}, 1)
    on conflict do nothing`.execute(tx);
}
