import { sql } from 'kysely';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database, DispatcherTx, TenantRead, TenantTx } from '../../../db/database.ts';

/** That something happened to a recording, as lists show it; what, its row says. */
export interface RecordingNews {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
  /** `created` also where more happened since; `arranged`: moved, tagged or named. */
  readonly what: 'created' | 'changed' | 'arranged' | 'deleted';
  /** Grows with everything that happens to one recording. */
  readonly number: number;
}

export interface NewsLook {
  readonly news: readonly RecordingNews[];
  /** Where the next look begins. Some of what this one found is found again then, but nothing is missed. */
  readonly next: number;
  /** There was more than `limit`: what is here is not all of it. */
  readonly overrun: boolean;
}

interface LookOptions {
  /** `next` of the look before; absent: nothing is old news. */
  readonly since?: number | undefined;
  readonly limit: number;
}

/** What happened to recordings of all tenants since a look before. */
export async function lookForNews(database: Database, options: LookOptions): Promise<NewsLook> {
  return database.withDispatcher((tx) => look(tx, options));
}

/**
 * The same of one tenant, for somebody who comes back. `overrun` also for a place that this database never was at, as
 * another one that was put back from a copy.
 */
export async function lookForNewsOf(
  database: Database,
  tenantId: TenantId,
  options: LookOptions,
): Promise<NewsLook> {
  return database.readTenant(tenantId, (tx) => look(tx, options));
}

interface NewsRow {
  readonly next: number;
  readonly tenant_id: TenantId | null;
  readonly recording_id: RecordingId;
  readonly first: number;
  readonly last: number;
  readonly what: 'happened' | 'arranged' | 'deleted';
}

/**
 * The oldest transaction that is open now has not told its news yet, and everything older has: one statement sees both as
 * of one moment, so that whatever order commits come in, the next look finds what this one could not see.
 */
async function look(tx: DispatcherTx | TenantRead, { limit, since }: LookOptions): Promise<NewsLook> {
  // Above every number: a first look only learns where it stands.
  const from = since ?? Number.MAX_SAFE_INTEGER;
  const { rows } = await sql<NewsRow>`
    select here.next, lately.* from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as next) here
    left join lateral (
      (select tenant_id, recording_id, min(number) as first, max(number) as last, 'happened' as what
        from recording_events where written_in >= ${from} and type <> 'segment'
        group by tenant_id, recording_id limit ${limit + 1})
      union all
      (select tenant_id, id, 0, arranged_in, 'arranged' from recordings where arranged_in >= ${from} limit ${limit + 1})
      union all
      (select tenant_id, id, 0, 0, 'deleted' from deleted_recordings where written_in >= ${from} limit ${limit + 1})
    ) lately on true`.execute(tx);
  const next = rows[0]?.next ?? 0;
  const found = rows.filter((row) => row.tenant_id !== null);
  return {
    next,
    overrun: found.length > limit || (since !== undefined && since > next),
    news: found.slice(0, limit).map((row) => ({
      tenantId: row.tenant_id as TenantId,
      recordingId: row.recording_id,
      what: row.what === 'happened' ? (row.first === 1 ? 'created' : 'changed') : row.what,
      number: row.last,
    })),
  };
}

/** Tells lists of recordings that were moved, tagged, named or marked, as part of the transaction that did it. */
export async function noteArranged(tx: TenantTx, ids: readonly RecordingId[]): Promise<void> {
  await sql`update recordings set arranged_in = ${thisTransaction} where id = any(${ids})`.execute(tx);
}

/** As readers of news number transactions. */
export const thisTransaction = sql<number>`pg_current_xact_id()::text::bigint`;

/** Forgets, of all tenants, what was deleted more than a day ago; gives how many recordings that were. */
export async function forgetDeleted(database: Database): Promise<number> {
  const tenants = await database.withDispatcher((tx) =>
    tx
      .selectFrom('deleted_recordings')
      .select('tenant_id')
      .distinct()
      .where(sql<boolean>`deleted_at < now() - interval '1 day'`)
      .execute(),
  );
  let count = 0;
  for (const { tenant_id } of tenants) {
    const gone = await database.withTenant(tenant_id, (tx) =>
      tx
        .deleteFrom('deleted_recordings')
        .where(sql<boolean>`deleted_at < now() - interval '1 day'`)
        .executeTakeFirst(),
    );
    count += Number(gone.numDeletedRows);
  }
  return count;
}
