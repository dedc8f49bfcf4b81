import type { Database } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';

/** Which description of itself Telegram was given for the bot; null: none yet. */
export async function readDescribed(database: Database, bot: BotIdentity): Promise<string | null> {
  const row = await database.readTenant(bot.tenantId, (tx) =>
    tx.selectFrom('bots').select('described').where('id', '=', bot.id).executeTakeFirst(),
  );
  return row?.described ?? null;
}

/** Notes it, so that it is not given at every start. */
export async function noteDescribed(database: Database, bot: BotIdentity, described: string): Promise<void> {
  await database.withTenant(bot.tenantId, (tx) =>
    tx.updateTable('bots').set({ described }).where('id', '=', bot.id).execute(),
  );
}
