import { divideWords } from '../../../core/divide-words.ts';
import type { RecognisedWord } from '../../../ports/speech-engine.ts';
import { readTokens, type TimedToken } from './read-tokens.ts';
import type { SherpaResult } from './sherpa-onnx-node.ts';

/**
 * Joins tokens to words: a blank, or a token that begins with one (or `▁`), begins a word; writings without blanks are
 * divided by the dictionary. Where tokens have no times, the words share the piece by their letters, and the engine
 * declares that it has no word times.
 */
export function joinWords(result: SherpaResult, seconds: number, withConfidence: boolean): RecognisedWord[] {
  if (result.timestamps.length === 0 || result.timestamps.length !== result.tokens.length)
    return spreadWords(result.text, seconds);
  const tokens = readTokens(result, seconds);
  const text = tokens.map((token) => token.text).join('');
  let last = 0;
  return divideWords(text).map(({ from, to }) => {
    const own = tokens.filter((token) => token.from < to && token.to > from && token.text.trim() !== '');
    const start = Math.max(last, own[0]?.start ?? last);
    last = start;
    const end = own.reduce((latest, token) => Math.max(latest, token.end), start);
    const word = { text: text.slice(from, to), start, end };
    return withConfidence ? { ...word, confidence: findConfidence(own) } : word;
  });
}

/** The geometric mean of the tokens' probabilities. */
function findConfidence(tokens: readonly TimedToken[]): number {
  const mean =
    tokens.reduce((sum, token) => sum + (token.logProbability ?? 0), 0) / Math.max(1, tokens.length);
  return Math.min(1, Math.exp(mean));
}

function spreadWords(text: string, seconds: number): RecognisedWord[] {
  const words = divideWords(text).map(({ from, to }) => text.slice(from, to));
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  let passed = 0;
  return words.map((word) => {
    const start = (passed / letters) * seconds;
    passed += word.length;
    return { text: word, start, end: (passed / letters) * seconds };
  });
}
