import { type RawBuilder, sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TaskId, TenantId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';
import type { AttemptState, StoredError, TaskState } from '../../db/schema.ts';

/** A task as its owner sees it. */
export interface Task {
  readonly id: TaskId;
  readonly recordingId: RecordingId;
  /** Of its recording, for people. */
  readonly fileName: string;
  readonly kind: string;
  /** Named engine whose queue it is in. */
  readonly engine: string | null;
  readonly state: TaskState;
  readonly priority: number;
  readonly dueAt: Date;
  /** Pieces that are stored. */
  readonly pieces: number;
  /** Transient failures and lost workers since the last piece. */
  readonly failures: number;
  readonly losses: number;
  readonly error: StoredError | null;
  readonly requestId: string;
  /** Seconds of the recording that are transcribed, and of all of it once it was looked at. */
  readonly processed: number;
  readonly duration: number | null;
  /** Who has it, or had it last. */
  readonly workerId: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** One hand-out of a task; its id is a credential and stays here. */
export interface TaskAttempt {
  readonly number: number;
  readonly state: AttemptState;
  readonly workerId: string | null;
  readonly error: StoredError | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Tasks with what is told of them, to be narrowed down. */
export function selectTasks(tx: TenantRead) {
  return tx
    .selectFrom('tasks')
    .innerJoin('recordings', (join) =>
      join
        .onRef('recordings.tenant_id', '=', 'tasks.tenant_id')
        .onRef('recordings.id', '=', 'tasks.recording_id'),
    )
    .select([
      'tasks.id',
      'tasks.recording_id as recordingId',
      'recordings.file_name as fileName',
      'tasks.kind',
      'tasks.engine',
      'tasks.state',
      'tasks.priority',
      'tasks.due_at as dueAt',
      'tasks.pieces',
      'tasks.failures',
      'tasks.losses',
      'tasks.error',
      'recordings.request_id as requestId',
      'tasks.created_at as createdAt',
      'tasks.finished_at as finishedAt',
      'recordings.processed',
    ])
    .select(sql<number | null>`(recordings.media->>'duration')::float8`.as('duration'))
    .select((eb) =>
      eb
        .selectFrom('attempts')
        .select('attempts.worker_id')
        .whereRef('attempts.tenant_id', '=', 'tasks.tenant_id')
        .whereRef('attempts.task_id', '=', 'tasks.id')
        .orderBy('attempts.number', 'desc')
        .limit(1)
        .as('workerId'),
    );
}

/** One task with its attempts, the first one first. Rejects with `task-not-found`. */
export async function getTask(
  database: Database,
  tenantId: TenantId,
  taskId: TaskId,
): Promise<Task & { readonly attempts: readonly TaskAttempt[] }> {
  return database.readTenant(tenantId, async (tx) => {
    const task = await readTask(tx, taskId);
    const attempts = await tx
      .selectFrom('attempts')
      .select([
        'number',
        'state',
        'worker_id as workerId',
        'error',
        'created_at as createdAt',
        'finished_at as finishedAt',
      ])
      .where('task_id', '=', taskId)
      .orderBy('number')
      .execute();
    return { ...task, attempts };
  });
}

/** One task inside a transaction. Rejects with `task-not-found`. */
export async function readTask(tx: TenantRead, taskId: TaskId): Promise<Task> {
  const task = await selectTasks(tx).where('tasks.id', '=', taskId).executeTakeFirst();
  if (!task) throw new EfirError('task-not-found', { id: taskId });
  return task;
}

export interface TaskFilter {
  /** One of several. */
  readonly state?: TaskState | readonly TaskState[] | undefined;
  readonly kind?: string | undefined;
  /** Of the error that it ended with, or waits for. */
  readonly code?: string | undefined;
  readonly recordingId?: RecordingId | undefined;
}

export interface TaskPage {
  readonly limit: number;
  /** The last id of the page before. */
  readonly before?: TaskId | undefined;
  /** The oldest first in place of the newest. */
  readonly oldest?: boolean;
}

/** A page of tasks. */
export function findTasks(
  database: Database,
  tenantId: TenantId,
  { before, code, kind, limit, oldest = false, recordingId, state }: TaskFilter & TaskPage,
): Promise<Task[]> {
  const found: RawBuilder<boolean>[] = [];
  if (kind !== undefined) found.push(sql`tasks.kind = ${kind}`);
  if (code !== undefined) found.push(sql`tasks.error->>'code' = ${code}`);
  if (recordingId !== undefined) found.push(sql`tasks.recording_id = ${recordingId}`);
  if (before !== undefined) found.push(oldest ? sql`tasks.id > ${before}` : sql`tasks.id < ${before}`);
  if (state !== undefined) found.push(isOfStates([state].flat(), found, { limit, oldest }));
  return database.readTenant(tenantId, (tx) =>
    selectTasks(tx)
      .where((eb) => eb.and(found))
      .orderBy('tasks.id', oldest ? 'asc' : 'desc')
      .limit(limit)
      .execute(),
  );
}

/**
 * A page of each state, of which the page is made: the index of states holds each in the order of ids, but not several of
 * them together, and PostgreSQL would look through all that ended for what waits.
 */
function isOfStates(
  states: readonly TaskState[],
  found: readonly RawBuilder<boolean>[],
  { limit, oldest }: TaskPage,
): RawBuilder<boolean> {
  const pageOf = (state: TaskState) => sql`(
    select tasks.id from tasks where ${sql.join([sql`tasks.state = ${state}`, ...found], sql` and `)}
    order by tasks.id ${oldest ? sql`asc` : sql`desc`} limit ${limit})`;
  return states.length === 1
    ? sql`tasks.state = ${states[0]}`
    : sql`tasks.id in (${sql.join(states.map(pageOf), sql` union all `)})`;
}

/** The newest tasks of all tenants: for the operator of the installation, who answers for all of them. */
export async function findTasksOfAll(
  database: Database,
  { code, kind, limit, state }: Omit<TaskFilter, 'recordingId'> & { limit: number },
): Promise<(Task & { readonly tenantId: TenantId })[]> {
  const places = await database.withDispatcher((tx) => {
    let query = tx.selectFrom('tasks').select(['tenant_id', 'id']).orderBy('id', 'desc').limit(limit);
    if (state !== undefined) query = query.where('state', 'in', [state].flat());
    if (kind !== undefined) query = query.where('kind', '=', kind);
    return query.execute();
  });
  const tasks: (Task & { readonly tenantId: TenantId })[] = [];
  for (const tenantId of new Set(places.map((place) => place.tenant_id))) {
    const ids = places.filter((place) => place.tenant_id === tenantId).map((place) => place.id);
    const own = await database.readTenant(tenantId, (tx) =>
      selectTasks(tx).where('tasks.id', '=', sql<TaskId>`any(${ids})`).execute(),
    );
    tasks.push(...own.map((task) => ({ ...task, tenantId })));
  }
  return tasks
    .filter((task) => code === undefined || task.error?.code === code)
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** Whose a task is. Rejects with `task-not-found`. */
export async function findTenantOfTask(database: Database, taskId: TaskId): Promise<TenantId> {
  const row = await database.withDispatcher((tx) =>
    tx.selectFrom('tasks').select('tenant_id').where('id', '=', taskId).executeTakeFirst(),
  );
  if (!row) throw new EfirError('task-not-found', { id: taskId });
  return row.tenant_id;
}
