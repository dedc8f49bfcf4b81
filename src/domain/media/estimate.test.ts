import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateLeft, estimateWait, type Pace } from './estimate.ts';

const now = 1_000_000;
/** Began at 10 s of 100 s and stands at `processed` after so many seconds. */
const paceAt = (processed: number, seconds: number): Pace => ({
  ...{ duration: 100, processed, from: 10 },
  since: now - seconds * 1000,
  latest: now,
});

describe('the time left', () => {
  test('is unknown while neither the recording nor its engine has shown a pace', () => {
    const unknown = { since: undefined, latest: undefined };
    expect(estimateLeft({ ...paceAt(10, 0), ...unknown }, undefined, now)).toBeUndefined();
    expect(estimateLeft({ ...paceAt(30, 10), duration: 0 }, 2, now)).toBeUndefined();
  });

  test('is by the usual pace at first, by its own from a tenth on, and by both in between', () => {
    expect(estimateLeft(paceAt(10, 0), 2, now)).toBe(45);
    expect(estimateLeft(paceAt(20, 10), 2, now)).toBe(80);
    expect(estimateLeft(paceAt(15, 5), 2, now)).toBe(85 * 0.75);
    expect(estimateLeft(paceAt(60, 25), undefined, now)).toBe(20);
  });

  test('goes down while nothing comes, but not to the end', () => {
    const pace = paceAt(60, 25);
    expect(estimateLeft(pace, undefined, now + 8_000)).toBe(12);
    expect(estimateLeft(pace, undefined, now + 3_600_000)).toBe(5);
  });

  test('stands still while nothing is heard of the worker', () => {
    const pace = { ...paceAt(60, 25), heard: now + 2_000 };
    expect(estimateLeft(pace, undefined, now + 1_000)).toBe(19);
    expect(estimateLeft(pace, undefined, now + 2_000)).toBe(18);
    expect(estimateLeft(pace, undefined, now + 30_000)).toBe(18);
    expect(estimateLeft({ ...pace, heard: now - 5_000 }, undefined, now + 30_000)).toBe(20);
  });

  test('is never negative, nor endless', () => {
    fc.assert(
      fc.property(
        fc.record({
          duration: fc.double({ min: 0, max: 1e6, noNaN: true }),
          processed: fc.double({ min: 0, max: 2e6, noNaN: true }),
          from: fc.double({ min: 0, max: 1e6, noNaN: true }),
          since: fc.option(fc.integer({ min: 0, max: now }), { nil: undefined }),
          latest: fc.option(fc.integer({ min: 0, max: 2 * now }), { nil: undefined }),
        }),
        fc.option(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { nil: undefined }),
        (pace, usual) => {
          const left = estimateLeft(pace, usual, now);
          if (left !== undefined) expect([left >= 0, Number.isFinite(left)]).toEqual([true, true]);
        },
      ),
    );
  });
});

describe('the time until a waiting recording is done', () => {
  test('counts those before it, at the places there are, and its own', () => {
    const queue = { place: 10, slots: 2, taskSeconds: 30, ownSeconds: 60 };
    expect(estimateWait(queue)).toBe(10.5 * 15 + 60);
    expect(estimateWait({ ...queue, place: 0, slots: 0 })).toBe(60);
    expect(estimateWait({ ...queue, ownSeconds: undefined })).toBe(10.5 * 15 + 30);
    expect(estimateWait({ ...queue, taskSeconds: undefined })).toBe(10.5 * 30 + 60);
    expect(estimateWait({ ...queue, taskSeconds: undefined, ownSeconds: undefined })).toBeUndefined();
  });
});
