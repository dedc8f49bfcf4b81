import { sampleRate } from '../../../ports/media-tool.ts';

/** How loud a piece is in its louder parts, in dB of full scale, and by how many dB its quieter parts lie below. */
export function measureSpeech(samples: Float32Array): { level: number; swing: number } {
  const levels = measureLevels(samples).toSorted();
  const at = (share: number) => levels[Math.floor(share * (levels.length - 1))] ?? silence;
  return { level: at(0.95), swing: at(0.95) - at(0.2) };
}

/**
 * The quietest moment of samples `from` to `to`: the middle of the 100 ms with the least power, the last of equals.
 * Where they are shorter, their middle.
 */
export function findQuietMoment(samples: Float32Array, from: number, to: number): number {
  const span = sampleRate / 10;
  const step = span / 2;
  let best = { power: Number.POSITIVE_INFINITY, at: Math.floor((from + to) / 2) };
  for (let at = from; at + span <= to; at += step) {
    let power = 0;
    for (let index = at; index < at + span; index++) power += (samples[index] ?? 0) ** 2;
    if (power <= best.power) best = { power, at: at + step };
  }
  return best.at;
}

const silence = -120;
/** 20 ms: shorter than a syllable. */
const frame = sampleRate / 50;

function measureLevels(samples: Float32Array): Float64Array {
  const levels = new Float64Array(Math.max(1, Math.floor(samples.length / frame))).fill(silence);
  for (let place = 0; place < levels.length; place++) {
    let squares = 0;
    const end = Math.min(samples.length, (place + 1) * frame);
    for (let index = place * frame; index < end; index++) squares += (samples[index] ?? 0) ** 2;
    levels[place] = 10 * Math.log10(Math.max(squares / frame, 1e-12));
  }
  return levels;
}
