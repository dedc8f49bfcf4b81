import type { Segment, Word } from '../../wire/event-message.ts';

/**
 * Below this a word is doubtful. Confidence is the mean probability of a word's parts: below 0.6 the engine gave two
 * fifths and more to other words, and listening again is worth a person's time. At 0.9 every other line would be
 * marked, and marks that are everywhere say nothing.
 */
export const doubtfulBelow = 0.6;

/** A segment that somebody should listen to again. Times in seconds of the recording. */
export interface DoubtfulLine {
  /** Of the segment. */
  readonly index: number;
  /** Empty: nothing could be understood. */
  readonly text: string;
  /** Where the line begins. */
  readonly at: number;
  /** The seconds to listen to: up to five, around the word that is the most doubtful. */
  readonly start: number;
  readonly end: number;
}

/** Whether the engine was unsure of a word; never where it says nothing of it, or a person wrote it. */
export function isDoubtful({ confidence }: Pick<Word, 'confidence'>): boolean {
  return confidence !== undefined && confidence < doubtfulBelow;
}

/** Lines with a doubtful word, and those of which nothing could be made, in the order of their times. */
export function findDoubtful(segments: readonly Segment[]): DoubtfulLine[] {
  return segments.flatMap((segment) => {
    const { index, text, unintelligible, words } = segment;
    const worst = words
      .filter(isDoubtful)
      .reduce<Word | undefined>(
        (least, word) => (least && (least.confidence ?? 1) <= (word.confidence ?? 1) ? least : word),
        undefined,
      );
    if (!worst && !unintelligible) return [];
    return [{ index, text, at: segment.start, ...chooseClip(segment, worst) }];
  });
}

/** Seconds of a clip. */
const clipLength = 5;

/** The whole line where it is short, else what surrounds the word; a short line gets what is around it, for sense. */
function chooseClip(line: Pick<Segment, 'start' | 'end'>, word: Word | undefined) {
  const inner = word ?? line;
  const middle =
    line.end - line.start <= clipLength ? (line.start + line.end) / 2 : (inner.start + inner.end) / 2;
  const start = round(Math.max(0, middle - clipLength / 2));
  return { start, end: round(start + clipLength) };
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
