import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RetryPolicy } from '../compute/define-task.ts';
import { judgeFailure, judgeLoss } from './judge-failure.ts';

const policy: RetryPolicy = {
  retries: 3,
  delay: 5,
  maxDelay: 30,
  special: { 'engine-host-died': { limit: 3, delay: 1, becomes: 'recording-kills-engine' } },
};
const none = { failures: 0, losses: 0, failures_by_code: {} };
const fault = { code: 'disk-full', args: { path: '/tmp' }, transient: true };

describe('judgeFailure', () => {
  it('waits 5 s doubling to 30 s, spread by a fifth, and gives up after three retries', () => {
    const delays = [0, 1, 2].map((failures) => judgeFailure(policy, { ...none, failures }, fault, 0.5));
    expect(delays).toMatchObject([{ delay: 5 }, { delay: 10 }, { delay: 20 }]);
    expect(judgeFailure({ ...policy, retries: 9 }, { ...none, failures: 8 }, fault, 0.5)).toMatchObject({
      delay: 30,
    });
    expect(judgeFailure(policy, none, fault, 0)).toMatchObject({ delay: 4 });
    expect(judgeFailure(policy, none, fault, 1)).toMatchObject({ delay: expect.closeTo(6) });
    expect(judgeFailure(policy, { ...none, failures: 3 }, fault)).toEqual({
      counters: { ...none, failures: 4 },
      dead: { code: 'disk-full', args: { path: '/tmp' } },
    });
  });

  it('does not try again what is not transient', () => {
    const wrong = { code: 'media-damaged', args: {}, transient: false };
    expect(judgeFailure(policy, none, wrong)).toMatchObject({ dead: { code: 'media-damaged' } });
  });

  it('counts a code with a rule of its own apart, and names what it becomes', () => {
    const death = { code: 'engine-host-died', args: { signal: 'SIGKILL' }, transient: true };
    const first = judgeFailure(policy, none, death);
    expect(first).toMatchObject({
      delay: 1,
      counters: { failures: 0, failures_by_code: { 'engine-host-died': 1 } },
    });
    const second = judgeFailure(policy, first.counters, death);
    expect(judgeFailure(policy, second.counters, death)).toMatchObject({
      dead: { code: 'recording-kills-engine', args: { signal: 'SIGKILL', times: 3 } },
    });
  });

  it('reads a code that it does not know as an internal error that names it', () => {
    const news = { code: 'from-the-future', args: {}, transient: false };
    expect(judgeFailure(policy, none, news)).toMatchObject({
      dead: { code: 'internal', args: { detail: news.code } },
    });
  });
});

describe('judgeLoss', () => {
  it('lets the task go on at once, and gives up at the fifth loss in a row', () => {
    expect(judgeLoss(none, true)).toMatchObject({ delay: 0, counters: { losses: 1 } });
    expect(judgeLoss({ ...none, losses: 4 }, true)).toMatchObject({
      dead: { code: 'worker-lost', args: { losses: 5 } },
    });
  });

  it('counts nothing for a message that no worker began', () => {
    expect(judgeLoss({ ...none, losses: 4 }, false)).toMatchObject({ delay: 0, counters: { losses: 4 } });
  });
});

describe('any row of failures and losses', () => {
  const fault = fc.record({
    code: fc.constantFrom('disk-full', 'media-damaged', 'engine-host-died', 'of-a-later-version'),
    args: fc.constant({}),
    transient: fc.boolean(),
  });
  const happening = fc.oneof(
    fc.record({ lost: fc.boolean() }),
    fc.record({ fault, random: fc.double({ min: 0, max: 1, noNaN: true }) }),
  );

  it('ends, counts upwards only, and waits no longer than the policy says', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), (story) => {
        let counters: Parameters<typeof judgeLoss>[0] = none;
        for (const one of story) {
          const fate =
            'fault' in one
              ? judgeFailure(policy, counters, one.fault, one.random)
              : judgeLoss(counters, one.lost);
          const { failures, losses, failures_by_code } = fate.counters;
          expect(failures).toBeGreaterThanOrEqual(counters.failures);
          expect(losses).toBeGreaterThanOrEqual(counters.losses);
          expect(failures - counters.failures + losses - counters.losses).toBeLessThanOrEqual(1);
          expect(failures).toBeLessThanOrEqual(policy.retries + 1);
          expect(failures_by_code['engine-host-died'] ?? 0).toBeLessThanOrEqual(3);
          if ('dead' in fate) return;
          expect(fate.delay).toBeGreaterThanOrEqual(0);
          expect(fate.delay).toBeLessThanOrEqual(policy.maxDelay * 1.2);
          counters = fate.counters;
        }
      }),
      { numRuns: 3000 },
    );
  });
});
