import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EfirError } from '../../core/errors.ts';
import { judgeTry, standardSchedule } from './judge-try.ts';

const unreachable = new EfirError('target-unreachable', { host: 'x', detail: 'y' });

test('what fails is tried again after 30 s, 2 min, 10 min and 1 h, then given up', () => {
  const delays = [0, 1, 2, 3, 4].map((failures) => {
    const fate = judgeTry(standardSchedule, failures, { error: unreachable });
    return fate.state === 'waiting' ? fate.delay : fate.state;
  });
  expect(delays).toEqual([30, 120, 600, 3600, 'failed']);
});

test.each([
  [200, 'delivered'],
  [202, 'delivered'],
  [299, 'delivered'],
  [199, 'waiting'],
  [300, 'waiting'],
  [308, 'waiting'],
  [400, 'failed'],
  [404, 'failed'],
  [408, 'waiting'],
  [410, 'failed'],
  [425, 'waiting'],
  [429, 'waiting'],
  [499, 'failed'],
  [500, 'waiting'],
  [503, 'waiting'],
  [599, 'waiting'],
])('an answer of %i means %s', (status, state) => {
  expect(judgeTry(standardSchedule, 0, { status }).state).toBe(state);
});

test('a target may ask for more time than planned, a day at most, and never for less', () => {
  const delayOf = (retryAfter: number) => {
    const fate = judgeTry(standardSchedule, 1, { status: 429, retryAfter });
    return fate.state === 'waiting' ? fate.delay : undefined;
  };
  expect([0, 5, 500, 1e9].map(delayOf)).toEqual([120, 120, 500, 86_400]);
});

test('an address that is forbidden ends it at once', () => {
  const error = new EfirError('url-forbidden', { url: 'x', reason: 'private' });
  expect(judgeTry(standardSchedule, 0, { error })).toEqual({ state: 'failed', error: error.toRecord() });
});

test('whatever happens, a delivery ends after the retries of its schedule', () => {
  const outcome = fc.oneof(
    fc.record({
      status: fc.integer({ min: 100, max: 999 }),
      retryAfter: fc.option(fc.nat(), { nil: undefined }),
    }),
    fc.constant({ error: unreachable }),
  );
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 5 }), (outcomes) => {
      const fates = outcomes.map((one, failures) => judgeTry(standardSchedule, failures, one));
      expect(fates.findIndex(({ state }) => state !== 'waiting')).toBeLessThanOrEqual(4);
      for (const fate of fates) if (fate.state === 'waiting') expect(fate.delay).toBeGreaterThanOrEqual(30);
    }),
  );
});
