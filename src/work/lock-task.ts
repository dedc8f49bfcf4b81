import type { Selectable } from 'kysely';
import type { AttemptId, TaskId } from '../core/ids.ts';
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

/**
 * Reads an attempt. A statement of its own after the lock, never a join with it: a join that waited for the lock
 * sees the new task beside the attempt as it was before.
 */
export async function readAttempt(tx: TenantRead, attemptId: AttemptId): Promise<AttemptRow | undefined> {
  return tx.selectFrom('attempts').selectAll().where('id', '=', attemptId).executeTakeFirst();
}

export function isOpen(attempt: Pick<AttemptRow, 'state'>): boolean {
  return attempt.state === 'dispatched' || attempt.state === 'running';
}

export function refOf(task: TaskRow): TaskRef {
  return { tenantId: task.tenant_id, taskId: task.id, recordingId: task.recording_id, kind: task.kind };
}
