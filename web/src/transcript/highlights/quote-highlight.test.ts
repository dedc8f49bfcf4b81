import { expect, test } from 'vitest';
import type { Highlight, Segment } from '../queries.ts';
import { quoteHighlight } from './quote-highlight.ts';
import { placeHighlights } from './use-highlights.ts';

const segment = (index: number): Segment => ({
  index,
  start: index * 2,
  end: index * 2 + 2,
  text: `a${index} b${index}`,
  words: ['a', 'b'].map((sign, place) => ({
    text: `${sign}${index}`,
    start: index * 2 + place,
    end: index * 2 + place + 1,
  })),
});
const segments = [0, 1, 2].map(segment);

test('a highlight is quoted by the words in its time', () => {
  expect(quoteHighlight(segments, { start: 1, end: 5 })).toBe('b0 a1 b1 a2');
  expect(quoteHighlight(segments, { start: 90, end: 95 })).toBe('');
  const long = Array.from({ length: 400 }, (_, index) => segment(index));
  expect(quoteHighlight(long, { start: 0, end: 800 }).length).toBeLessThan(245);
});

test('each segment knows the highlights that reach into it', () => {
  const highlight = { start: 1, end: 3 } as Highlight;
  expect([...placeHighlights(segments, [highlight]).keys()]).toEqual([0, 1]);
  expect(placeHighlights(segments, []).size).toBe(0);
});
