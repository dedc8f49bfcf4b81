import { sampleRate } from '../../../ports/media-tool.ts';

/** A run of samples that is all speech or all not. Neighbours of the same kind may follow each other. */
export interface Stretch {
  /** Position of the first sample in the recording. */
  readonly start: number;
  readonly samples: Float32Array;
  readonly speech: boolean;
}

/** 30 ms: short enough for a consonant, long enough for a steady level. */
const frameLength = 480;
/** Frames kept before and after speech (0.21 s), so that soft beginnings and ends of words stay whole. */
const pad = 7;
/** Frames below the threshold that end speech (0.45 s); shorter gaps belong to the sentence. */
const gap = 15;
/** Frames above the threshold that begin speech: one alone is a click. */
const onset = 2;
/** Longest stretch, in frames (about 1 s): keeps memory flat and lets progress be told. */
const longest = 34;

/** Level in dB of full scale under which there is nothing, only dither: such frames do not teach the noise floor. */
const digitalSilence = -85;
/** Where the noise floor starts and the lowest it gets: an unknown recording is assumed to be a quiet one. */
const lowestFloor = -70;
/** Highest noise floor: whatever is louder than this plus the margin may be speech over music, and is kept. */
const highestFloor = -42;
/** Decibels over the floor that count as speech. */
const margin = 8;
/** How fast the floor may rise: 3 dB per second; between words it falls back at once. */
const rise = (3 * frameLength) / sampleRate;

/**
 * Tells speech from silence by its level over an adaptive noise floor. Errs towards speech: a word that is cut off
 * is lost, noise that is passed on only costs time. All samples come out again, in order, and the borders depend on
 * the samples alone, not on how they were chunked, so that a resumed run sees the same.
 */
export async function* findSpeech(chunks: AsyncIterable<Float32Array>): AsyncGenerator<Stretch, void, void> {
  const finder = createFinder();
  for await (const chunk of chunks) yield* finder.push(chunk);
  yield* finder.end();
}

function createFinder() {
  const isLoud = createLevelGate();
  // Frames that are not decided on yet, in one place that is used again and again: an hour has 120,000 frames.
  const waiting = new Float32Array((longest + gap + pad + onset) * frameLength);
  let filled = 0;
  let speaking = false;
  let loudRun = 0;
  let quietRun = 0;
  let position = 0;

  /** Gives out the first `frames` waiting ones as one kind. */
  const release = (frames: number, speech: boolean): Stretch[] => {
    const count = Math.min(frames * frameLength, filled);
    if (count <= 0) return [];
    const stretch = { start: position, samples: waiting.slice(0, count), speech };
    waiting.copyWithin(0, count, filled);
    filled -= count;
    position += count;
    return [stretch];
  };
  const listen = (frames: number): Stretch[] => {
    if (loudRun < onset) return frames >= longest + pad + onset ? release(longest, false) : [];
    speaking = true;
    return release(frames - onset - pad, false);
  };
  const follow = (frames: number): Stretch[] => {
    if (quietRun < gap) return frames >= longest + gap ? release(longest, true) : [];
    speaking = false;
    return release(frames - gap + pad, true);
  };
  const judgeFrame = (): Stretch[] => {
    const loud = isLoud(measureLevel(waiting, filled - frameLength, filled));
    loudRun = loud ? loudRun + 1 : 0;
    quietRun = loud ? 0 : quietRun + 1;
    return speaking ? follow(filled / frameLength) : listen(filled / frameLength);
  };

  return {
    *push(chunk: Float32Array): Generator<Stretch, void, void> {
      for (let offset = 0; offset < chunk.length; ) {
        const end = Math.min(chunk.length, offset + frameLength - (filled % frameLength));
        for (; offset < end; offset++) waiting[filled++] = chunk[offset] ?? 0;
        if (filled % frameLength === 0) yield* judgeFrame();
      }
    },
    *end(): Generator<Stretch, void, void> {
      while (filled > 0) yield* release(longest, speaking);
    },
  };
}

function createLevelGate(): (level: number) => boolean {
  let floor = lowestFloor;
  return (level) => {
    if (level <= digitalSilence) return false;
    floor = Math.max(lowestFloor, Math.min(highestFloor, level, floor + rise));
    return level >= floor + margin;
  };
}

/** Level of samples `from` to `to` without their direct current, in dB of full scale. */
function measureLevel(samples: Float32Array, from: number, to: number): number {
  let sum = 0;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const sample = samples[i] ?? 0;
    sum += sample;
    squares += sample * sample;
  }
  const count = to - from;
  return 10 * Math.log10(Math.max(squares / count - (sum / count) ** 2, 1e-12));
}
