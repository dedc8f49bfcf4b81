import type { TenantTx } from '../../db/database.ts';
import type { ChatPlace } from './chat-recording.ts';
import { unsay } from './unsay.ts';

/** Menus of one name that are taken away at once; more than one stand there only when somebody was very quick. */
const atOnce = 5;

/**
 * Takes away what stands under keys that begin so: a menu that is asked for again comes below, and the one that was far
 * up goes. The caller gives the hint `chats` after the commit.
 */
export async function unsayMenus(
  tx: TenantTx,
  { bot, chatId, prefix }: ChatPlace & { readonly prefix: string },
): Promise<void> {
  const pattern = `${prefix.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await tx
    .selectFrom('chat_messages')
    .select('key')
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('key', 'like', pattern)
    .where('content', 'is not', null)
    .orderBy('id', 'desc')
    .limit(atOnce)
    .execute();
  for (const { key } of rows) await unsay(tx, { bot, chatId, key });
}
