import { sql } from 'kysely';
import type { TenantTx } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';

/**
 * Gives all that is kept of a group to the supergroup that it became. May be repeated: the second time there is nothing
 * left of the group. Where both have a row of the same key, the supergroup's stays.
 */
export async function moveChat(
  tx: TenantTx,
  bot: Pick<BotIdentity, 'id'>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  if (from === to) return;
  const old = await tx
    .selectFrom('chats')
    .select(['settings', 'language'])
    .where('bot_id', '=', bot.id)
    .where('id', '=', from)
    .forUpdate()
    .executeTakeFirst();
  if (!old) return;
  const settings = JSON.stringify(old.settings);
  await tx
    .insertInto('chats')
    .values({
      tenant_id: tx.tenantId,
      bot_id: bot.id,
      id: to,
      kind: 'supergroup',
      settings,
      language: old.language,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'bot_id', 'id']).doUpdateSet({
        kind: 'supergroup',
        state: 'reachable',
        reason: null,
        // What was changed in the supergroup meanwhile is newer.
        settings: sql<string>`excluded.settings || chats.settings`,
      }),
    )
    .execute();
  await moveRows(tx, bot.id, from, to);
  await tx.deleteFrom('chats').where('bot_id', '=', bot.id).where('id', '=', from).execute();
}

async function moveRows(tx: TenantTx, botId: number, from: number, to: number): Promise<void> {
  // A supergroup counts its messages anew: those of the group become negative, or they would pass for others.
  await sql`
    update chat_recordings set chat_id = ${to}, message_id = -abs(message_id)
    where bot_id = ${botId} and chat_id = ${from}`.execute(tx);
  await sql`update chat_actions set chat_id = ${to} where bot_id = ${botId} and chat_id = ${from}`.execute(
    tx,
  );
  // What stands in the group cannot be edited from the supergroup: it is said anew there when it changes.
  await sql`
    update chat_messages as moved
    set chat_id = ${to}, message_id = null, sending_since = null, floor_id = null, claim = null,
      due_at = case when claim is null then due_at else now() end, content = content - 'replyTo'
    where bot_id = ${botId} and chat_id = ${from} and not exists (
      select from chat_messages as there
      where there.bot_id = ${botId} and there.chat_id = ${to} and there.key = moved.key
    )`.execute(tx);
  await sql`
    update chat_dialogues as moved set chat_id = ${to}
    where bot_id = ${botId} and chat_id = ${from} and not exists (
      select from chat_dialogues as there
      where there.bot_id = ${botId} and there.chat_id = ${to} and there.user_id = moved.user_id
    )`.execute(tx);
}
