import { sql } from 'kysely';
import { createChatRecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import type { ChatSource } from '../../wire/chat.ts';
import {
  type ChatPlace,
  type ChatRecording,
  chatRecordingColumns,
  toChatRecording,
} from './chat-recording.ts';

export interface NewChatRecording extends ChatPlace {
  readonly threadId?: number | undefined;
  readonly userId: number;
  /** Who sent the message, where that is another person: what is theirs goes with them as well. */
  readonly senderId?: number | undefined;
  readonly messageId: number;
  /** Which of the message's recordings: links are counted from 0. */
  readonly item?: number;
  readonly source: ChatSource;
  readonly options: RecordingOptions;
}

/**
 * Notes what somebody sent, to be fetched by whoever is free. The same message accepted twice is one recording: the
 * second time gives the first one's row, `repeated`. The chat must be known (`openChat`).
 */
export async function acceptChatRecording(
  tx: TenantTx,
  input: NewChatRecording,
): Promise<{ chatRecording: ChatRecording; repeated: boolean }> {
  const { bot, chatId, messageId, item = 0 } = input;
  const row = await tx
    .insertInto('chat_recordings')
    .values({
      tenant_id: tx.tenantId,
      id: createChatRecordingId(),
      bot_id: bot.id,
      chat_id: chatId,
      thread_id: input.threadId ?? null,
      user_id: input.userId,
      sender_id: input.senderId ?? null,
      message_id: messageId,
      item,
      source: JSON.stringify(input.source),
      options: JSON.stringify(input.options),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(chatRecordingColumns)
    .executeTakeFirst();
  if (row) return { chatRecording: toChatRecording(row), repeated: false };
  const first = await tx
    .selectFrom('chat_recordings')
    .select(chatRecordingColumns)
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('message_id', '=', messageId)
    .where('item', '=', item)
    .executeTakeFirstOrThrow();
  return { chatRecording: toChatRecording(first), repeated: true };
}

/** The number behind those that the message has already: for hearing it once more, with other options. */
export async function findNextItem(
  tx: TenantTx,
  { bot, chatId, messageId }: ChatPlace & { readonly messageId: number },
): Promise<number> {
  const { last } = await tx
    .selectFrom('chat_recordings')
    .select(sql<number>`coalesce(max(item), -1)`.as('last'))
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('message_id', '=', messageId)
    .executeTakeFirstOrThrow();
  return last + 1;
}

/** How many of a bot's recordings are still to be fetched: at most 500 are counted, without those that wait for an upload. */
export async function countToFetch(tx: TenantTx, bot: { readonly id: number }): Promise<number> {
  const first = tx
    .selectFrom('chat_recordings')
    .select('id')
    .where('bot_id', '=', bot.id)
    .where('state', '=', 'accepted')
    .where(sql<boolean>`source->>'kind' <> 'upload'`)
    .limit(500);
  const { number } = await tx
    .selectFrom(first.as('first'))
    .select(sql<number>`count(*)::int`.as('number'))
    .executeTakeFirstOrThrow();
  return number;
}
