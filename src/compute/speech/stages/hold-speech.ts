import { sampleRate } from '../../../ports/media-tool.ts';
import type { Stretch } from './find-speech.ts';

/** Samples that are not in a piece yet, in one place of fixed size. All numbers but `start` count from its beginning. */
export interface Hold {
  /** Position in the recording of the first sample that is held. */
  readonly start: number;
  readonly length: number;
  /** Where its last speech ends; 0 when it holds none. */
  readonly spoken: number;
  /** Silences between speech, in order; the last one may still go on. */
  readonly pauses: readonly Pause[];
  add(stretch: Stretch): void;
  /** A copy of the first `count` samples, with memory of its own. */
  copy(count: number): Float32Array;
  /** Lets go of the first `count` samples. */
  drop(count: number): void;
  /** The middle of the quietest moment between two places. */
  findQuietest(from: number, to: number): number;
}

export interface Pause {
  readonly from: number;
  readonly to: number;
}

/** Makes one for at most `capacity` samples. */
export function createHold(capacity: number): Hold {
  const held = new Float32Array(capacity);
  let [start, length, spoken] = [0, 0, 0];
  let pauses: Pause[] = [];

  const addPause = (from: number, to: number): void => {
    const last = pauses.at(-1);
    if (last?.to === from) pauses[pauses.length - 1] = { from: last.from, to };
    else pauses.push({ from, to });
  };

  return {
    get start() {
      return start;
    },
    get length() {
      return length;
    },
    get spoken() {
      return spoken;
    },
    get pauses() {
      return pauses;
    },
    add: (stretch) => {
      if (length === 0) start = stretch.start;
      held.set(stretch.samples, length);
      const from = length;
      length += stretch.samples.length;
      if (stretch.speech) spoken = length;
      else addPause(from, length);
    },
    copy: (count) => held.slice(0, count),
    drop: (count) => {
      held.copyWithin(0, count, length);
      start += count;
      length -= count;
      spoken = Math.max(0, spoken - count);
      pauses = pauses
        .filter((pause) => pause.from >= count)
        .map((pause) => ({ from: pause.from - count, to: pause.to - count }));
      // Silence alone is not worth holding.
      if (spoken === 0) length = 0;
    },
    findQuietest: (from, to) => findQuietest(held, from, Math.min(to, length)),
  };
}

/** How long a moment is, and how far one lies from the next. */
const momentSamples = sampleRate / 10;
const stepSamples = momentSamples / 2;

/** The last of equally quiet ones. */
function findQuietest(samples: Float32Array, from: number, to: number): number {
  let best = { power: Number.POSITIVE_INFINITY, middle: Math.floor((from + to) / 2) };
  for (let at = Math.max(0, from); at + momentSamples <= to; at += stepSamples) {
    let power = 0;
    for (let i = at; i < at + momentSamples; i++) power += (samples[i] ?? 0) ** 2;
    if (power <= best.power) best = { power, middle: at + stepSamples };
  }
  return best.middle;
}
