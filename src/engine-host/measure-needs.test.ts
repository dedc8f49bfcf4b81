import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { measureNeeds } from './measure-needs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'efir-test-needs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function bring(name: string, megabytes: number): void {
  writeFileSync(join(folder, name), '');
  truncateSync(join(folder, name), megabytes * 1e6);
}

it('memory grows with the files and with the pieces at once', async () => {
  const empty = await measureNeeds(folder, { streams: 1 });
  bring('model.onnx', 100);
  const one = await measureNeeds(folder, { streams: 1 });
  expect(one - empty).toBe(180);
  expect((await measureNeeds(folder, { streams: 3 })) - one).toBe(160);
});

it('of int8 and full files only those count that are taken', async () => {
  const empty = await measureNeeds(folder, { streams: 1 });
  bring('encoder.int8.onnx', 10);
  bring('encoder.onnx', 40);
  bring('joiner.onnx', 10);
  expect((await measureNeeds(folder, { streams: 1 })) - empty).toBe(36);
  expect((await measureNeeds(folder, { streams: 1, compute: 'float' })) - empty).toBe(90);
});

it('a folder that is not there takes what an empty one takes: loading it tells', async () => {
  const empty = await measureNeeds(folder, { streams: 1 });
  expect(await measureNeeds(join(folder, 'nowhere'), { streams: 1 })).toBe(empty);
  expect(await measureNeeds(undefined, { streams: 1 })).toBe(empty);
});
