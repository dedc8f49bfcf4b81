import { divideWords } from '../../../core/divide-words.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type { RecognisedPiece, RecognisedWord } from '../../../ports/speech-engine.ts';
import type { Word } from '../../../wire/event-message.ts';
import type { HeardPiece } from '../hearing/heard-piece.ts';

/** A word in the recording's own time. */
export interface PlacedWord extends Word {
  /** The engine gave its text alone: its times are a guess, and are not told. */
  readonly guessed?: true | undefined;
  readonly language?: string | undefined;
}

/** Words that follow each other, or a stretch of speech of which nothing could be made. Seconds of the recording. */
export type Placed =
  | { readonly kind: 'words'; readonly words: readonly PlacedWord[] }
  | { readonly kind: 'unintelligible'; readonly start: number; readonly end: number };

/** Puts what was heard into its place in the recording. */
export function placePiece(piece: HeardPiece): Placed[] {
  return piece.parts.map(({ from, to, result }): Placed => {
    const start = (piece.start + from) / sampleRate;
    const end = (piece.start + to) / sampleRate;
    if (result === undefined)
      return { kind: 'unintelligible', start: toMilliseconds(start), end: toMilliseconds(end) };
    const timed = placeWords(result, start, end);
    return { kind: 'words', words: timed.length > 0 ? timed : guessWords(result, start, end) };
  });
}

/** Engines overshoot now and then: words are kept inside their part, in order, in whole milliseconds. */
function placeWords({ words, language }: RecognisedPiece, from: number, to: number): PlacedWord[] {
  let earliest = from;
  return words.flatMap(divideWord).map(({ text, start, end, confidence }) => {
    const begin = Math.min(to, Math.max(earliest, from + finite(start)));
    const finish = Math.min(to, Math.max(begin, from + finite(end)));
    earliest = begin;
    return {
      text,
      start: toMilliseconds(begin),
      end: toMilliseconds(finish),
      ...(confidence !== undefined && { confidence: Math.min(1, Math.max(0, finite(confidence))) }),
      language,
    };
  });
}

/** What an engine takes for a word may be a sentence, where its language is written without blanks. */
function divideWord(word: RecognisedWord): RecognisedWord[] {
  const text = cleanText(word.text);
  const spans = divideWords(text);
  if (spans.length < 2) return text === '' ? [] : [{ ...word, text }];
  const place = (offset: number) => word.start + ((word.end - word.start) * offset) / text.length;
  return spans.map(({ from, to }) => ({
    ...word,
    text: text.slice(from, to),
    start: place(from),
    end: place(to),
  }));
}

/** Text without word times: its words share the part by their length. */
function guessWords({ text, language }: RecognisedPiece, from: number, to: number): PlacedWord[] {
  const cleaned = cleanText(text);
  const words = divideWords(cleaned).map((span) => cleaned.slice(span.from, span.to));
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const place = (passed: number) => toMilliseconds(from + ((to - from) * passed) / letters);
  let passed = 0;
  return words.map((word) => {
    const start = place(passed);
    passed += word.length;
    return { text: word, start, end: place(passed), guessed: true, language };
  });
}

/** Engines give bytes that are no letters now and then; a control character cannot even be stored. */
function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

function finite(number: number): number {
  return Number.isFinite(number) ? number : 0;
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
