import { expect, test } from 'vitest';
import { makeChaos } from './make-chaos.ts';

/*
 * A short run for each broker; `./efir chaos` makes long ones. What went wrong shows in `faults` in words.
 */
test.each([
  { broker: 'inprocess', seed: 11, seconds: 15 },
  { broker: 'redis', seed: 12, seconds: 25 },
  { broker: 'rabbitmq', seed: 13, seconds: 25 },
] as const)('nothing is lost or doubled: $broker, seed $seed', { timeout: 600_000 }, async (options) => {
  const outcome = await makeChaos(options);
  expect(outcome.faults).toEqual([]);
  expect(outcome.recomputed).toBeLessThanOrEqual(outcome.recomputable);
  expect(outcome.recordings).toBeGreaterThan(4);
});
