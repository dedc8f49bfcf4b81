import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { rollCallValidity } from './roll-call.ts';

/** Whether any worker called the roll lately, as far as the table of workers knows (it is some seconds behind). */
export async function hasWorkers(database: Database): Promise<boolean> {
  const row = await database.withDispatcher((tx) =>
    tx
      .selectFrom('workers')
      .select('id')
      .where(sql<boolean>`seen_at > now() - make_interval(secs => ${rollCallValidity / 1000})`)
      .limit(1)
      .executeTakeFirst(),
  );
  return row !== undefined;
}
