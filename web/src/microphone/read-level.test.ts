import { expect, test } from 'vitest';
import { readLevel } from './read-level.ts';

test('is as loud as it sounds, between silence and full', () => {
  expect(readLevel(new Float32Array(512))).toBe(0);
  expect(readLevel([])).toBe(0);
  expect(readLevel(new Float32Array(512).fill(1))).toBe(1);
  expect(readLevel(new Float32Array(512).fill(0.0005))).toBe(0);
  expect(readLevel(new Float32Array(512).fill(0.0316))).toBeCloseTo(0.5, 2);
});
