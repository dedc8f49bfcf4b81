import { Cron } from 'croner';
import { sql } from 'kysely';
import { EfirError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { createTimetableId } from '../core/ids.ts';
import type { Database, TenantTx } from '../db/database.ts';
import type { StoredError } from '../db/schema.ts';

/** Work that repeats. */
export interface Timetable {
  /** One of that name for each tenant. */
  readonly name: string;
  /** Kind of job. */
  readonly kind: string;
  /** A cron expression of five or six fields, read in a time zone by its IANA name. */
  readonly pattern: string;
  readonly zone: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** One time that came round. */
export interface TimetableRun {
  readonly tenantId: TenantId;
  readonly timetableId: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The time that it stands for: the first of those that were missed. */
  readonly dueAt: Date;
  /** 1, and more when whoever did it was gone before the end. */
  readonly tries: number;
}

/** A run whose doers go away so often is given up. */
const mostTries = 3;

/** The next time behind `after`. Throws `request-invalid` for what is no cron expression, no zone, or never comes. */
export function findNextTime({ pattern, zone }: Pick<Timetable, 'pattern' | 'zone'>, after: Date): Date {
  const refuse = (detail: string, cause?: unknown) =>
    new EfirError('request-invalid', { detail: `timetable ${pattern} (${zone}): ${detail}` }, { cause });
  let next: Date | null;
  try {
    next = new Cron(pattern, { timezone: zone, mode: '5-or-6-parts' }).nextRun(after);
  } catch (thrown) {
    throw refuse(thrown instanceof Error ? thrown.message : String(thrown), thrown);
  }
  if (!next) throw refuse('there is no such time');
  return next;
}

/** Makes a timetable or brings it up to date; its next time stays unless the pattern changed. May be repeated. */
export async function ensureTimetable(
  database: Database,
  tenantId: TenantId,
  { kind, name, pattern, payload, zone }: Timetable,
): Promise<void> {
  await database.withTenant(tenantId, async (tx) => {
    const values = { kind, pattern, zone, payload: JSON.stringify(payload ?? {}) };
    const next_at = findNextTime({ pattern, zone }, await readClock(tx));
    await tx
      .insertInto('timetables')
      .values({ tenant_id: tenantId, id: createTimetableId(), name, next_at, ...values })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'name']).doUpdateSet((row) => ({
          ...values,
          next_at: sql<Date>`case when ${row.ref('timetables.pattern')} = ${pattern}
            and ${row.ref('timetables.zone')} = ${zone} then ${row.ref('timetables.next_at')}
            else ${row.ref('excluded.next_at')} end`,
        })),
      )
      .execute();
  });
}

/**
 * Takes what is due: each time that came round is written down as a run before anybody acts on it, so that it is
 * taken once, whoever else looks. Times that were missed meanwhile count as one.
 */
export async function takeDueRuns(database: Database, kinds: readonly string[]): Promise<TimetableRun[]> {
  const due = await database.withDispatcher((tx) =>
    tx
      .selectFrom('timetables')
      .select(['tenant_id', 'id'])
      .where('kind', '=', sql<string>`any(${kinds})`)
      .where('next_at', '<=', sql<Date>`now()`)
      .orderBy('next_at')
      .limit(100)
      .execute(),
  );
  const runs: TimetableRun[] = [];
  for (const { tenant_id, id } of due) {
    const run = await database.withTenant(tenant_id, (tx) => takeDueRun(tx, id));
    if (run) runs.push(run);
  }
  return runs;
}

async function takeDueRun(tx: TenantTx, id: string): Promise<TimetableRun | undefined> {
  const row = await tx
    .selectFrom('timetables')
    .selectAll()
    .where('id', '=', id)
    .where('next_at', '<=', sql<Date>`now()`)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  await tx
    .insertInto('timetable_runs')
    .values({ tenant_id: tx.tenantId, timetable_id: id, due_at: row.next_at })
    .execute();
  const next = findNextTime(row, await readClock(tx));
  await tx.updateTable('timetables').set({ next_at: next }).where('id', '=', id).execute();
  const { kind, payload } = row;
  return { tenantId: tx.tenantId, timetableId: id, kind, payload, dueAt: row.next_at, tries: 1 };
}

/**
 * Takes runs over that nobody finished: for a leader that begins, before which another may have died. What was tried
 * too often is closed with `worker-lost`.
 */
export async function takeOverRuns(database: Database, kinds: readonly string[]): Promise<TimetableRun[]> {
  const open = await database.withDispatcher((tx) =>
    tx
      .selectFrom('timetable_runs')
      .select(['tenant_id', 'timetable_id', 'due_at', 'tries'])
      .where('finished_at', 'is', null)
      .orderBy('due_at')
      .limit(100)
      .execute(),
  );
  const runs: TimetableRun[] = [];
  for (const { tenant_id: tenantId, timetable_id: timetableId, due_at: dueAt, tries } of open) {
    const run = { tenantId, timetableId, dueAt, tries: tries + 1, kind: '', payload: {} };
    if (tries >= mostTries) await finishRun(database, run, { error: { code: 'worker-lost', args: {} } });
    else {
      const job = await database.withTenant(tenantId, (tx) => countTry(tx, run));
      if (job && kinds.includes(job.kind)) runs.push({ ...run, ...job });
    }
  }
  return runs;
}

async function countTry(tx: TenantTx, run: TimetableRun) {
  await whereRun(tx, run).set({ tries: run.tries }).execute();
  return tx
    .selectFrom('timetables')
    .select(['kind', 'payload'])
    .where('id', '=', run.timetableId)
    .executeTakeFirst();
}

/** Notes how a run ended. */
export async function finishRun(
  database: Database,
  run: TimetableRun,
  end: { readonly result: Readonly<Record<string, unknown>> } | { readonly error: StoredError },
): Promise<void> {
  const values =
    'error' in end ? { error: JSON.stringify(end.error) } : { result: JSON.stringify(end.result) };
  await database.withTenant(run.tenantId, async (tx) => {
    await whereRun(tx, run)
      .set({ finished_at: sql<Date>`now()`, ...values })
      .execute();
    await tx
      .deleteFrom('timetable_runs')
      .where('finished_at', '<', sql<Date>`now() - interval '90 days'`)
      .execute();
  });
}

function whereRun(tx: TenantTx, { dueAt, timetableId }: TimetableRun) {
  return tx
    .updateTable('timetable_runs')
    .where('timetable_id', '=', timetableId)
    .where('due_at', '=', dueAt)
    .where('finished_at', 'is', null);
}

async function readClock(tx: TenantTx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(tx);
  return rows[0]?.now ?? new Date();
}
