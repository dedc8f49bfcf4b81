import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ForeseenEngine } from '../../ports/speech-engine.ts';
import { type EngineWatch, watchEngine } from './watch-engine.ts';

const hoped = { engine: 'sherpa-onnx', model: 'parakeet' };
const real = {
  engine: 'pocketsphinx',
  model: 'en-us',
  fallback: { wanted: 'parakeet', reason: 'no network' },
};
let found: ForeseenEngine | Error;
let watch: EngineWatch;

beforeEach(() => {
  vi.useFakeTimers();
  found = hoped;
  const check = async () => {
    if (found instanceof Error) throw found;
    return found;
  };
  watch = watchEngine({ check }, hoped);
});
afterEach(() => {
  watch.close();
  vi.useRealTimers();
});

const lookAt = async (next: ForeseenEngine | Error) => {
  found = next;
  await vi.advanceTimersByTimeAsync(20_000);
  return watch.current;
};

test('tells which engine stepped in, until a task has shown that the wanted one is there', async () => {
  expect(watch.current).toEqual(hoped);
  expect(await lookAt(real)).toEqual(real);
  // Nobody has tried it: it is only hoped for again.
  expect(await lookAt(hoped)).toEqual(real);
  watch.noticeWork();
  expect(await lookAt(real)).toEqual(real);
  watch.noticeWork();
  expect(await lookAt(hoped)).toEqual(hoped);
});

test('keeps what it knew while it cannot look', async () => {
  expect(await lookAt(new Error('the disk is gone'))).toEqual(hoped);
  expect(await lookAt(real)).toEqual(real);
});
