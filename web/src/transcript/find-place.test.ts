import { expect, test } from 'vitest';
import { findPlace } from './find-place.ts';

test('finds what is being said, and nothing before the first word', () => {
  const words = [0.5, 1, 1, 4].map((start) => ({ start }));
  expect([0, 0.5, 0.9, 1, 3.9, 4, 100].map((time) => findPlace(words, time))).toEqual([-1, 0, 0, 2, 2, 3, 3]);
  expect(findPlace([], 1)).toBe(-1);
});
