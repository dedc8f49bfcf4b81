import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';

/** Seconds that the message has waited which waits longest; 0: none does. One whose time has not come does not count. */
export async function readOldestMessage(database: Database, bot: BotIdentity): Promise<number> {
  const row = await database.readTenant(bot.tenantId, (tx) =>
    tx
      .selectFrom('chat_messages')
      .select(
        sql<
          number | null
        >`extract(epoch from now() - min(case when message_id is null then created_at else due_at end))::float8`.as(
          'seconds',
        ),
      )
      .where('bot_id', '=', bot.id)
      .where('state', '=', 'waiting')
      .where(sql<boolean>`due_at <= now() or claim is not null or tries > 0`)
      .executeTakeFirst(),
  );
  return Math.max(0, row?.seconds ?? 0);
}
