import type { TenantTx } from '../../db/database.ts';
import type { StoredError } from '../../db/schema.ts';
import type { BotIdentity } from './bot.ts';

/**
 * Notes that nothing can be sent to a chat any more, and why: what waits there has failed, but for what is on its way.
 * `openChat` takes it back. May be repeated.
 */
export async function markUnreachable(
  tx: TenantTx,
  bot: Pick<BotIdentity, 'id'>,
  chatId: number,
  reason: string,
): Promise<void> {
  const detail = reason.slice(0, 200);
  await tx
    .updateTable('chats')
    .set({ state: 'unreachable', reason: detail })
    .where('bot_id', '=', bot.id)
    .where('id', '=', chatId)
    .execute();
  const error: StoredError = { code: 'chat-unreachable', args: { detail } };
  await tx
    .updateTable('chat_messages')
    .set({ state: 'failed', error: JSON.stringify(error) })
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('state', '=', 'waiting')
    .where('claim', 'is', null)
    .execute();
}
