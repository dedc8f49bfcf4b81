import type { TenantTx } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';

/** Notes that nothing can be sent to a chat any more, and why; `openChat` takes it back. May be repeated. */
export async function markUnreachable(
  tx: TenantTx,
  bot: Pick<BotIdentity, 'id'>,
  chatId: number,
  reason: string,
): Promise<void> {
  await tx
    .updateTable('chats')
    .set({ state: 'unreachable', reason: reason.slice(0, 200) })
    .where('bot_id', '=', bot.id)
    .where('id', '=', chatId)
    .execute();
}
