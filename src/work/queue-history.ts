import { sql } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import type { Database } from '../db/database.ts';
import { taskQueue } from '../wire/names.ts';

/** How many tasks waited and were in work, of all queues and tenants. */
export interface QueueDepth {
  /** When the stretch begins that this stands for. */
  readonly at: Date;
  readonly waiting: number;
  readonly running: number;
}

/** Hours that are kept. */
export const keptHours = 7 * 24;

/**
 * Writes down how deep the queues are in this minute, unless somebody has: any number of coordinators may. `queues` are those
 * that are told also when they are empty.
 */
export async function noteQueueDepth(database: Database, queues: Iterable<string>): Promise<void> {
  await database.withDispatcher(async (tx) => {
    const { rows: counts } = await sql<{
      kind: string;
      engine: string | null;
      waiting: number;
      running: number;
    }>`
      select kind, engine, count(*) filter (where state = 'queued') as waiting,
        count(*) filter (where state <> 'queued') as running
      from tasks where state in ('queued', 'dispatched', 'running') group by kind, engine`.execute(tx);
    const depths = new Map([...queues].map((queue) => [queue, { waiting: 0, running: 0 }]));
    for (const { engine, kind, running, waiting } of counts)
      depths.set(taskQueue(kind, engine ?? undefined), { waiting, running });
    const minute = sql<Date>`date_trunc('minute', now())`;
    const values = [...depths].map(([queue, depth]) => ({ minute, queue, ...depth }));
    if (values.length > 0)
      await tx
        .insertInto('queue_history')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    await tx
      .deleteFrom('queue_history')
      .where(sql<boolean>`minute < now() - make_interval(hours => ${keptHours})`)
      .execute();
  });
}

/**
 * The depth of all queues together over the last hours, in stretches of so many minutes, of each the deepest minute; oldest
 * first. Where nobody counted, there is nothing.
 */
export async function readQueueHistory(
  database: Database,
  tenantId: TenantId,
  { hours, stretch }: { readonly hours: number; readonly stretch: number },
): Promise<QueueDepth[]> {
  const { rows } = await database.readTenant(tenantId, (tx) =>
    sql<QueueDepth>`
      select date_bin(make_interval(mins => ${stretch}), minute, timestamptz 'epoch') as at,
        max(waiting)::int as waiting, max(running)::int as running
      from (select minute, sum(waiting) as waiting, sum(running) as running from queue_history
        where minute > now() - make_interval(hours => ${hours}) group by minute) minutes
      group by 1 order by 1`.execute(tx),
  );
  return rows;
}
