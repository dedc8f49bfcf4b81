import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDataFolder, makeFolder } from './make-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('makes what is missing, and tells where that begins', async () => {
  const path = join(folder, 'a', 'b', 'c');
  expect(await makeFolder(path, 0o711)).toBe(join(folder, 'a'));
  expect(await makeFolder(path, 0o700)).toBeUndefined();
  for (const made of ['a', 'a/b', 'a/b/c']) expect((await stat(join(folder, made))).mode & 0o777).toBe(0o711);
  await symlink(path, join(folder, 'link'));
  expect(await makeFolder(join(folder, 'link', 'd'))).toBe(join(folder, 'link', 'd'));
});

test('many at once make it once', async () => {
  const path = join(folder, 'a', 'b');
  const firsts = await Promise.all(Array.from({ length: 20 }, () => makeFolder(path)));
  expect(firsts).toContain(join(folder, 'a'));
  expect((await stat(path)).isDirectory()).toBe(true);
});

test.each([
  ['/proc/x', 'ENOENT'],
  ['/proc/x/y/z', 'ENOENT'],
  ['/dev/null/x', 'ENOTDIR'],
])('%s ends with what the system says', async (path, code) => {
  await expect(makeFolder(path)).rejects.toMatchObject({ code });
});

test('what a setting names is told by its name', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  for (const directory of [file, join(file, 'below'), '/proc/x']) {
    await expect(makeDataFolder(directory)).rejects.toMatchObject({
      code: 'data-directory-unusable',
      args: { directory },
    });
  }
});
