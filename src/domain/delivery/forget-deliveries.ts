import { sql } from 'kysely';
import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';

/** Days that an ended delivery stays in the log. */
const keptDays = 30;
/** Rows that go at once. */
const atOnce = 500;

/** Deletes deliveries of a tenant that ended long ago, with their bodies and tries; says how many went. */
export async function forgetDeliveries(database: Database, tenantId: TenantId): Promise<number> {
  return database.withTenant(tenantId, async (tx) => {
    const old = tx
      .selectFrom('deliveries')
      .select('id')
      .where('finished_at', '<', sql<Date>`now() - make_interval(days => ${keptDays})`)
      .limit(atOnce)
      .forUpdate()
      .skipLocked();
    const { numDeletedRows } = await tx.deleteFrom('deliveries').where('id', 'in', old).executeTakeFirst();
    return Number(numDeletedRows);
  });
}
