import { expect, test } from 'vitest';
import { roundEstimate } from './round-estimate.ts';

test.each([
  [0, 5],
  [3.2, 5],
  [38, 40],
  [59, 60],
  [94, 90],
  [508, 480],
  [5_412, 5_400],
])('%d seconds are about %d', (seconds, about) => {
  expect(roundEstimate(seconds)).toBe(about);
});
