import type { TaskId } from '../core/ids.ts';
import type { StoredError, TaskState } from '../db/schema.ts';

/** A step of a recording's recipe, as far as the others depend on it. */
export interface Step {
  readonly id: TaskId;
  readonly kind: string;
  readonly state: TaskState;
  readonly error: StoredError | null;
  /** Steps of the same recording that have to succeed first. */
  readonly needs: readonly TaskId[];
}

/**
 * Carries the steps of one recording on from where they stand: a waiting step whose needs have succeeded is due, one
 * of whose needs has failed or was cancelled ends as cancelled with `step-failed` (kind), and such an end is taken
 * back when that need is in work again. Steps that anything else happened to stay as they are. Parents stand before
 * their dependants. Gives all steps; judging them again changes nothing.
 */
export function judgeSteps(steps: readonly Step[]): Step[] {
  const judged = new Map<TaskId, Step>();
  for (const step of steps) judged.set(step.id, isHeld(step) ? judgeHeld(step, judged) : step);
  return [...judged.values()];
}

/** Not begun, and nobody but its needs keeps it from beginning. */
function isHeld(step: Step): boolean {
  return step.state === 'waiting' || (step.state === 'cancelled' && step.error?.code === 'step-failed');
}

function judgeHeld(step: Step, judged: ReadonlyMap<TaskId, Step>): Step {
  const needs = step.needs.map((id) => judged.get(id));
  const failed = needs.find((need) => need?.state === 'dead' || need?.state === 'cancelled');
  if (failed) {
    const { kind } = failed;
    return { ...step, state: 'cancelled', error: { code: 'step-failed', args: { kind } } };
  }
  const done = needs.every((need) => need?.state === 'succeeded');
  return { ...step, state: done ? 'queued' : 'waiting', error: null };
}
