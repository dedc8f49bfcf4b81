import { type Selectable, sql } from 'kysely';
import type { AttemptId, RecordingId, TaskId } from '../core/ids.ts';
import type { TenantRead, TenantTx } from '../db/database.ts';
import type { Schema } from '../db/schema.ts';
import type { TaskRef } from './effects.ts';

export type TaskRow = Selectable<Schema['tasks']>;
export type AttemptRow = Selectable<Schema['attempts']>;

/**
 * Locks a task's row until the transaction ends. Whoever changes a task or its attempts locks it first, and locks
 * the recording only afterwards (the effects do): in the other order two transactions wait for each other.
 */
export async function lockTask(tx: TenantTx, taskId: TaskId): Promise<TaskRow | undefined> {
  return tx.selectFrom('tasks').selectAll().where('id', '=', taskId).forUpdate().executeTakeFirst();
}

/** The same for many: in the order of their ids, so that two who lock several do not wait for each other. */
export async function lockTasks(tx: TenantTx, taskIds: readonly TaskId[]): Promise<Map<TaskId, TaskRow>> {
  const rows = await tx
    .selectFrom('tasks')
    .selectAll()
    .where('id', '=', sql<TaskId>`any(${taskIds})`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Locks all tasks of a recording, parents first. Whoever changes steps from outside does it before anything else: the
 * end of a step changes those that depend on it, under the locks of the step and of the recording.
 */
export async function lockTasksOf(tx: TenantTx, recordingId: RecordingId): Promise<TaskRow[]> {
  return tx
    .selectFrom('tasks')
    .selectAll()
    .where('recording_id', '=', recordingId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/**
 * Reads an attempt. A statement of its own after the lock, never a join with it: a join that waited for the lock
 * sees the new task beside the attempt as it was before.
 */
export async function readAttempt(tx: TenantRead, attemptId: AttemptId): Promise<AttemptRow | undefined> {
  return tx.selectFrom('attempts').selectAll().where('id', '=', attemptId).executeTakeFirst();
}

/** The same for many. */
export async function readAttempts(
  tx: TenantRead,
  attemptIds: readonly string[],
): Promise<Map<string, AttemptRow>> {
  const rows = await tx
    .selectFrom('attempts')
    .selectAll()
    .where('id', '=', sql<AttemptId>`any(${attemptIds})`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export function isOpen(attempt: Pick<AttemptRow, 'state'>): boolean {
  return attempt.state === 'dispatched' || attempt.state === 'running';
}

export function refOf(task: TaskRow): TaskRef {
  return {
    ...{ tenantId: task.tenant_id, taskId: task.id, recordingId: task.recording_id, kind: task.kind },
    ...(task.steps > 1 ? { steps: task.steps } : {}),
  };
}
