import type { ErrorRecord } from '../core/errors.ts';
import type { RecordingId, TaskId, TenantId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import type { WorkerEvent } from '../wire/event-message.ts';

/**
 * What the happenings of a task mean for our data. The domain gives one per kind of task; the task machine calls it
 * inside the transaction that stores the happening, once for each, in order.
 */
export type TaskEffects = (tx: TenantTx, task: TaskRef, happening: Happening) => Promise<void>;

export interface TaskRef {
  readonly tenantId: TenantId;
  readonly taskId: TaskId;
  readonly recordingId: RecordingId;
  readonly kind: string;
}

export type Happening =
  /** What a worker reported; `failed`, `stopped` and `alive` concern the machine alone and never come here. */
  | Exclude<WorkerEvent, { type: 'failed' | 'stopped' | 'alive' }>
  /** Waits again, after a failure or a lost worker. */
  | { readonly type: 'queued' }
  /** Given up: `error` says why. */
  | { readonly type: 'dead'; readonly error: ErrorRecord }
  | { readonly type: 'cancelled' };
