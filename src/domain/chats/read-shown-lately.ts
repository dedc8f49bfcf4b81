import { sql } from 'kysely';
import type { ChatRecordingId } from '../../core/ids.ts';
import type { TenantRead } from '../../db/database.ts';
import { type ChatPlace, keyOfRecording } from './chat-recording.ts';

/**
 * The words that stand where the answer to a recording begins, and came there within so many seconds; undefined where
 * they are older, or about to be replaced.
 */
export async function readShownLately(
  tx: TenantRead,
  { bot, chatId, id, seconds }: ChatPlace & { readonly id: ChatRecordingId; readonly seconds: number },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('chat_messages')
    .select('content')
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('key', '=', keyOfRecording(id))
    .where('state', '=', 'shown')
    .where('shown_at', '>', sql<Date>`now() - make_interval(secs => ${seconds})`)
    .executeTakeFirst();
  return row?.content?.kind === 'text' ? row.content.text : undefined;
}
