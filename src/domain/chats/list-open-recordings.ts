import type { TenantRead } from '../../db/database.ts';
import {
  type ChatPlace,
  type ChatRecording,
  chatRecordingColumns,
  toChatRecording,
} from './chat-recording.ts';

/** Recordings that one command stops; who has more under way says it again. */
const atOnce = 200;

/** What somebody sent in a chat and that has not ended, the oldest first. */
export async function listOpenRecordings(
  tx: TenantRead,
  { bot, chatId, userId }: ChatPlace & { readonly userId: number },
): Promise<ChatRecording[]> {
  const rows = await tx
    .selectFrom('chat_recordings')
    .select(chatRecordingColumns)
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('user_id', '=', userId)
    .where('state', 'in', ['accepted', 'working'])
    .orderBy('id')
    .limit(atOnce)
    .execute();
  return rows.map(toChatRecording);
}
