import { sampleRate } from '../../ports/media-tool.ts';

/*
 * What has to be known of Whisper, and of what speaks for it over HTTP.
 */

/** Of nothing at all, Whisper invents words. */
export function isHeard(samples: Float32Array): boolean {
  return samples.some((sample) => Math.abs(sample) > quietest);
}
/** Half a step of 16 bits. */
const quietest = 0.5 / 32_768;

/** Adds silence to a piece of less than a second: shorter ones are refused, or badly heard. */
export function padPiece(samples: Float32Array): Float32Array {
  if (samples.length >= sampleRate) return samples;
  const padded = new Float32Array(sampleRate);
  padded.set(samples);
  return padded;
}

/** Letters; Whisper keeps the last 224 tokens of a prompt, and a token is two letters or more. */
const longestPrompt = 600;

/**
 * Writes hot words as a prompt: Whisper takes it for what was said before, and spells alike. Of too many the first are kept,
 * and they stand last, nearest to what is said. Nothing for none.
 */
export function writePrompt(hotWords: readonly string[]): string | undefined {
  const kept: string[] = [];
  let letters = 0;
  for (const word of hotWords) {
    letters += word.length + 2;
    if (letters > longestPrompt) break;
    kept.push(word);
  }
  return kept.length > 0 ? `${kept.toReversed().join(', ')}.` : undefined;
}
