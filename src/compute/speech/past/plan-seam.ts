import type { Note } from '../../../wire/event-message.ts';
import type { HeardChannel, PastHearing, StoredWord } from '../../../wire/past-hearing.ts';

/** Where a run goes on behind the pieces of earlier ones. */
export interface Seam {
  /**
   * The pieces before are cut as this run cuts them: their indexes tell which are stored. Otherwise their place does, and
   * the first piece of each channel begins at the last stored words.
   */
  readonly sameCuts: boolean;
  /** Of a channel, where cuts differ: the second from which it is heard, and the stored words that are heard again. */
  startOf(channel: number | undefined): ChannelStart;
  readonly notes: readonly Note[];
}

export interface ChannelStart {
  readonly from: number;
  /** Up to here words are stored. */
  readonly until: number;
  readonly tail: readonly StoredWord[];
}

/** Seconds before the last stored word's end that are heard again: it was cut by what an engine took for its end. */
const heardAgain = 1.5;
/** Seconds by which the end of what is stored may lie behind its last word, to be that word's end. */
const tolerance = 0.05;

/**
 * Compares what cut the stored pieces with `detectors`, the names of those of this run by channel. `stored` pieces of
 * which nothing is known (they are older than this knowledge) are taken for cut alike.
 */
export function planSeam(
  past: PastHearing | undefined,
  stored: number,
  detectors: ReadonlyMap<number | undefined, string>,
): Seam {
  const known = past?.channels.reduce((sum, { pieces }) => sum + pieces, 0) ?? 0;
  const channels = stored > 0 && known >= stored ? (past?.channels ?? []) : [];
  const other = channels.find((one) => one.detector !== detectors.get(one.channel));
  const sameCuts = other === undefined;
  return {
    sameCuts,
    startOf: (channel) => findStart(sameCuts ? undefined : channels.find((one) => one.channel === channel)),
    notes: other ? noteChange(past, other, detectors.get(other.channel) ?? 'none') : [],
  };
}

function findStart(stored: HeardChannel | undefined): ChannelStart {
  if (!stored) return { from: 0, until: 0, tail: [] };
  const { until, tail } = stored;
  const ends = (tail.at(-1)?.end ?? 0) >= until - tolerance;
  return ends ? { from: Math.max(0, until - heardAgain), until, tail } : { from: until, until, tail: [] };
}

/** Where an earlier run noted that it cut otherwise than the one before it, nothing is new. */
function noteChange(past: PastHearing | undefined, { detector }: HeardChannel, now: string): Note[] {
  const code = 'speech-detector-changed';
  if (detector === undefined && past?.notes.some((note) => note.code === code)) return [];
  return [{ code, args: { first: detector ?? 'unknown', now } }];
}
