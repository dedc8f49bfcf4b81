/** A recording in work, as far as its progress tells. Seconds, times in milliseconds. */
export interface Pace {
  readonly duration: number;
  readonly processed: number;
  /** When the first progress of the run came, and where the recording stood then. */
  readonly since: number | undefined;
  readonly from: number;
  /** When it came to where it stands. */
  readonly latest: number | undefined;
  /** When its worker gave its last sign of life, where that is known. */
  readonly heard?: number | undefined;
}

/** From this share of the recording on, its own pace alone counts. */
const ownShare = 0.1;
/** Of what is left, so much is told at least while no new progress comes: an estimate never says that it is done. */
const leastLeft = 0.25;
/** More than three years is no estimate, whatever a worker says of its progress. */
const mostLeft = 1e8;

/**
 * Seconds until a recording in work is done: by its own pace, as far as it is known, and by `usual`, the pace of that
 * engine and model (seconds of sound in a second). Undefined while neither is known. It goes down for as long as the worker
 * is heard of, and stays where it was when that ends.
 */
export function estimateLeft(pace: Pace, usual: number | undefined, now: number): number | undefined {
  const { duration, from, heard = now, latest, processed, since } = pace;
  if (duration <= 0) return undefined;
  const left = Math.max(0, duration - processed);
  if (left === 0) return 0;
  const done = processed - from;
  const took = since === undefined || latest === undefined ? 0 : (latest - since) / 1000;
  const ownCost = done > 0 && took > 0 ? took / done : undefined;
  const usualCost = usual === undefined ? undefined : 1 / usual;
  const cost = blend(ownCost, usualCost, Math.min(1, done / (ownShare * duration)));
  if (cost === undefined || Number.isNaN(cost)) return undefined;
  const silent = latest === undefined ? 0 : Math.max(0, Math.min(now, heard) - latest) / 1000;
  return Math.min(mostLeft, Math.max(left * cost - silent, left * cost * leastLeft));
}

function blend(own: number | undefined, usual: number | undefined, weight: number): number | undefined {
  if (own === undefined) return usual;
  return usual === undefined ? own : own * weight + usual * (1 - weight);
}

/**
 * Seconds until a recording that waits is done: until `place` tasks before it have begun at places for `slots` tasks
 * that take `taskSeconds` each, and then its own time. Undefined while nobody knows how long tasks take.
 */
export function estimateWait(queue: {
  readonly place: number;
  readonly slots: number;
  readonly taskSeconds: number | undefined;
  /** Of this recording, where it is known. */
  readonly ownSeconds: number | undefined;
}): number | undefined {
  const { ownSeconds, place, slots, taskSeconds } = queue;
  const run = ownSeconds ?? taskSeconds;
  if (run === undefined) return undefined;
  if (slots === 0) return Math.min(mostLeft, place * (taskSeconds ?? run) + run);
  // Those in work are half done on the average.
  return Math.min(mostLeft, ((place + 0.5) * (taskSeconds ?? run)) / slots + run);
}
