import { sql } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import type { Database, DispatcherTx } from '../db/database.ts';
import { taskQueue } from '../wire/names.ts';
import { countOpen } from './find-waiting.ts';

/** The queues as they were a moment ago: what places and estimates are made of. */
export interface QueueSnapshot {
  /** What waits and is due, by queue. */
  readonly lines: ReadonlyMap<string, readonly QueueLine[]>;
  /** Tasks in work, by tenant and by queue. */
  readonly activeByTenant: ReadonlyMap<TenantId, number>;
  readonly activeByQueue: ReadonlyMap<string, number>;
  /** When a task of the tenant was handed out last, in milliseconds. */
  readonly servedAt: ReadonlyMap<TenantId, number>;
  /** Seconds from hand-out to success of the latest tasks, by queue. */
  readonly taskSeconds: ReadonlyMap<string, number>;
  /** Seconds of sound in a second, as the latest transcripts took, by engine and model. */
  readonly paces: readonly { readonly engine: string; readonly model: string; readonly pace: number }[];
}

/** The tasks of one tenant with one priority at one queue. */
export interface QueueLine {
  readonly tenantId: TenantId;
  readonly priority: number;
  readonly total: number;
  /** Some of them in order, with their place in the line, the first one 0: all of them in a short queue. */
  readonly marks: readonly QueueMark[];
}

export interface QueueMark {
  readonly place: number;
  /** Milliseconds. */
  readonly dueAt: number;
  readonly taskId: string;
}

export interface QueueView {
  /** The latest snapshot: at most a few seconds old. Rejects with `database-unreachable`. */
  look(): Promise<QueueSnapshot>;
}

/** Milliseconds for which a snapshot is good, and its share of the time at most: 1/20. */
const freshFor = 2_000;
const restFactor = 20;
/** Marks in a snapshot, beside the first of each line. */
const mostMarks = 2_000;
/** What the latest figures are made of. */
const latestTasks = 100;
const latestTranscripts = 200;

/**
 * Looks at all queues for everybody who asks, one look for all and not too often: a hundred thousand waiting tasks
 * cost one walk through an index now and then, and memory for some marks.
 */
export function createQueueView(database: Database): QueueView {
  let look: Promise<QueueSnapshot> | undefined;
  let goodUntil = 0;
  return {
    look() {
      const now = performance.now();
      if (look && now < goodUntil) return look;
      // Until it is known how long this one takes, everybody waits for it.
      goodUntil = Number.POSITIVE_INFINITY;
      look = database.withDispatcher(takeSnapshot);
      look.then(
        () => {
          const took = performance.now() - now;
          goodUntil = performance.now() + Math.max(freshFor, took * restFactor);
        },
        () => {
          goodUntil = 0;
        },
      );
      return look;
    },
  };
}

async function takeSnapshot(tx: DispatcherTx): Promise<QueueSnapshot> {
  const open = await countOpen(tx);
  return {
    lines: await readLines(tx),
    activeByTenant: open.byTenant,
    activeByQueue: open.byQueue,
    servedAt: await readServed(tx),
    taskSeconds: await readTaskSeconds(tx),
    paces: await readPaces(tx),
  };
}

interface LineRow {
  readonly tenant_id: TenantId;
  readonly kind: string;
  readonly engine: string | null;
  readonly priority: number;
  readonly total: number;
  readonly marks: QueueMark[];
}

async function readLines(tx: DispatcherTx): Promise<Map<string, QueueLine[]>> {
  const { rows } = await sql<LineRow>`
    select tenant_id, kind, engine, priority, max(total)::int as total,
      json_agg(json_build_object('place', place - 1, 'dueAt', extract(epoch from due_at) * 1000, 'taskId', id)
        order by place) as marks
    from (
      select tenant_id, kind, engine, priority, due_at, id, row_number() over line as place,
        count(*) over (partition by kind, engine, tenant_id, priority) as total, count(*) over () as everything
      from tasks where state = 'queued' and due_at <= now()
      window line as (partition by kind, engine, tenant_id, priority order by due_at, id)
    ) numbered
    where (place - 1) % greatest(1, everything / ${mostMarks}) = 0
    group by tenant_id, kind, engine, priority`.execute(tx);
  const lines = new Map<string, QueueLine[]>();
  for (const { tenant_id: tenantId, kind, engine, priority, total, marks } of rows) {
    const queue = taskQueue(kind, engine ?? undefined);
    lines.set(queue, [...(lines.get(queue) ?? []), { tenantId, priority, total, marks }]);
  }
  return lines;
}

async function readServed(tx: DispatcherTx): Promise<Map<TenantId, number>> {
  const rows = await tx.selectFrom('tenant_turns').select(['tenant_id', 'served_at']).execute();
  return new Map(rows.map((row) => [row.tenant_id, row.served_at.getTime()]));
}

async function readTaskSeconds(tx: DispatcherTx): Promise<Map<string, number>> {
  const { rows } = await sql<{ kind: string; engine: string | null; seconds: number }>`
    select kind, engine, avg(extract(epoch from latest.finished_at - latest.created_at))::float8 as seconds
    from (select tenant_id, task_id, created_at, finished_at from attempts
      where state = 'succeeded' order by finished_at desc limit ${latestTasks}) latest
    join tasks on tasks.tenant_id = latest.tenant_id and tasks.id = latest.task_id
    group by kind, engine`.execute(tx);
  return new Map(rows.map(({ kind, engine, seconds }) => [taskQueue(kind, engine ?? undefined), seconds]));
}

async function readPaces(tx: DispatcherTx): Promise<QueueSnapshot['paces']> {
  const { rows } = await sql<{ engine: string; model: string; pace: number }>`
    select engine, model, percentile_cont(0.5) within group (order by pace) as pace
    from (select engine, model, pace from transcripts
      where pace is not null order by created_at desc limit ${latestTranscripts}) latest
    group by engine, model order by count(*) desc`.execute(tx);
  return rows;
}
