import type { ChatMessageId, ChatRecordingId } from '../../core/ids.ts';
import type { TenantRead } from '../../db/database.ts';
import type { MessageContent } from '../../wire/chat.ts';
import type { ChatPlace } from './chat-recording.ts';

/** A message of ours that stands in a chat, or is about to. */
export interface SaidMessage {
  readonly id: ChatMessageId;
  readonly key: string;
  readonly threadId: number | undefined;
  readonly chatRecordingId: ChatRecordingId | undefined;
  /** As it is to stand there; undefined: it is to be taken away. */
  readonly content: MessageContent | undefined;
}

/** The message of ours that stands under this id in the chat; undefined for messages of others. */
export async function findSaid(
  tx: TenantRead,
  { bot, chatId, messageId }: ChatPlace & { readonly messageId: number },
): Promise<SaidMessage | undefined> {
  const row = await tx
    .selectFrom('chat_messages')
    .select(['id', 'key', 'thread_id', 'chat_recording_id', 'content'])
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      key: row.key,
      threadId: row.thread_id ?? undefined,
      chatRecordingId: row.chat_recording_id ?? undefined,
      content: row.content ?? undefined,
    }
  );
}
