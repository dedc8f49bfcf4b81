import { EfirError } from '../../core/errors.ts';
import type { TenantTx } from '../../db/database.ts';
import type { ChatSettings } from '../../wire/chat.ts';
import type { BotIdentity } from './bot.ts';

/** Given values replace; undefined goes back to the standard; what is not named stays. */
export type ChatSettingsChange = { readonly [Name in keyof ChatSettings]?: ChatSettings[Name] | undefined };

/** Changes settings of a known chat, one change after the other. Gives them as they are then. */
export async function changeChatSettings(
  tx: TenantTx,
  bot: Pick<BotIdentity, 'id'>,
  chatId: number,
  change: ChatSettingsChange,
): Promise<ChatSettings> {
  const row = await tx
    .selectFrom('chats')
    .select('settings')
    .where('bot_id', '=', bot.id)
    .where('id', '=', chatId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new EfirError('internal', { detail: 'settings of a chat that nobody opened' });
  const merged = Object.entries({ ...row.settings, ...change }).filter(([, value]) => value !== undefined);
  const settings = Object.fromEntries(merged) as ChatSettings;
  await tx
    .updateTable('chats')
    .set({ settings: JSON.stringify(settings) })
    .where('bot_id', '=', bot.id)
    .where('id', '=', chatId)
    .execute();
  return settings;
}
