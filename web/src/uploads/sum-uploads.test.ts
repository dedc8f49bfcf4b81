import { expect, test } from 'vitest';
import { sumUploads } from './sum-uploads.ts';
import type { Upload } from './upload.ts';

const make = (state: Upload['state'], sent: number, pace?: number): Upload => ({
  ...{ key: `${state}${sent}`, name: 'talk.wav', bytes: 1_000, sent, state, pace },
});

test('sums what flows, waits and is done, and leaves out what was refused', () => {
  const sum = sumUploads([
    make('sending', 500, 100),
    make('waiting', 0),
    make('sent', 1_000),
    make('failed', 900),
  ]);
  expect(sum.count).toMatchObject({ sending: 1, waiting: 1, sent: 1, failed: 1, paused: 0 });
  expect(sum.share).toBe(50);
  expect(sum.seconds).toBe(15);
});

test('knows no end while nothing flows, and of nothing no share', () => {
  expect(sumUploads([make('paused', 250)])).toMatchObject({ share: 25, seconds: undefined });
  expect(sumUploads([])).toMatchObject({ share: 0, seconds: undefined });
});
