import { expect, test } from 'vitest';
import { createPace } from './measure-pace.ts';

test('tells bytes a second over the last seconds', () => {
  const measure = createPace();
  expect(measure(0, 0)).toBeUndefined();
  expect(measure(100, 100)).toBeUndefined();
  expect(measure(1_000, 1_000)).toBe(1_000);
  for (let second = 2; second <= 30; second += 1) measure(1_000 + (second - 1) * 500, second * 1_000);
  expect(measure(16_000, 31_000)).toBe(500);
});

test('begins anew where an upload goes on from an earlier place', () => {
  const measure = createPace();
  measure(0, 0);
  measure(10_000, 1_000);
  expect(measure(4_000, 2_000)).toBeUndefined();
  expect(measure(6_000, 3_000)).toBe(2_000);
});
