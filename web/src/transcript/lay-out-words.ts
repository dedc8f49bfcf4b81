import type { Word } from './queries.ts';

/** A stretch of a segment's text: a word that can be heard, or what stands between words. */
export interface Piece {
  readonly text: string;
  /** Absent for what stands between. */
  readonly word?: Word;
}

/**
 * The text of a segment with its words in their places. The text is what counts: a word that is not found in it is left
 * out, and what belongs to no word stays between them, so that nothing is lost and nothing is said twice.
 */
export function layOutWords(text: string, words: readonly Word[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const word of words) {
    const place = word.text === '' ? -1 : text.indexOf(word.text, at);
    if (place < 0) continue;
    if (place > at) pieces.push({ text: text.slice(at, place) });
    pieces.push({ text: word.text, word });
    at = place + word.text.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
