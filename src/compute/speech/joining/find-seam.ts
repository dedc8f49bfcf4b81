import type { PlacedWord } from './place-words.ts';

/** Where two pieces overlap: seconds of the recording from which both heard the same. */
export interface Overlap {
  readonly start: number;
  /** Halfway: words that begin before it are the first piece's. */
  readonly cut: number;
  readonly end: number;
}

/** Words of either piece that are compared. */
const compared = 24;
/** Seconds by which two pieces may disagree on when a word begins. */
const timeTolerance = 0.25;
/** The same where times are guesses. */
const guessTolerance = 4;

/**
 * How many words of a piece the one before has already: `kept` are that one's words up to the cut, `words` the whole
 * piece's. A run of words that both have tells where they meet; where there is none, the times decide.
 */
export function countRepeated(
  kept: readonly PlacedWord[],
  words: readonly PlacedWord[],
  { cut, end }: Overlap,
  timed: boolean,
): number {
  const tail = kept.slice(-compared);
  const head = words.slice(0, compared).filter((word) => !timed || word.start < end);
  const last = tail.at(-1);
  if (!last) return 0;
  const run = findRun(tail, head, timed);
  const behind = run ? tail.length - 1 - run.lastKept : 0;
  // What the first piece heard behind the run, the second heard too, if not as the same words.
  if (run && !timed) return Math.min(head.length, run.lastHead + 1 + behind);
  const from = run ? run.lastHead + 1 : 0;
  if (run && behind === 0) return from;
  const known = timed ? last.end : cut;
  const fresh = head.slice(from).findIndex((word) => (word.start + word.end) / 2 >= known);
  return fresh < 0 ? head.length : from + fresh;
}

interface Run {
  readonly length: number;
  readonly lastKept: number;
  readonly lastHead: number;
  /** Seconds between the starts of its words in both, added up. */
  readonly apart: number;
}

/**
 * The run of equal words where both meet. By times it is the last one, and of several the one that agrees best; by
 * texts alone the longest, and of several the last.
 */
function findRun(tail: readonly PlacedWord[], head: readonly PlacedWord[], timed: boolean): Run | undefined {
  const headTexts = head.map(fold);
  const tolerance = timed ? timeTolerance : guessTolerance;
  const isBetter = timed ? endsLater : isLonger;
  let best: Run | undefined;
  let above: (Run | undefined)[] = [];
  tail.forEach((word, lastKept) => {
    const text = fold(word);
    above = headTexts.map((other, lastHead) => {
      const distance = Math.abs(word.start - (head[lastHead]?.start ?? 0));
      if (text !== other || text === '' || distance > tolerance) return undefined;
      const before = above[lastHead - 1];
      const length = (before?.length ?? 0) + 1;
      const run: Run = { length, lastKept, lastHead, apart: (before?.apart ?? 0) + distance };
      if (!best || isBetter(run, best)) best = run;
      return run;
    });
  });
  return best;
}

function endsLater(run: Run, best: Run): boolean {
  if (run.lastKept !== best.lastKept) return run.lastKept > best.lastKept;
  return run.apart / run.length < best.apart / best.length;
}

function isLonger(run: Run, best: Run): boolean {
  return run.length === best.length ? run.lastKept > best.lastKept : run.length > best.length;
}

function fold(word: PlacedWord): string {
  return word.text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
