import type { TextEntity } from '../../wire/chat.ts';

/** Text with what is set off in it: offsets and lengths in UTF-16 units, as Telegram counts. */
export interface RichText {
  readonly text: string;
  readonly entities: readonly TextEntity[];
}

/** UTF-16 units that a message may have. */
export const longestMessage = 4096;

/**
 * Cuts a text into parts of at most `limit` units, without blanks at their ends. Each ends with a paragraph
 * where one ends in the second half of it, with a sentence where one ends behind its first quarter, else behind a word, and in no case within a character as people
 * see it, unless one alone is longer than a part. An entity stays whole unless it is longer than half a part; then it
 * goes on in the next one.
 */
export function splitText(whole: RichText, limit = longestMessage): RichText[] {
  const parts: RichText[] = [];
  for (let start = skipBlanks(whole.text, 0); start < whole.text.length; ) {
    const end = findEnd(whole, start, limit);
    parts.push(cutOut(whole, start, end));
    start = skipBlanks(whole.text, end);
  }
  return parts;
}

/** The first part alone, and whether something is left behind it. */
export function takeBeginning(whole: RichText, limit: number): { part: RichText; isWhole: boolean } {
  const start = skipBlanks(whole.text, 0);
  const end = findEnd(whole, start, limit);
  return { part: cutOut(whole, start, end), isWhole: skipBlanks(whole.text, end) === whole.text.length };
}

/** The last units of a plain text, beginning with a sentence or at least a word; what is left out is marked by `…`. */
export function takeEnding(text: string, limit: number): string {
  const whole = text.trim();
  if (whole.length <= limit) return whole;
  const window = whole.slice(-(limit - 2));
  const late = window.length / 2;
  const start =
    listStarts(sentences, window).find((at) => at > 0 && at < late) ??
    listStarts(words, window).find((at) => at > 0 && at < late && isBlank(window, at - 1)) ??
    listStarts(graphemes, window).find((at) => at > 0 && at < late) ??
    dodgeSurrogate(window, 1);
  return `… ${window.slice(start).trimStart()}`;
}

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Units behind the limit that are looked at: what stands there decides whether something ends before it. */
const lookAhead = 64;

/** Where the part that begins at `start` ends. */
function findEnd(whole: RichText, start: number, limit: number): number {
  const { text } = whole;
  if (text.length - start <= limit) return text.length;
  const window = text.slice(start, start + limit + lookAhead);
  const isFree = (end: number) => !isWithinEntity(whole, start + end, limit);
  const last = (ends: readonly number[], least: number) =>
    ends.findLast((end) => end > least && end <= limit && isFree(end));
  const found =
    last(listParagraphEnds(window), limit / 2) ??
    last(listSentenceEnds(window), limit / 4) ??
    last(listBlanks(window), 0) ??
    last(listWordEnds(window), 0) ??
    last(listStarts(graphemes, window), 0) ??
    listStarts(graphemes, window).findLast((end) => end > 0 && end <= limit) ??
    dodgeSurrogate(window, limit);
  return start + found;
}

function isWithinEntity({ entities }: RichText, at: number, limit: number): boolean {
  return entities.some(({ offset, length }) => offset < at && at < offset + length && length <= limit / 2);
}

function listParagraphEnds(window: string): number[] {
  return [...window.matchAll(/\s*\n\s*\n/g)].map((match) => match.index);
}

/** Where sentences end, without the blanks behind them. The last one of a window may go on outside of it. */
function listSentenceEnds(window: string): number[] {
  return listStarts(sentences, window).map((at) => window.slice(0, at).trimEnd().length);
}

function listStarts(segmenter: Intl.Segmenter, window: string): number[] {
  return Array.from(segmenter.segment(window), ({ index }) => index);
}

function listBlanks(window: string): number[] {
  return [...window.matchAll(/\s+/g)].map((match) => match.index);
}

/** Between words that no blank divides; a mark stays with the word before it. */
function listWordEnds(window: string): number[] {
  return Array.from(words.segment(window), ({ index, isWordLike }) => (isWordLike ? index : 0));
}

function isBlank(text: string, at: number): boolean {
  return text.slice(at, at + 1).trim() === '';
}

function dodgeSurrogate(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

function skipBlanks(text: string, from: number): number {
  const found = text.slice(from).search(/\S/);
  return found === -1 ? text.length : from + found;
}

function cutOut({ text, entities }: RichText, start: number, end: number): RichText {
  const part = text.slice(start, end).trimEnd();
  const until = start + part.length;
  return {
    text: part,
    entities: entities.flatMap((entity) => {
      const from = Math.max(entity.offset, start);
      const length = Math.min(entity.offset + entity.length, until) - from;
      return length > 0 ? [{ ...entity, offset: from - start, length }] : [];
    }),
  };
}
