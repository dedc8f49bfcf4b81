import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sleep } from '../../core/time.ts';
import { layOutFolders } from './folders.ts';
import { spawnPostmaster } from './postmaster.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-postmaster-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Where `script` stands in for the server. */
async function spawnScript(script: string | undefined) {
  const folders = layOutFolders(folder);
  await mkdir(folders.cluster, { recursive: true });
  await mkdir(join(folder, 'bin'));
  if (script !== undefined) await writeFile(join(folder, 'bin/postgres'), script, { mode: 0o755 });
  return spawnPostmaster(folders, { folder, version: '18.0.0', major: 18 }, undefined, {});
}

test.each([
  ['ended at once', '#!/bin/sh\nexit 3', 'the server ended at once (3)'],
  ['cannot be run', undefined, expect.stringContaining('ENOENT')],
])('of a server that %s, also who asks late learns why', async (_what, script, reason) => {
  const { ended } = await spawnScript(script);
  await sleep(300);
  expect(await ended).toEqual(reason);
});
