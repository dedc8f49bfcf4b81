import { sql } from 'kysely';
import type { TenantRead } from '../../db/database.ts';
import type { ChatPlace } from './chat-recording.ts';

/** Whether something under a key that begins so was said in the chat within so many minutes. */
export async function wasSaidLately(
  tx: TenantRead,
  { bot, chatId, prefix, minutes }: ChatPlace & { readonly prefix: string; readonly minutes: number },
): Promise<boolean> {
  const row = await tx
    .selectFrom('chat_messages')
    .select('id')
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('key', 'like', `${prefix.replaceAll(/[\\%_]/g, '\\$&')}%`)
    .where('created_at', '>', sql<Date>`now() - make_interval(mins => ${minutes})`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
