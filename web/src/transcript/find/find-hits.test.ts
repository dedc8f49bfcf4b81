import { expect, test } from 'vitest';
import { findHits } from './find-hits.ts';

const segments = ['Ещё раз, ещё раз', 'nothing here', 'a.b(c) [d] 😀 שלום'].map((text) => ({ text }));

test.each([
  ['еще', 2],
  ['ЕЩЁ  РАЗ', 2],
  ['a.b(c) [d]', 1],
  ['a.b.c', 0],
  ['😀', 1],
  ['שלום', 1],
  ['  ', 0],
  ['\\', 0],
  ['\ud83d', 0],
  ['x'.repeat(100_000), 0],
])('%.20j is found %i times', (looked, count) => {
  expect(findHits(segments, looked).count).toBe(count);
});

test('hits are told by segment and letters', () => {
  expect(findHits(segments, 'раз').found).toEqual([
    {
      place: 0,
      hits: [
        { from: 4, to: 7 },
        { from: 13, to: 16 },
      ],
    },
  ]);
});
