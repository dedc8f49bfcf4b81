import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ChatMessageId, ChatRecordingId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { MessageContent } from '../../wire/chat.ts';
import type { BotIdentity } from './bot.ts';
import { chooseMessages, isProgress } from './choose-messages.ts';
import { lockPace, noteCalls } from './keep-pace.ts';
import { highestKnownId } from './known-ids.ts';
import type { ChatKind } from './open-chat.ts';

/** A message that is this process's to show, until its claim is over; one call is within the limits. */
export interface ClaimedMessage {
  readonly id: ChatMessageId;
  readonly claim: string;
  readonly chatId: number;
  readonly chatKind: ChatKind;
  /** In which we speak there. */
  readonly language: 'en' | 'ru';
  readonly threadId: number | undefined;
  readonly key: string;
  readonly chatRecordingId: ChatRecordingId | undefined;
  /** As it is to stand there; undefined: it is to be taken away. */
  readonly content: MessageContent | undefined;
  readonly version: number;
  /** Undefined: it is to be sent, or to be found. */
  readonly messageId: number | undefined;
  /** It may be in the chat although nobody knows its id. */
  readonly doubtful: boolean;
  readonly floorId: number;
  /** Ids that were tried so far to find it. */
  readonly probes: number;
  /** It shows how far a recording is: a newer version is coming. */
  readonly progress: boolean;
  /** Seconds since it was shown last; undefined: never. */
  readonly shownAgo: number | undefined;
  /** Failures in a row that nobody but us is to blame for. */
  readonly tries: number;
  /** Times that Telegram failed on it, while it took others. */
  readonly doubts: number;
}

export interface ClaimedMessages {
  readonly claimed: ClaimedMessage[];
  /** Seconds until something may be sent that waits for nothing but its time; undefined: nothing waits. */
  readonly again: number | undefined;
}

/**
 * Takes messages for `lease` seconds, and their place within the limits with them. One of each chat is under way at a
 * time, in any number of processes: first what may be there already, then what is new or final, the oldest first, then
 * progress. What is to be sent for the first time is noted as such, with the highest id that was known by then: the
 * commit comes before the sending.
 */
export async function claimMessages(
  database: Database,
  bot: BotIdentity,
  { limit, lease }: { readonly limit: number; readonly lease: number },
): Promise<ClaimedMessages> {
  if (limit < 1) return { claimed: [], again: undefined };
  return database.withTenant(bot.tenantId, async (tx) => {
    // Whoever claims for this bot waits here: what one takes, the next one sees.
    const { room, again } = await lockPace(tx, bot.id);
    if (room < 1) return { claimed: [], again };
    const { ids, later } = await chooseMessages(tx, bot.id, Math.min(limit, room));
    if (ids.length === 0) return { claimed: [], again: later };
    const claimed = await storeClaims(tx, bot.id, { ids, lease });
    await noteCalls(
      tx,
      bot.id,
      claimed.map(({ chatId }) => chatId),
    );
    return { claimed, again: claimed.length > 0 ? 0 : lockedPause };
  });
}

/** Seconds until what somebody else is changing just now is looked at again. */
const lockedPause = 0.05;

interface ClaimedRow
  extends Omit<ClaimedMessage, 'shownAgo' | 'threadId' | 'chatRecordingId' | 'content' | 'messageId'> {
  readonly threadId: number | null;
  readonly chatRecordingId: ChatRecordingId | null;
  readonly content: MessageContent | null;
  readonly messageId: number | null;
  readonly shownAgo: number | null;
}

async function storeClaims(
  tx: TenantTx,
  botId: number,
  { ids, lease }: { ids: readonly ChatMessageId[]; lease: number },
): Promise<ClaimedMessage[]> {
  const { rows } = await sql<ClaimedRow>`
    with known as (
      select said.id, said.message_id is null and said.sending_since is not null as doubtful,
        said.message_id is null and said.sending_since is null and said.content is not null as fresh
      from chat_messages said where said.bot_id = ${botId} and said.id = any (${ids}::uuid[]) and said.state = 'waiting'
      -- the pace is locked already: who holds a message may be waiting for that (keep-pace.ts)
      for update skip locked
    ), claimed as (
      update chat_messages said
      set claim = ${randomUUID()}::uuid, due_at = clock_timestamp() + make_interval(secs => ${lease}),
        sending_since = case when known.fresh then clock_timestamp() else said.sending_since end,
        probes = case when known.fresh then 0 else said.probes end,
        floor_id = case when known.fresh then ${highestKnownId(botId, sql`said.chat_id`)} else said.floor_id end
      from known where said.bot_id = ${botId} and said.id = known.id
      returning said.*, known.doubtful
    )
    select claimed.id, claimed.claim, claimed.chat_id as "chatId", chats.kind as "chatKind",
      coalesce(chats.settings->>'language', chats.language, 'en') as language,
      claimed.thread_id as "threadId", claimed.key, claimed.chat_recording_id as "chatRecordingId",
      claimed.content, claimed.version, claimed.message_id as "messageId", claimed.doubtful,
      coalesce(claimed.floor_id, 0)::float8 as "floorId", claimed.probes, claimed.tries, claimed.doubts,
      extract(epoch from clock_timestamp() - claimed.shown_at)::float8 as "shownAgo",
      ${isProgress('claimed')} as progress
    from claimed
    join chats on chats.bot_id = ${botId} and chats.id = claimed.chat_id
    order by claimed.id`.execute(tx);
  return rows.map(({ threadId, chatRecordingId, content, messageId, shownAgo, ...row }) => ({
    ...row,
    threadId: threadId ?? undefined,
    chatRecordingId: chatRecordingId ?? undefined,
    content: content ?? undefined,
    messageId: messageId ?? undefined,
    shownAgo: shownAgo ?? undefined,
  }));
}
