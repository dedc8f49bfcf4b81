import { sql } from 'kysely';
import { createTaskId, type RecordingId, type TaskId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';

export interface NewTask extends TaskTerms {
  readonly recordingId: RecordingId;
  readonly kind: string;
}

interface TaskTerms {
  /** Queue of a named engine; absent: the default queue of the kind. */
  readonly engine?: string | undefined;
  /** Higher goes first. */
  readonly priority?: number | undefined;
  /** Known to be a few minutes of sound at most: a place is kept for such (choose-tasks.ts). */
  readonly short?: boolean | undefined;
  /** When it is due, if not now: a time, or so many seconds from now. */
  readonly due?: Date | number | undefined;
}

/** A step of a recipe: a kind of task, and the kinds of the steps before it that it needs. */
export interface NewStep {
  readonly kind: string;
  readonly needs: readonly string[];
}

/** Adds a task. After the commit the caller sends the hint `tasks`, so that it is handed out at once. */
export async function enqueueTask(tx: TenantTx, { recordingId, kind, ...terms }: NewTask): Promise<TaskId> {
  const ids = await enqueueSteps(tx, recordingId, [{ kind, needs: [] }], terms);
  return ids.get(kind) as TaskId;
}

/**
 * Adds the tasks of a recipe, parents before their dependants. Those that need nothing are due as `terms` say, and
 * have the engine that they name; the others wait for what they need. Gives the tasks by kind.
 */
export async function enqueueSteps(
  tx: TenantTx,
  recordingId: RecordingId,
  steps: readonly NewStep[],
  terms: TaskTerms = {},
): Promise<ReadonlyMap<string, TaskId>> {
  const { ids, rows } = prepareSteps(tx, { recordingId, steps, terms });
  await tx.insertInto('tasks').values(rows).execute();
  return ids;
}

/** What is to be made of one recording. */
export interface NewSteps {
  readonly recordingId: RecordingId;
  readonly steps: readonly NewStep[];
  readonly terms: TaskTerms;
}

/** The same for several recordings, in one statement. */
export async function enqueueStepsOfAll(tx: TenantTx, all: readonly NewSteps[]): Promise<void> {
  const rows = all.flatMap((one) => prepareSteps(tx, one).rows);
  await tx.insertInto('tasks').values(rows).execute();
}

function prepareSteps({ tenantId }: TenantTx, { recordingId, steps, terms }: NewSteps) {
  // Ids grow: whoever locks the steps of a recording by id meets parents first.
  const ids = new Map(steps.map(({ kind }) => [kind, createTaskId()]));
  const rows = steps.map(({ kind, needs }) => ({
    tenant_id: tenantId,
    id: ids.get(kind) as TaskId,
    recording_id: recordingId,
    kind,
    engine: (needs.length === 0 && terms.engine) || null,
    state: needs.length === 0 ? ('queued' as const) : ('waiting' as const),
    priority: terms.priority ?? 0,
    needs: needs.map((parent) => ids.get(parent) as TaskId),
    steps: steps.length,
    short: terms.short ?? false,
    due_at: writeDue(terms.due),
  }));
  return { ids, rows };
}

function writeDue(due: Date | number | undefined) {
  return due instanceof Date ? due : sql<Date>`now() + make_interval(secs => ${due ?? 0})`;
}
