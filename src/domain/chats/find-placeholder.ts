import type { ChatRecordingId } from '../../core/ids.ts';
import type { TenantRead } from '../../db/database.ts';
import { type ChatPlace, keyOfRecording } from './chat-recording.ts';

/** The message of the chat in which the answer to a recording begins; undefined while or where none stands. */
export async function findPlaceholder(
  tx: TenantRead,
  { bot, chatId, id }: ChatPlace & { readonly id: ChatRecordingId },
): Promise<number | undefined> {
  const row = await tx
    .selectFrom('chat_messages')
    .select('message_id')
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('key', '=', keyOfRecording(id))
    .where('content', 'is not', null)
    .executeTakeFirst();
  return row?.message_id ?? undefined;
}
