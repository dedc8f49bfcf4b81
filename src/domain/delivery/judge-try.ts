import { EfirError, type ErrorRecord } from '../../core/errors.ts';

/** What came of sending: an answer's status, or the error that stood in its place. */
export type TryOutcome =
  | {
      readonly status: number;
      /** Seconds that the target asks to be left alone. */
      readonly retryAfter?: number | undefined;
    }
  | { readonly error: EfirError };

export type TryFate =
  | { readonly state: 'delivered' }
  /** Tried again after `delay` seconds. */
  | { readonly state: 'waiting'; readonly error: ErrorRecord; readonly delay: number }
  | { readonly state: 'failed'; readonly error: ErrorRecord };

/** Seconds before each retry. */
export const standardSchedule: readonly number[] = [30, 120, 600, 3600];

/** Of the 4xx these say "later", not "never". */
const laterStatuses = [408, 425, 429];
/** Seconds that a target may ask for at most. */
const longestDelay = 86_400;

/**
 * What becomes of a delivery after a try. `failures`: how many tries failed before this one. Any 2xx is a success; of
 * the other answers and of silence the schedule's retries follow, but 4xx and a forbidden address end it.
 */
export function judgeTry(schedule: readonly number[], failures: number, outcome: TryOutcome): TryFate {
  if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) return { state: 'delivered' };
  const error =
    'error' in outcome ? outcome.error : new EfirError('target-refused', { status: outcome.status });
  const planned = schedule[failures];
  if (planned === undefined || isFinal(outcome)) return { state: 'failed', error: error.toRecord() };
  const asked = 'status' in outcome ? (outcome.retryAfter ?? 0) : 0;
  return {
    state: 'waiting',
    error: error.toRecord(),
    delay: Math.max(planned, Math.min(asked, longestDelay)),
  };
}

function isFinal(outcome: TryOutcome): boolean {
  if ('error' in outcome) return !outcome.error.transient;
  return outcome.status >= 400 && outcome.status < 500 && !laterStatuses.includes(outcome.status);
}
