import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createFileBlobStore } from '../adapters/blob-store/file/file-blob-store.ts';
import { probeFolder } from './probe-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'efir-probe-'));
/** A file system of one megabyte; making one needs root. */
const isSmall = (() => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
afterAll(() => {
  if (isSmall) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true });
});

test('leaves nothing in a folder that can be written', async () => {
  await probeFolder(folder);
  expect(await readdir(folder)).toEqual([]);
});

test('tells of a folder that is none', async () => {
  const directory = join(folder, 'none');
  await expect(probeFolder(directory)).rejects.toMatchObject({
    code: 'data-directory-unusable',
    args: { directory },
  });
});

test.skipIf(!isSmall)(
  'tells of a full disk, as blobs do, until there is room (needs the right to mount)',
  async () => {
    const blobs = createFileBlobStore(`file://${join(folder, 'recordings')}`);
    await blobs.check();
    const full = join(folder, 'full');
    await writeFile(full, Buffer.alloc(2_000_000)).catch(() => {});
    await expect(probeFolder(folder)).rejects.toMatchObject({ code: 'disk-full', args: { path: folder } });
    await expect(blobs.check()).rejects.toMatchObject({ code: 'disk-full' });
    rmSync(full);
    await probeFolder(folder);
    await blobs.check();
    expect(await readdir(join(folder, 'recordings', '.incoming'))).toEqual([]);
  },
);
