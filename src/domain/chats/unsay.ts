import { sql } from 'kysely';
import type { TenantTx } from '../../db/database.ts';
import type { ChatPlace } from './chat-recording.ts';

/**
 * The message under the key is to be taken away: one that stands in the chat is deleted there, one that does not is
 * never sent. Where nothing was said, nothing happens. The caller gives the hint `chats` after the commit.
 */
export async function unsay(
  tx: TenantTx,
  { bot, chatId, key }: ChatPlace & { readonly key: string },
): Promise<void> {
  await tx
    .updateTable('chat_messages')
    .set({
      content: null,
      version: sql<number>`version + 1`,
      // One that may be there although we know no id of it has to be found first.
      state: sql<
        'waiting' | 'gone'
      >`case when message_id is null and sending_since is null then 'gone' else 'waiting' end`,
      due_at: sql<Date>`case when claim is null then now() else due_at end`,
      tries: 0,
      doubts: 0,
      error: null,
    })
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('key', '=', key)
    .where('content', 'is not', null)
    .execute();
}
