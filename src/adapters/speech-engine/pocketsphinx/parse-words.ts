import type { RecognisedWord } from '../../../ports/speech-engine.ts';

/** `was(2) 0.330 0.540 0.999800`: word with its variant, start, end, posterior probability. */
const wordLine = /^(\S+?)(?:\(\d+\))? (\d+\.\d+) (\d+\.\d+) (\d+\.\d+)$/;
/** `<s>`, `<sil>`, `[NOISE]`, `++UH++`: what was heard and is no word. */
const filler = /^(<.*>|\[.*\]|\+\+.*\+\+)$/;

/** Reads the output of `pocketsphinx_continuous -time yes`, utterance after utterance; times in seconds. */
export function parseWords(output: string): RecognisedWord[] {
  return output
    .split('\n')
    .map((line) => wordLine.exec(line.trim()))
    .filter((match) => match !== null && !filler.test(match[1] ?? ''))
    .map((match) => ({
      text: match?.[1] ?? '',
      start: Number(match?.[2]),
      end: Number(match?.[3]),
      confidence: Math.min(1, Number(match?.[4])),
    }));
}
