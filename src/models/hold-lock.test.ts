import { mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sleep } from '../core/time.ts';
import { holdLock } from './hold-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'efir-test-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('has one holder at a time', async () => {
  const path = join(folder, 'lock');
  const log: string[] = [];
  await Promise.all(
    ['a', 'b', 'c'].map(async (who) => {
      const release = await holdLock(path);
      log.push(`${who} in`);
      await sleep(20);
      log.push(`${who} out`);
      await release();
    }),
  );
  for (const index of [0, 2, 4]) expect(log[index + 1]).toBe(log[index]?.replace('in', 'out'));
});

it('waiting for it can be given up', async () => {
  const path = join(folder, 'lock');
  const release = await holdLock(path);
  await expect(holdLock(path, AbortSignal.timeout(50))).rejects.toThrow();
  await release();
});

it('of a holder that died is taken over', async () => {
  const path = join(folder, 'lock');
  mkdirSync(path);
  utimesSync(path, new Date(0), new Date(0));
  const release = await holdLock(path);
  await release();
  expect(await holdLock(path).then((again) => again())).toBeUndefined();
});
