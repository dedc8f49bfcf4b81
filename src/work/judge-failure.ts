import type { RetryPolicy } from '../compute/define-task.ts';
import { EfirError, type ErrorCode, type ErrorRecord, isErrorCode } from '../core/errors.ts';
import type { TaskRow } from './lock-task.ts';

/** A failure as a worker reports it; the code may be of a version that we do not know. */
export interface ReportedFailure {
  readonly code: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly transient: boolean;
}

type Counters = Pick<TaskRow, 'failures' | 'losses' | 'failures_by_code'>;

/** What becomes of a task after a failure or a loss: `delay` (seconds) until it waits again, or the error it dies of. */
export type Fate = { readonly counters: Counters } & (
  | { readonly delay: number; readonly error: ErrorRecord }
  | { readonly dead: ErrorRecord }
);

/** Workers lost in a row, without a new checkpoint, before the task is given up. */
export const lossLimit = 5;

/**
 * Judges a failed attempt by the policy of its kind: a code with a rule of its own by that rule, another one again
 * when it is transient and retries are left, else the task is dead. All counts begin anew at each checkpoint.
 * `random` (0 to 1) spreads tasks that failed together.
 */
export function judgeFailure(
  policy: RetryPolicy,
  counters: Counters,
  failure: ReportedFailure,
  random: number = Math.random(),
): Fate {
  const error = EfirError.fromRecord(failure).toRecord();
  const special = isErrorCode(failure.code) ? policy.special[failure.code] : undefined;
  if (special) return judgeSpecial(special, counters, error);
  const failures = counters.failures + 1;
  const counted = { ...counters, failures };
  if (!failure.transient || failures > policy.retries) return { counters: counted, dead: error };
  const delay = Math.min(policy.maxDelay, policy.delay * 2 ** (failures - 1));
  return { counters: counted, delay: delay * (0.8 + 0.4 * random), error };
}

/** Judges a lost worker: costs nothing while checkpoints advance, and the task goes on at once. */
export function judgeLoss(counters: Counters, started: boolean): Fate {
  const losses = counters.losses + (started ? 1 : 0);
  const counted = { ...counters, losses };
  const error: ErrorRecord = { code: 'worker-lost', args: { losses } };
  return losses >= lossLimit ? { counters: counted, dead: error } : { counters: counted, delay: 0, error };
}

function judgeSpecial(
  rule: { readonly limit: number; readonly delay: number; readonly becomes: ErrorCode },
  counters: Counters,
  error: ErrorRecord,
): Fate {
  const times = (counters.failures_by_code[error.code] ?? 0) + 1;
  const counted = { ...counters, failures_by_code: { ...counters.failures_by_code, [error.code]: times } };
  if (times < rule.limit) return { counters: counted, delay: rule.delay, error };
  return { counters: counted, dead: { code: rule.becomes, args: { ...error.args, times } } };
}
