import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';

/** Seconds since the oldest update came that is not handled yet; 0: there is none. */
export async function readOldestUpdate(database: Database, bot: BotIdentity): Promise<number> {
  const row = await database.readTenant(bot.tenantId, (tx) =>
    tx
      .selectFrom('chat_updates')
      .select(
        sql<number | null>`extract(epoch from now() - min(received_at))::double precision`.as('seconds'),
      )
      .where('bot_id', '=', bot.id)
      .where('state', '=', 'waiting')
      .executeTakeFirst(),
  );
  return Math.max(0, row?.seconds ?? 0);
}
