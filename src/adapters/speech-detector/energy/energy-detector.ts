import { sampleRate } from '../../../ports/media-tool.ts';
import type { SpeechDetector, SpeechDetectorAdapter } from '../../../ports/speech-detector.ts';

/**
 * Takes for speech what is louder than an adaptive noise floor: needs no model. Errs towards speech (music is speech
 * to it): a word that is cut off is lost, noise that is passed on only costs time.
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
const lowestFloor = -70;
/** Highest noise floor: whatever is louder than this plus the margin may be speech over music, and is kept. */
const highestFloor = -42;
/** Decibels over the floor that count as speech. */
const margin = 8;
/** How fast the floor may rise: 3 dB per second; between words it falls back at once. */
const rise = (3 * frameLength) / sampleRate;

export function createEnergyDetector(): SpeechDetector {
  const isLoud = createLevelGate();
  return {
    name: 'energy',
    frameLength,
    judge: async (samples) => {
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
