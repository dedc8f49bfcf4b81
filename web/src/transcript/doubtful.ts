import type { Segment, Word } from './queries.ts';

/** Below this the engine gave two fifths and more to other words: worth listening to again. */
const doubtfulBelow = 0.6;

/** Whether the engine was unsure; never where it says nothing, or where a person wrote the word. */
export function isDoubtful({ confidence }: Pick<Word, 'confidence'>): boolean {
  return confidence !== undefined && confidence < doubtfulBelow;
}

/** Every doubtful word in the order of the text, with the segment it stands in. */
export function findDoubtful(segments: readonly Segment[]): { place: number; start: number }[] {
  return segments.flatMap(({ words }, place) =>
    words.filter(isDoubtful).map(({ start }) => ({ place, start })),
  );
}
