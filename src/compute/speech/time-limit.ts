import type { MediaFacts } from '../../wire/event-message.ts';

/** Seconds of wall time for one attempt at most, and where nobody knows how long the recording is. */
export const longestTime = 4 * 24 * 3600;
/** Enough for a short recording on a machine that is busy with others. */
const leastTime = 15 * 60;
/** Times its length: the slowest engine takes about as long as the recording when it has a core to itself. */
const timesLength = 8;

export interface TimeTerms {
  /** Of the task message: never more than that. */
  readonly time_limit?: number | undefined;
  /** Longest recording accepted: a bound where the file does not say its length, or has it guessed. */
  readonly max_duration?: number | undefined;
}

/**
 * Seconds that recognising a recording may take. A worker that is alive is not proof that it gets anywhere: an engine
 * may be stuck in a piece for ever.
 */
export function limitTime(
  facts: Pick<MediaFacts, 'duration' | 'duration_estimated'>,
  terms: TimeTerms,
): number {
  const known = facts.duration > 0 && !facts.duration_estimated;
  const length = known ? facts.duration : terms.max_duration;
  const byLength = length === undefined ? longestTime : leastTime + timesLength * length;
  // Timers of Node end at once when they are set beyond 24 days.
  return Math.min(byLength, terms.time_limit ?? longestTime, longestTime);
}
