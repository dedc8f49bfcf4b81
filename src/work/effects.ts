import type { ErrorRecord } from '../core/errors.ts';
import type { RecordingId, TaskId, TenantId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import type { WorkerEvent } from '../wire/event-message.ts';
import type { Step } from './judge-steps.ts';

/**
 * What the happenings of tasks mean for our data. The domain gives one per kind of task; the task machine calls it
 * inside the transaction that stores the happenings, once for all tasks of that kind, after it locked their rows.
 * It is for the effects to lock recordings in the order of their ids.
 */
export type TaskEffects = (tx: TenantTx, stories: readonly TaskStory[]) => Promise<void>;

/** What happened to one task, in order. */
export interface TaskStory {
  readonly task: TaskRef;
  readonly happenings: readonly Happening[];
  /** Where all steps of its recording stand after that, parents first; absent for the only one. */
  readonly steps?: readonly Step[];
}

export interface TaskRef {
  readonly tenantId: TenantId;
  readonly taskId: TaskId;
  readonly recordingId: RecordingId;
  readonly kind: string;
  /** How many steps its recording has; absent for the only one. */
  readonly steps?: number;
}

export type Happening =
  /** What a worker reported; `failed`, `stopped` and `alive` concern the machine alone and never come here. */
  | Exclude<WorkerEvent, { type: 'failed' | 'stopped' | 'alive' }>
  /** The pieces stored so far are void: another program's worker began from the start. */
  | { readonly type: 'restarted' }
  /** Waits again, after a failure or a lost worker. */
  | { readonly type: 'queued' }
  /** Given up: `error` says why. */
  | { readonly type: 'dead'; readonly error: ErrorRecord }
  | { readonly type: 'cancelled' };
