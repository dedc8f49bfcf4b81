import { sampleRate } from '../../../ports/media-tool.ts';
import type { RecognisedWord } from '../../../ports/speech-engine.ts';

const alphabet =
  'alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu'.split(
    ' ',
  );

const slotSamples = 0.4 * sampleRate;
/** A slot quieter than this (root mean square, -60 dBFS) is silence. */
const quiet = 0.001;

/** One word for every 0.4 s that is not silent; a rest of less than 0.2 s counts only when there is nothing else. */
export function listHeardWords(samples: Float32Array): RecognisedWord[] {
  const slots = Math.max(1, Math.round(samples.length / slotSamples));
  return Array.from({ length: slots }, (_, slot) => hearWord(samples, slot)).filter(
    (word) => word !== undefined,
  );
}

function hearWord(samples: Float32Array, slot: number): RecognisedWord | undefined {
  const from = slot * slotSamples;
  const heard = samples.subarray(from, from + slotSamples);
  const { loudness, hash } = measure(heard);
  if (!(loudness > quiet)) return undefined;
  return {
    // The slot takes part, so that a steady tone does not become one word for ever.
    text: alphabet[(hash + slot) % alphabet.length] ?? 'alpha',
    start: from / sampleRate,
    end: Math.min(samples.length, from + slotSamples * 0.9) / sampleRate,
    confidence: 0.5 + (hash % 50) / 100,
  };
}

/** Every 16th sample, in 8-bit steps: cheap, and the same on every machine that decodes alike. */
function measure(samples: Float32Array): { loudness: number; hash: number } {
  let sum = 0;
  let hash = 17;
  let count = 0;
  for (let index = 0; index < samples.length; index += 16) {
    const sample = samples[index] ?? 0;
    sum += sample * sample;
    hash = (hash * 31 + Math.round(sample * 127) + 128) % 1_000_003;
    count++;
  }
  return { loudness: Math.sqrt(sum / Math.max(1, count)), hash };
}
