import type { RecordingState, StoredError, TaskState } from '../../db/schema.ts';
import type { Step } from '../../work/judge-steps.ts';

/**
 * What the steps of a recording make of it: it is in work from the first that begins, ends with the last that ends,
 * and fails with the error of the first that failed.
 */
export function judgeRecording(steps: readonly Pick<Step, 'state' | 'error'>[]): {
  readonly state: RecordingState;
  readonly error: StoredError | null;
} {
  const has = (state: TaskState) => steps.some((step) => step.state === state);
  if (has('waiting') || has('queued') || has('dispatched') || has('running'))
    return { state: has('running') || has('succeeded') ? 'running' : 'queued', error: null };
  const dead = steps.find((step) => step.state === 'dead');
  if (dead) return { state: 'failed', error: dead.error };
  return { state: has('cancelled') ? 'cancelled' : 'succeeded', error: null };
}
