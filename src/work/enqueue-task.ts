import { createTaskId, type RecordingId, type TaskId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';

export interface NewTask {
  readonly recordingId: RecordingId;
  readonly kind: string;
  /** Queue of a named engine; absent: the default queue of the kind. */
  readonly engine?: string;
  /** Higher goes first. */
  readonly priority?: number;
}

/** Adds a task that is due now. After the commit the caller sends the hint `tasks`, so that it is handed out at once. */
export async function enqueueTask(tx: TenantTx, task: NewTask): Promise<TaskId> {
  const id = createTaskId();
  await tx
    .insertInto('tasks')
    .values({
      tenant_id: tx.tenantId,
      id,
      recording_id: task.recordingId,
      kind: task.kind,
      engine: task.engine ?? null,
      state: 'queued',
      priority: task.priority ?? 0,
    })
    .execute();
  return id;
}
