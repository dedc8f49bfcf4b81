import { EfirError } from '../../../core/errors.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type { SpeechDetector, SpeechDetectorAdapter } from '../../../ports/speech-detector.ts';

/**
 * Takes for speech what is louder than the noise around it and not steady: needs no model. Errs towards speech (music that
 * moves is speech to it): a word that is cut off is lost, a sound that is passed on only costs time.
 */
export const energyDetector: SpeechDetectorAdapter = {
  name: 'energy',
  load: async () => createEnergyDetector(),
};

/** 30 ms: short enough for a consonant, long enough for a steady level. */
const frameLength = 480;
/** Level in dB of full scale under which there is nothing, only dither: such frames do not teach the noise floor. */
const digitalSilence = -85;
/** Where the noise floor starts and the lowest it gets: an unknown recording is assumed to be a quiet one. */
const lowestFloor = -76;
/** Highest noise floor that is learned from the quietest moments: what moves above it may be speech over music. */
const highestFloor = -42;
/** Decibels over the floor that count as speech. */
const margin = 8;
/** The same over the loudest moment of a noise that was found steady: no more, or speech as loud as it would be lost. */
const steadyMargin = 2;
/** How fast the floor may rise: 3 dB per second; between words it falls back at once. */
const rise = (3 * frameLength) / sampleRate;
/** Frames over which a sound is found steady: in two seconds even the most fluent speaker falls off by more. */
const steadyFrames = 66;
/** Decibels between the loudest and the quietest of them. */
const steadySpread = 5;
/** Frames at the very start that are never flagged, so that noise is known for what it is before it is called speech. */
const settlingFrames = 10;

export function createEnergyDetector(): SpeechDetector {
  const measureLevel = createLevelMeter();
  const isLoud = createLevelGate();
  return {
    name: 'energy',
    frameLength,
    judge: async (samples, signal) => {
      if (signal?.aborted) throw new EfirError('cancelled');
      const flags = new Uint8Array(Math.ceil(samples.length / frameLength));
      for (let frame = 0; frame < flags.length; frame++) {
        const from = frame * frameLength;
        const level = measureLevel(samples, from, Math.min(samples.length, from + frameLength));
        flags[frame] = Number(isLoud(level));
      }
      return flags;
    },
    close: async () => {},
  };
}

function createLevelGate(): (level: number) => boolean {
  const recent = createRecentLevels();
  let floor = lowestFloor;
  /** Highest level of the steady noise that was found, as long as nothing is much quieter than it. */
  let noise = Number.NEGATIVE_INFINITY;
  return (level) => {
    const settling = recent.push(level) <= settlingFrames;
    if (level <= digitalSilence) return false;
    if (level < noise - 2 * steadySpread) noise = Number.NEGATIVE_INFINITY;
    noise = recent.findSteady() ?? noise;
    floor = Math.max(lowestFloor, Math.min(highestFloor, level, floor + rise));
    return !settling && level >= Math.max(floor + margin, noise + steadyMargin);
  };
}

/** The last two seconds of levels; of a recording that has just begun, what there is of it. */
function createRecentLevels() {
  const levels = new Float32Array(steadyFrames);
  let count = 0;
  return {
    /** Answers how many there were so far. */
    push: (level: number): number => {
      levels[count % steadyFrames] = level;
      return ++count;
    },
    /** The highest of them where they lie close together. */
    findSteady: (): number | undefined => {
      if (count !== settlingFrames && count < steadyFrames) return undefined;
      let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const level of levels.subarray(0, Math.min(count, steadyFrames))) {
        lowest = Math.min(lowest, level);
        highest = Math.max(highest, level);
      }
      return highest - lowest <= steadySpread ? highest : undefined;
    },
  };
}

/** How much of the sum stays: rumble, hum and direct current below 80 Hz hardly count, and voices keep their overtones. */
const keep = 0.97;

/** Levels of samples `from` to `to`, which follow each other, in dB of full scale. */
function createLevelMeter(): (samples: Float32Array, from: number, to: number) => number {
  let before: number | undefined;
  let passed = 0;
  return (samples, from, to) => {
    let squares = 0;
    before ??= samples[from] ?? 0;
    for (let i = from; i < to; i++) {
      const sample = samples[i] ?? 0;
      passed = sample - before + keep * passed;
      before = sample;
      squares += passed * passed;
    }
    return 10 * Math.log10(Math.max(squares / (to - from), 1e-12));
  };
}
