import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { taskQueue } from '../wire/names.ts';

/** How many tasks wait, by queue. */
export async function readQueueSizes(database: Database): Promise<Map<string, number>> {
  const { rows } = await database.withDispatcher((tx) =>
    sql<{ kind: string; engine: string | null; size: number }>`
      select kind, engine, count(*)::int as size from tasks where state = 'queued' group by 1, 2`.execute(tx),
  );
  return new Map(rows.map(({ kind, engine, size }) => [taskQueue(kind, engine ?? undefined), size]));
}
