import { sampleRate } from '../../../ports/media-tool.ts';
import type { HeardPiece } from '../hearing/heard-piece.ts';
import { findOpenSentence } from '../stages/split-sentences.ts';
import { countRepeated } from './find-seam.ts';
import { type Placed, type PlacedWord, placePiece } from './place-words.ts';

/** What one channel said so far, as far as the next piece needs it. */
export interface Thread {
  /** What a piece adds, together with the sentence that the one before it left open. */
  take(piece: HeardPiece): Placed[];
  /** A piece whose segments are stored, heard again: up to `storedUntil` seconds, where that is known. */
  resume(piece: HeardPiece, storedUntil: number): void;
}

/** Seconds of pause over which a sentence may go on in the next piece. */
export const longestBreath = 1;
/** Seconds that a sentence may have lasted to go on in the next piece: a longer one is divided anyway. */
const longestOpen = 10;

/** Begins behind the last words that are stored, where there are some. */
export function createThread(stored: readonly PlacedWord[] = []): Thread {
  let kept = stored;
  let open: readonly PlacedWord[] = [];
  return {
    take: (piece) => {
      const placed = dropRepeated(kept, dropBehindCut(placePiece(piece), piece), piece);
      const whole = withOpenBefore(open, placed);
      kept = placed.flatMap(listWords);
      open = findOpen(placed, piece);
      return withoutEnd(whole, open.length);
    },
    resume: (piece, storedUntil) => {
      const placed = dropBehindCut(placePiece(piece), piece);
      kept = placed.flatMap(listWords);
      const known = piece.channel === undefined && storedUntil > 0;
      if (!known) open = findOpen(placed, piece);
      else open = goesOn(piece) ? kept.filter((word) => (word.start + word.end) / 2 > storedUntil) : [];
    },
  };
}

function listWords(placed: Placed): readonly PlacedWord[] {
  return placed.kind === 'words' ? placed.words : [];
}

/** A word that ends so many seconds before its piece, or fewer, is cut off: the next piece hears it whole. */
const cutOff = 0.06;

/** Half of an overlap is this piece's, half the next one's: at its very end a piece hears words that are cut off. */
function dropBehindCut(placed: readonly Placed[], { end, overlapAfter }: HeardPiece): Placed[] {
  if (overlapAfter === 0) return [...placed];
  const cut = Math.round(((end - overlapAfter / 2) * 1000) / sampleRate) / 1000;
  return placed
    .filter((part) => part.kind === 'words' || part.start < cut)
    .map((part) =>
      part.kind === 'words'
        ? keepWords(part, (word) => word.start < cut && word.end <= end / sampleRate - cutOff)
        : { ...part, end: Math.min(part.end, cut) },
    );
}

function dropRepeated(kept: readonly PlacedWord[], placed: readonly Placed[], piece: HeardPiece): Placed[] {
  const [first, ...others] = placed;
  if (piece.overlap === 0 || first?.kind !== 'words') return [...placed];
  const start = piece.start / sampleRate;
  const seconds = piece.overlap / sampleRate;
  const overlap = { start, cut: start + seconds / 2, end: start + seconds };
  const timed = piece.timed && ![...kept, ...first.words].some((word) => word.guessed);
  const repeated = countRepeated(kept, first.words, overlap, timed);
  return [{ kind: 'words', words: first.words.slice(repeated) }, ...others];
}

function keepWords(part: Placed, keep: (word: PlacedWord) => boolean): Placed {
  return part.kind === 'words' ? { kind: 'words', words: part.words.filter(keep) } : part;
}

function withOpenBefore(open: readonly PlacedWord[], placed: readonly Placed[]): Placed[] {
  const [first, ...others] = placed;
  if (open.length === 0) return mergeWords(placed);
  if (first?.kind !== 'words') return mergeWords([{ kind: 'words', words: open }, ...placed]);
  return mergeWords([{ kind: 'words', words: [...open, ...first.words] }, ...others]);
}

/** The halves of a piece that was cut to be understood belong together again. */
function mergeWords(placed: readonly Placed[]): Placed[] {
  const merged: Placed[] = [];
  for (const part of placed) {
    const last = merged.at(-1);
    if (last?.kind === 'words' && part.kind === 'words')
      merged[merged.length - 1] = { kind: 'words', words: [...last.words, ...part.words] };
    else merged.push(part);
  }
  return merged;
}

function withoutEnd(placed: readonly Placed[], count: number): Placed[] {
  const last = placed.at(-1);
  if (count === 0 || last?.kind !== 'words') return [...placed];
  return [...placed.slice(0, -1), { kind: 'words', words: last.words.slice(0, -count) }];
}

/**
 * The words of the sentence that a piece leaves open. They depend on the piece's own sound behind its overlap and on
 * nothing before it, so that a resumed run finds the same.
 */
function findOpen(placed: readonly Placed[], piece: HeardPiece): readonly PlacedWord[] {
  const last = mergeWords(placed).at(-1);
  if (!goesOn(piece) || last?.kind !== 'words') return [];
  const own = (piece.start + piece.overlap) / sampleRate;
  const words = last.words.filter((word) => word.start >= own);
  const place = findOpenSentence(words);
  if (place === undefined) return [];
  const open = words.slice(place);
  const seconds = (open.at(-1)?.end ?? 0) - (open[0]?.start ?? 0);
  return seconds > longestOpen ? [] : open;
}

function goesOn({ pauseAfter }: HeardPiece): boolean {
  return pauseAfter !== undefined && pauseAfter < longestBreath * sampleRate;
}
