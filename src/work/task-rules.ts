import type { TaskKind } from '../compute/define-task.ts';
import type { EfirError } from '../core/errors.ts';
import type { TenantRead } from '../db/database.ts';
import type { Segment, WorkerEvent } from '../wire/event-message.ts';
import type { ResultMessage } from '../wire/result-message.ts';
import type { TaskMessageInput } from '../wire/task-message.ts';
import type { TaskEffects, TaskRef } from './effects.ts';
import { followSteps } from './follow-steps.ts';

/** All that the task machine needs to know of one kind of task; the domain gives one per kind. */
export interface TaskRules {
  readonly kind: TaskTerms;
  /**
   * What a worker has to know to begin, of each task, in the same order. Called inside the transaction that hands the
   * tasks out; an EfirError ends that task with it (or lets it wait, when the error is transient).
   */
  readonly describe: (
    tx: TenantRead,
    tasks: readonly TaskRef[],
  ) => Promise<readonly (TaskDescription | EfirError)[]>;
  /** Whose work it is, for lines of the log that no message of a worker leads to. */
  readonly origin: (tx: TenantRead, task: TaskRef) => Promise<TaskOrigin>;
  readonly effects: TaskEffects;
  /**
   * What another program's worker made of the task, in our terms; absent where only workers of ours do it. Rejects
   * with an EfirError for an answer that says nothing.
   */
  readonly readResult?: (tx: TenantRead, task: TaskRef, result: ResultMessage) => Promise<ForeignWork>;
}

/** The whole of a task's work at once. */
export interface ForeignWork {
  readonly segments: readonly Segment[];
  readonly success: Omit<Extract<WorkerEvent, { type: 'succeeded' }>, 'type' | 'pieces' | 'blocks'>;
}

/** The part of a task kind that concerns the machine: its name and its rules, not what it does. */
export type TaskTerms = Pick<
  TaskKind<unknown, unknown, unknown>,
  'kind' | 'version' | 'needs' | 'timeLimit' | 'retry'
>;

/** The fields of a task message that the domain knows; the machine adds ids, checkpoints, lease and time limit. */
export type TaskDescription = Pick<
  TaskMessageInput,
  | 'file_path'
  | 'diarize'
  | 'speakers'
  | 'min_speakers'
  | 'max_speakers'
  | 'by_channel'
  | 'hot_words'
  | 'spellings'
  | 'model'
  | 'language'
  | 'resume_language'
  | 'past_hearing'
  | 'max_duration'
  | 'request_id'
  | 'trace'
>;

/** The request that the work goes back to; empty when nobody knows any more. */
export type TaskOrigin = Pick<TaskMessageInput, 'request_id' | 'trace'>;

/** Rules by kind. Throws when two claim the same kind: a start with such a list must not succeed. */
export function indexRules(rules: readonly TaskRules[]): ReadonlyMap<string, TaskRules> {
  const index = new Map(
    rules.map((rule) => [rule.kind.kind, { ...rule, effects: followSteps(rule.effects) }]),
  );
  if (index.size !== rules.length) throw new Error('two rules for one kind of task');
  return index;
}
