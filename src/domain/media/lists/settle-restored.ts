import { sql } from 'kysely';
import type { TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import { thisTransaction } from './recording-news.ts';

/**
 * A server of its own numbers transactions from the beginning: news that a copy brought along from another (`pg_dump`) would
 * stay newer than everything that happens, for as many transactions as the other had made. Such news are of now, and of the
 * past with the next look. Gives how many there were. May be repeated.
 */
export async function settleRestored(database: Database): Promise<number> {
  const { rows } = await database.withDispatcher((tx) =>
    sql<{ tenant_id: TenantId }>`
      select tenant_id from recordings where arranged_in >= ${nobodyYet}
      union select tenant_id from recording_events where written_in >= ${nobodyYet} and type <> 'segment'
      union select tenant_id from deleted_recordings where written_in >= ${nobodyYet}`.execute(tx),
  );
  let count = 0;
  for (const { tenant_id } of rows) {
    count += await database.withTenant(tenant_id, async (tx) => {
      const settled = [
        await sql`update recordings set arranged_in = ${thisTransaction} where arranged_in >= ${nobodyYet}`.execute(
          tx,
        ),
        await sql`
          update recording_events set written_in = ${thisTransaction}
          where written_in >= ${nobodyYet} and type <> 'segment'`.execute(tx),
        await sql`
          update deleted_recordings set written_in = ${thisTransaction} where written_in >= ${nobodyYet}`.execute(
          tx,
        ),
      ];
      return settled.reduce((sum, { numAffectedRows }) => sum + Number(numAffectedRows ?? 0), 0);
    });
  }
  return count;
}

/** Below it is every transaction whose rows can be seen. */
const nobodyYet = sql<number>`pg_snapshot_xmax(pg_current_snapshot())::text::bigint`;
