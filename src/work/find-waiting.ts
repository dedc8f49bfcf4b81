import { type RawBuilder, sql } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import type { DispatcherTx } from '../db/database.ts';
import { parseTaskQueue, taskQueue } from '../wire/names.ts';
import type { TenantTurn, WaitingTask } from './choose-tasks.ts';

/**
 * The first `limit` due tasks of every tenant that waits at a queue, and its first short ones beside them. Steps through the tenants by index, so that
 * the cost follows the number of tenants, not the length of the queue.
 */
export async function findWaiting(tx: DispatcherTx, queue: string, limit: number): Promise<WaitingTask[]> {
  const place = parseTaskQueue(queue);
  if (!place) return [];
  // `engine is not distinct from $1` would say both, but no index serves it.
  const here = place.engine === null ? sql`engine is null` : sql`engine = ${place.engine}`;
  const waits = sql`kind = ${place.kind} and ${here} and state = 'queued'`;
  const first = (condition: RawBuilder<unknown>) => sql`
    select tenant_id as "tenantId", id as "taskId", priority, due_at as "dueAt", short from tasks
    where ${waits} and ${condition} and tenant_id = tenants_here.tenant_id and due_at <= now()
    order by priority desc, due_at, id limit ${limit}`;
  const { rows } = await sql<Omit<WaitingTask, 'queue'>>`
    with recursive tenants_here as (
      (select tenant_id from tasks where ${waits} order by tenant_id limit 1)
      union all
      select (select tenant_id from tasks where ${waits} and tenant_id > known.tenant_id order by tenant_id limit 1)
      from tenants_here known where known.tenant_id is not null
    )
    select first.* from tenants_here, lateral (
      (${first(sql`true`)}) union (${first(sql`short`)})
    ) first`.execute(tx);
  return rows.map((row) => ({ ...row, queue }));
}

export interface OpenWork {
  /** Attempts that are not over, by queue. */
  readonly byQueue: ReadonlyMap<string, number>;
  /** Those of tasks that are not short. */
  readonly longByQueue: ReadonlyMap<string, number>;
  /** The same by tenant. */
  readonly byTenant: ReadonlyMap<TenantId, number>;
}

/** Counts what is handed out and not over. */
export async function countOpen(tx: DispatcherTx): Promise<OpenWork> {
  const { rows } = await sql<OpenRow>`
    select tasks.tenant_id, kind, engine, count(*)::int as count,
      (count(*) filter (where not short))::int as long
    from attempts join tasks on tasks.tenant_id = attempts.tenant_id and tasks.id = attempts.task_id
    where attempts.state in ('dispatched', 'running') group by 1, 2, 3`.execute(tx);
  const byQueue = new Map<string, number>();
  const longByQueue = new Map<string, number>();
  const byTenant = new Map<TenantId, number>();
  for (const { tenant_id, kind, engine, count, long } of rows) {
    const queue = taskQueue(kind, engine ?? undefined);
    byQueue.set(queue, (byQueue.get(queue) ?? 0) + count);
    longByQueue.set(queue, (longByQueue.get(queue) ?? 0) + long);
    byTenant.set(tenant_id, (byTenant.get(tenant_id) ?? 0) + count);
  }
  return { byQueue, longByQueue, byTenant };
}

interface OpenRow {
  readonly tenant_id: TenantId;
  readonly kind: string;
  readonly engine: string | null;
  readonly count: number;
  readonly long: number;
}

/** How those tenants stand before others. `standard`: the limit of tenants that have none of their own, 0 for none. */
export async function readTurns(
  tx: DispatcherTx,
  tenants: readonly TenantId[],
  active: ReadonlyMap<TenantId, number>,
  standard: number,
): Promise<Map<TenantId, TenantTurn>> {
  const rows = await tx
    .selectFrom('tenants')
    .leftJoin('tenant_turns', 'tenant_turns.tenant_id', 'tenants.id')
    .select(['tenants.id', 'tenants.max_running', 'tenant_turns.served_at'])
    .where('tenants.id', '=', sql<TenantId>`any(${tenants})`)
    .execute();
  const toTurn = ({ id, max_running, served_at }: (typeof rows)[number]): TenantTurn => ({
    active: active.get(id) ?? 0,
    limit: toLimit(max_running, standard),
    servedAt: served_at?.getTime() ?? 0,
  });
  return new Map(rows.map((row) => [row.id, toTurn(row)]));
}

/** How many tasks a tenant may have in work: its own limit, else the standard one; 0 means any number. */
export function toLimit(own: number | null, standard: number): number {
  return (own ?? standard) || Number.POSITIVE_INFINITY;
}
