import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../../core/logger.ts';
import type { JobBody } from '../../wire/transcribe-server.ts';
import { createIncomingFolder } from './incoming-folder.ts';
import { encodeJobId } from './job-ids.ts';
import { createResultFiles } from './result-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-results-'));
});
afterEach(() => rm(folder, { recursive: true }));

const job = (more: Partial<JobBody>): JobBody => ({
  job_id: 'one',
  recording_id: null,
  status: 'completed',
  progress: 100,
  place: null,
  seconds_left: null,
  language: 'ru',
  text: 'слово',
  segments: [],
  duration: 1,
  engine: 'scripted',
  model: 'default',
  error: null,
  error_code: null,
  result_path: null,
  ...more,
});

it('keeps what was written, under a name of its own, until it is removed', async () => {
  const files = createResultFiles(folder, 3600, silentLogger);
  await files.write(job({}));
  await files.write(job({ job_id: 'two', status: 'failed', error: 'no', error_code: 'internal' }));
  expect((await readdir(folder)).sort()).toEqual(['one.json', 'one.txt', 'two.json']);
  expect(await files.read('one')).toMatchObject({ text: 'слово', result_path: join(folder, 'one.json') });
  expect(await files.read('three')).toBeUndefined();
  await files.remove('one');
  await files.remove('one');
  expect(await readdir(folder)).toEqual(['two.json']);
  files.close();
});

it('removes its own files when they are old, and nobody else’s', async () => {
  const old = new Date(Date.now() - 7_200_000);
  const names = ['old.json', 'old.txt', 'old.json.0123abcd', 'young.json', 'my notes.json', 'old.wav'];
  for (const name of names) {
    await writeFile(join(folder, name), '');
    if (name !== 'young.json') await utimes(join(folder, name), old, old);
  }
  const files = createResultFiles(folder, 3600, silentLogger);
  await expect
    .poll(() => readdir(folder).then((left) => left.sort()))
    .toEqual(['my notes.json', 'old.wav', 'young.json']);
  files.close();
});

it('clears away what processes of this machine that are gone had taken in', async () => {
  const mine = await createIncomingFolder(folder);
  const [name = ''] = await readdir(folder);
  const gone = name.replace(String(process.pid), '4194304');
  const alive = name.replace(String(process.pid), String(process.ppid));
  for (const other of [gone, alive, 'incoming-elsewhere-1-abc', 'incoming'])
    await writeFile(join(folder, other), '');
  const next = await createIncomingFolder(folder);
  const left = await readdir(folder);
  expect(left).not.toContain(gone);
  // Our own number belongs to the process that had it before us.
  expect(left.map((one) => join(folder, one))).not.toContain(mine);
  expect(left).toEqual(expect.arrayContaining([alive, 'incoming-elsewhere-1-abc', 'incoming']));
  expect(left.map((one) => join(folder, one))).toContain(next);
  const below = createIncomingFolder(join(folder, 'incoming', 'below'));
  await expect(below).rejects.toMatchObject({ code: 'data-directory-unusable' });
});

it('names files so that no two ids meet and each can be read back', () => {
  const ids = ['a', 'A', 'a.b', 'a%2Eb', 'a/b', '..', 'слово', "it's", '(a)', '*', '~', '!', 'a b', 'a+b'];
  const names = ids.map(encodeJobId);
  expect(new Set(names).size).toBe(ids.length);
  for (const name of names) expect(name).toMatch(/^[\w%-]+$/);
  expect(names.map(decodeURIComponent)).toEqual(ids);
});
