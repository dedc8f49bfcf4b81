import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileBlobStore } from './file-blob-store.ts';

const run = promisify(execFile);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-file-blobs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const openStore = (path = folder) => createFileBlobStore(pathToFileURL(path).href);

test('a full disk is disk-full, and nothing stays on it', async (context) => {
  const small = join(folder, 'small');
  await mkdir(small);
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small]).then(
    () => true,
    () => false,
  );
  if (!mounted) context.skip('mounting a small file system needs root');
  try {
    const store = openStore(small);
    const content = Readable.from(Array.from({ length: 10 }, () => Buffer.alloc(1024 * 1024)));
    const putting = store.put('tenants/a/audio', content, { maxBytes: 1e9 });
    await expect(putting).rejects.toMatchObject({ code: 'disk-full' });
    const entries = await readdir(small, { recursive: true, withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile())).toEqual([]);
    const fits = await store.put('tenants/a/audio', Readable.from([Buffer.alloc(1024 * 1024)]), {
      maxBytes: 1e9,
    });
    expect(fits.bytes).toBe(1024 * 1024);
  } finally {
    await run('umount', [small]);
  }
});

test('what a killed process left is swept away after a day, what is younger stays', async () => {
  const incoming = join(folder, '.incoming');
  await mkdir(incoming);
  await writeFile(join(incoming, 'old'), 'x');
  await writeFile(join(incoming, 'young'), 'x');
  const twoDaysAgo = new Date(Date.now() - 48 * 3600 * 1000);
  await utimes(join(incoming, 'old'), twoDaysAgo, twoDaysAgo);
  await openStore().put('tenants/a/audio', Readable.from([Buffer.from('x')]), { maxBytes: 10 });
  await expect.poll(() => readdir(incoming)).toEqual(['young']);
});

test('the folder of a recording goes with its last blob', async () => {
  const store = openStore();
  await store.put('tenants/a/recordings/b/audio', Readable.from([Buffer.from('x')]), { maxBytes: 10 });
  await store.put('tenants/a/recordings/b/other', Readable.from([Buffer.from('x')]), { maxBytes: 10 });
  await store.delete('tenants/a/recordings/b/audio');
  expect(await readdir(join(folder, 'tenants/a/recordings'))).toEqual(['b']);
  await store.delete('tenants/a/recordings/b/other');
  expect(await readdir(join(folder, 'tenants/a/recordings'))).toEqual([]);
});

test('workers find a blob as a file strictly below the root; others on the machine may not read it', async () => {
  const store = openStore();
  await store.put('tenants/a/audio', Readable.from([Buffer.from('x')]), { maxBytes: 10 });
  const path = store.filePath('tenants/a/audio') ?? '';
  expect(path).toBe(join(folder, 'tenants/a/audio'));
  expect((await stat(path)).mode & 0o007).toBe(0);
  expect(() => store.filePath('../escape')).toThrow();
});

test('a folder that cannot be one is said by check', async () => {
  await writeFile(join(folder, 'file'), '');
  await chmod(join(folder, 'file'), 0o600);
  await expect(openStore(join(folder, 'file')).check()).rejects.toMatchObject({
    code: 'data-directory-unusable',
  });
});
