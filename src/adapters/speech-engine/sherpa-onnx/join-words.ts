import type { RecognisedWord } from '../../../ports/speech-engine.ts';
import type { SherpaResult } from './sherpa-onnx-node.ts';

/** How long a token is taken to last where the model does not say, in seconds: about a syllable. */
const assumedDuration = 0.16;

/**
 * Joins tokens to words: a token that begins with a space (or `▁`) begins a word. Where tokens have no times, the
 * words share the piece by their letters, and the engine declares that it has no word times.
 */
export function joinWords(result: SherpaResult, seconds: number, withConfidence: boolean): RecognisedWord[] {
  if (result.timestamps.length === 0 || result.timestamps.length !== result.tokens.length) {
    return spreadWords(result.text, seconds);
  }
  return groupTokens(result.tokens)
    .map((group) => toWord(group, result, seconds, withConfidence))
    .filter((word) => word.text !== '');
}

interface TokenGroup {
  readonly first: number;
  /** Inclusive. */
  last: number;
}

function groupTokens(tokens: readonly string[]): TokenGroup[] {
  const groups: TokenGroup[] = [];
  let current: TokenGroup | undefined;
  for (const [index, token] of tokens.entries()) {
    const opens = /^[\s▁]/.test(token);
    // Models of single letters have the blank as a token of its own: the word begins after it.
    if (/^[\s▁]*$/.test(token)) current = undefined;
    else if (current === undefined || opens) current = openGroup(groups, index);
    else current.last = index;
  }
  return groups;
}

function openGroup(groups: TokenGroup[], index: number): TokenGroup {
  const group = { first: index, last: index };
  groups.push(group);
  return group;
}

function toWord(
  { first, last }: TokenGroup,
  result: SherpaResult,
  seconds: number,
  withConfidence: boolean,
): RecognisedWord {
  const text = result.tokens
    .slice(first, last + 1)
    .join('')
    .replaceAll('▁', ' ')
    .trim();
  const start = Math.min(result.timestamps[first] ?? 0, seconds);
  const word = { text, start, end: Math.max(start, findEnd(last, result, seconds)) };
  const logs = withConfidence ? (result.ys_log_probs ?? []).slice(first, last + 1) : [];
  if (logs.length === 0) return word;
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return { ...word, confidence: Math.min(1, Math.exp(mean)) };
}

function findEnd(last: number, result: SherpaResult, seconds: number): number {
  const begin = result.timestamps[last] ?? 0;
  const next = result.timestamps[last + 1] ?? seconds;
  const duration = result.durations?.[last] || assumedDuration;
  return Math.min(begin + duration, next, seconds);
}

function spreadWords(text: string, seconds: number): RecognisedWord[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  let passed = 0;
  return words.map((word) => {
    const start = (passed / letters) * seconds;
    passed += word.length;
    return { text: word, start, end: (passed / letters) * seconds };
  });
}
