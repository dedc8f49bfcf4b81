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
  let rest = new Float32Array(0);
  for await (const chunk of chunks) {
    const samples = rest.length === 0 ? chunk : concatenate([rest, chunk]);
    let offset = 0;
    for (; offset + frameLength <= samples.length; offset += frameLength) {
      finder.push(samples.subarray(offset, offset + frameLength));
    }
    rest = samples.slice(offset);
    yield* finder.take();
  }
  if (rest.length > 0) finder.push(rest);
  finder.end();
  yield* finder.take();
}

function createFinder() {
  const isLoud = createLevelGate();
  let waiting: Float32Array[] = [];
  let speaking = false;
  let loudRun = 0;
  let quietRun = 0;
  let position = 0;
  let ready: Stretch[] = [];

  /** Gives out the first `count` waiting frames as one kind. */
  const release = (count: number, speech: boolean) => {
    for (let left = count; left > 0; left -= longest) {
      const samples = concatenate(waiting.slice(0, Math.min(left, longest)));
      waiting = waiting.slice(Math.min(left, longest));
      ready.push({ start: position, samples, speech });
      position += samples.length;
    }
  };
  const listen = () => {
    if (loudRun >= onset) {
      release(Math.max(0, waiting.length - onset - pad), false);
      speaking = true;
    } else if (waiting.length >= longest + pad + onset) release(longest, false);
  };
  const follow = () => {
    if (quietRun >= gap) {
      release(waiting.length - gap + pad, true);
      speaking = false;
    } else if (waiting.length >= longest + gap) release(longest, true);
  };

  return {
    push(frame: Float32Array) {
      waiting.push(frame);
      const loud = isLoud(frame);
      loudRun = loud ? loudRun + 1 : 0;
      quietRun = loud ? 0 : quietRun + 1;
      if (speaking) follow();
      else listen();
    },
    end() {
      release(waiting.length, speaking);
    },
    take(): Stretch[] {
      const taken = ready;
      ready = [];
      return taken;
    },
  };
}

function createLevelGate(): (frame: Float32Array) => boolean {
  let floor = lowestFloor;
  return (frame) => {
    const level = measureLevel(frame);
    if (level <= digitalSilence) return false;
    floor = Math.max(lowestFloor, Math.min(highestFloor, level, floor + rise));
    return level >= floor + margin;
  };
}

/** Level of a frame without its direct current, in dB of full scale. */
function measureLevel(frame: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (const sample of frame) {
    sum += sample;
    squares += sample * sample;
  }
  const power = squares / frame.length - (sum / frame.length) ** 2;
  return 10 * Math.log10(Math.max(power, 1e-12));
}

/** Always a copy: chunks belong to whoever made them. */
function concatenate(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
