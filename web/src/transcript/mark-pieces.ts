import type { Piece } from './lay-out-words.ts';
import type { Highlight } from './queries.ts';

/** A place in a segment's text where what is looked for stands. */
export interface Hit {
  readonly from: number;
  readonly to: number;
}

/** A piece as it is shown. */
export interface MarkedPiece extends Piece {
  /** Of somebody's highlight. */
  readonly highlight?: Highlight;
  readonly hit?: Hit;
}

/** Pieces of a text with what is highlighted in it, by time, and what was found, by place: no letter is lost. */
export function markPieces(
  pieces: readonly Piece[],
  highlights: readonly Highlight[],
  hits: readonly Hit[],
): readonly MarkedPiece[] {
  if (highlights.length === 0 && hits.length === 0) return pieces;
  const found = pieces.map(({ word }) => word && highlights.find((one) => isWithin(word, one)));
  let at = 0;
  return pieces.flatMap((piece, place) => {
    // What stands between two words of a highlight is a part of it.
    const between = found[place - 1] === found[place + 1] ? found[place - 1] : undefined;
    const highlight = piece.word ? found[place] : between;
    const parts = cut(piece.text, at, hits);
    at += piece.text.length;
    return parts.map((part) => ({
      ...part,
      ...(piece.word ? { word: piece.word } : {}),
      ...(highlight ? { highlight } : {}),
    }));
  });
}

/** Whether the middle of a word lies in a stretch of time. */
export function isWithin(
  { end, start }: { readonly start: number; readonly end: number },
  stretch: { readonly start: number; readonly end: number },
): boolean {
  const middle = (start + end) / 2;
  return middle >= stretch.start && middle <= stretch.end;
}

function cut(text: string, at: number, hits: readonly Hit[]): { text: string; hit?: Hit }[] {
  const parts: { text: string; hit?: Hit }[] = [];
  let done = 0;
  for (const hit of hits) {
    const [from, to] = [Math.max(done, hit.from - at), Math.min(text.length, hit.to - at)];
    if (to <= from) continue;
    if (from > done) parts.push({ text: text.slice(done, from) });
    parts.push({ text: text.slice(from, to), hit });
    done = to;
  }
  if (done < text.length) parts.push({ text: text.slice(done) });
  return parts;
}
