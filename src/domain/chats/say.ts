import { type RawBuilder, sql } from 'kysely';
import { type ChatMessageId, type ChatRecordingId, createChatMessageId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { MessageContent } from '../../wire/chat.ts';
import type { ChatPlace } from './chat-recording.ts';
import { checkContent } from './check-content.ts';

export interface NewMessage extends ChatPlace {
  readonly threadId?: number | undefined;
  /** One message of the chat for each key. */
  readonly key: string;
  readonly content: MessageContent;
  /**
   * The recording that it tells of. While that one is open, what replaces a message is progress: newest only, and behind
   * everything else.
   */
  readonly chatRecordingId?: ChatRecordingId | undefined;
  /** In a group: whom it answers, or whose menu it is. It goes when they want to be forgotten. */
  readonly userId?: number | undefined;
  /** When it is sent at the earliest; absent: at once. */
  readonly dueAt?: Date | undefined;
}

/**
 * Says something in a known chat: it is sent, or replaces what was said under the same key, after the commit and within
 * Telegram's limits, whatever dies in between. Saying the same again does nothing. What was taken away is said anew,
 * behind what else waits. Where the chat cannot be reached, it is kept as failed. The caller gives the hint `chats`
 * after the commit. Rejects with `internal` for what no message can be: too long, empty, or another kind or file
 * under a key that stands for one.
 */
export async function say(tx: TenantTx, message: NewMessage): Promise<ChatMessageId> {
  const { bot, chatId, key } = message;
  const content = JSON.stringify(checkContent(message.content));
  const { rows } = await sql<{ id: ChatMessageId }>`
    insert into chat_messages as said
      (tenant_id, id, bot_id, chat_id, thread_id, key, chat_recording_id, content, user_id, due_at, state, error, progress)
    select ${tx.tenantId}::uuid, ${createChatMessageId()}::uuid, ${bot.id}::bigint, chats.id,
      ${message.threadId ?? null}::bigint, ${key}, ${message.chatRecordingId ?? null}::uuid, ${content}::jsonb, ${message.userId ?? null}::bigint,
      coalesce(${message.dueAt ?? null}::timestamptz, now()),
      case chats.state when 'reachable' then 'waiting' else 'failed' end,
      case chats.state when 'reachable' then null else jsonb_build_object('code', 'chat-unreachable', 'args', jsonb_build_object('detail', coalesce(chats.reason, ''))) end,
      ${isOpen(sql`${message.chatRecordingId ?? null}::uuid`)}
    from chats where chats.bot_id = ${bot.id} and chats.id = ${chatId}
    on conflict (tenant_id, bot_id, chat_id, key) do update set
      content = excluded.content,
      version = said.version + 1,
      chat_recording_id = coalesce(excluded.chat_recording_id, said.chat_recording_id),
      user_id = coalesce(said.user_id, excluded.user_id),
      state = excluded.state,
      error = excluded.error,
      progress = ${isOpen(sql`coalesce(excluded.chat_recording_id, said.chat_recording_id)`)},
      tries = 0,
      doubts = 0,
      returns = 0,
      -- a claim holds until its time is over
      due_at = case when said.claim is null then excluded.due_at else said.due_at end,
      -- what is gone is another message from now on
      id = case said.state when 'gone' then excluded.id else said.id end,
      message_id = case said.state when 'gone' then null else said.message_id end,
      sending_since = case said.state when 'gone' then null else said.sending_since end,
      probes = case said.state when 'gone' then 0 else said.probes end,
      shown_version = case said.state when 'gone' then 0 else said.shown_version end
    where said.content is distinct from excluded.content
    returning id`.execute(tx);
  return rows[0]?.id ?? (await findUnchanged(tx, message)).id;
}

function isOpen(chatRecordingId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`exists (select from chat_recordings where id = ${chatRecordingId} and state in ('accepted', 'working'))`;
}

async function findUnchanged(tx: TenantTx, { bot, chatId, key }: NewMessage) {
  return tx
    .selectFrom('chat_messages')
    .select('id')
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow(() => new Error('something was said in a chat that nobody opened'));
}
