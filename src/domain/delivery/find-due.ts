import { sql } from 'kysely';
import type { DeliveryId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';

export interface DueDelivery {
  readonly tenantId: TenantId;
  readonly id: DeliveryId;
  readonly lane: string;
}

// Steps through the lanes by index, so that the cost follows their number and not how much waits in them; lanes of
// paused webhooks are passed by.
const openLanes = sql`
  with recursive known as (
    (select lane from deliveries where state = 'waiting' order by lane limit 1)
    union all
    select (select lane from deliveries where state = 'waiting' and lane > known.lane order by lane limit 1)
    from known where known.lane is not null
  ), lanes as (
    select lane from known where lane is not null
      and not exists (select from webhooks where state = 'paused' and lane = 'webhook:' || id)
  )`;

export interface DueQuery {
  /** Deliveries of one lane at most. */
  readonly perLane: number;
  readonly limit: number;
  /** Lanes and tenants that are to be passed by. */
  readonly fullLanes: readonly string[];
  readonly fullTenants: readonly TenantId[];
}

/** The first due deliveries of every open lane, the longest due first. */
export async function findDueDeliveries(
  database: Database,
  { perLane, limit, fullLanes, fullTenants }: DueQuery,
): Promise<DueDelivery[]> {
  const { rows } = await database.withDispatcher((tx) =>
    sql<DueDelivery>`${openLanes}
      select first.tenant_id as "tenantId", first.id, lanes.lane from lanes, lateral (
        select tenant_id, id, due_at from deliveries
        where state = 'waiting' and lane = lanes.lane and due_at <= now() order by due_at, id limit ${perLane}
      ) first
      where not lanes.lane = any (${fullLanes}::text[]) and not first.tenant_id = any (${fullTenants}::uuid[])
      order by first.due_at, first.id limit ${limit}`.execute(tx),
  );
  return rows;
}

/** Seconds since the oldest delivery was written that still waits; 0: none does. Those of paused webhooks do not count. */
export async function readOldestWaiting(database: Database): Promise<number> {
  const { rows } = await database.withDispatcher((tx) =>
    sql<{ seconds: number | null }>`${openLanes}
      select extract(epoch from now() - min(oldest))::double precision as seconds from lanes, lateral (
        select created_at as oldest from deliveries where state = 'waiting' and lane = lanes.lane
        order by created_at limit 1
      ) first`.execute(tx),
  );
  return Math.max(0, rows[0]?.seconds ?? 0);
}
