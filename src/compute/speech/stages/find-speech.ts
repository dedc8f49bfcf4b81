import { sampleRate } from '../../../ports/media-tool.ts';
import type { SpeechDetector } from '../../../ports/speech-detector.ts';

/** A run of samples that is all speech or all not. Neighbours of the same kind may follow each other. */
export interface Stretch {
  /** Position of the first sample in the recording. */
  readonly start: number;
  readonly samples: Float32Array;
  readonly speech: boolean;
}

/** Seconds kept before and after speech, so that soft beginnings and ends of words stay whole. */
const padSeconds = 0.21;
/** Seconds without speech that end it; shorter gaps belong to the sentence. */
const gapSeconds = 0.45;
/** Speech that is found this early, in seconds, began with the recording: detectors need a moment to settle. */
const earlySeconds = 0.6;
/** Frames of speech that begin it: one alone is a click. */
const onset = 2;
/** Seconds of the longest stretch: keeps memory flat and lets progress be told. */
const longestSeconds = 0.9;
/** Seconds that the detector is asked about at once: with one, all of it costs 5 to 8 % more. */
const askedSeconds = 2;

/**
 * Tells speech from all else, frame by frame as the detector judges, smoothed. All samples come out again, in order,
 * and the borders depend on the samples alone, not on how they were chunked, so that a resumed run sees the same.
 */
export async function* findSpeech(
  chunks: AsyncIterable<Float32Array>,
  detector: Pick<SpeechDetector, 'frameLength' | 'judge'>,
  signal?: AbortSignal,
): AsyncGenerator<Stretch, void, void> {
  const finder = createFinder(detector.frameLength);
  for await (const samples of rechunk(chunks, detector.frameLength)) {
    yield* finder.push(samples, await detector.judge(samples, signal));
  }
  yield* finder.end();
}

/** Whole frames, about two seconds of them; only the last may be broken. */
async function* rechunk(
  chunks: AsyncIterable<Float32Array>,
  frameLength: number,
): AsyncGenerator<Float32Array, void, void> {
  const size = Math.round((askedSeconds * sampleRate) / frameLength) * frameLength;
  let held = new Float32Array(size);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length; ) {
      const part = chunk.subarray(offset, offset + size - filled);
      held.set(part, filled);
      filled += part.length;
      offset += part.length;
      if (filled < size) continue;
      yield held;
      held = new Float32Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield held.subarray(0, filled);
}

function createFinder(frameLength: number) {
  const toFrames = (seconds: number) => Math.round((seconds * sampleRate) / frameLength);
  const [pad, gap, longest] = [toFrames(padSeconds), toFrames(gapSeconds), toFrames(longestSeconds)];
  const early = toFrames(earlySeconds);
  // Frames that are not decided on yet, in one place that is used again and again: an hour has 120,000 frames.
  const waiting = new Float32Array((longest + gap + pad + onset + 1) * frameLength);
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
    return position === 0 && frames <= early ? [] : release(frames - onset - pad, false);
  };
  const follow = (frames: number): Stretch[] => {
    if (quietRun < gap) return frames >= longest + gap ? release(longest, true) : [];
    speaking = false;
    return release(frames - gap + pad, true);
  };
  const judgeFrame = (loud: boolean): Stretch[] => {
    loudRun = loud ? loudRun + 1 : 0;
    quietRun = loud ? 0 : quietRun + 1;
    return speaking ? follow(filled / frameLength) : listen(filled / frameLength);
  };

  return {
    *push(samples: Float32Array, flags: Uint8Array): Generator<Stretch, void, void> {
      for (let frame = 0; frame < flags.length; frame++) {
        const part = samples.subarray(frame * frameLength, (frame + 1) * frameLength);
        waiting.set(part, filled);
        filled += part.length;
        // A broken frame at the very end is decided on with the rest.
        if (part.length === frameLength) yield* judgeFrame(flags[frame] === 1);
      }
    },
    *end(): Generator<Stretch, void, void> {
      while (filled > 0) yield* release(longest, speaking);
    },
  };
}
