import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBelow, findFolder, openBelow } from './find-below.ts';

let folder: string;
let root: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-below-'));
  root = join(folder, 'root');
  await mkdir(join(root, 'task'), { recursive: true });
  await mkdir(join(folder, 'root-beside'));
  await writeFile(join(root, 'task', 'audio.wav'), 'inside');
  await writeFile(join(root, 'task', '..hidden'), 'inside');
  await writeFile(join(folder, 'secret'), 'outside');
  await writeFile(join(folder, 'root-beside', 'secret'), 'outside');
  await symlink(join(folder, 'secret'), join(root, 'link'));
  await symlink(folder, join(root, 'way-out'));
  await symlink(join(root, 'task', 'audio.wav'), join(root, 'link-inside'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('findBelow', () => {
  it('finds what lies below, also through a link that stays there', async () => {
    const audio = join(root, 'task', 'audio.wav');
    expect(await findBelow(['/nowhere', root], audio)).toBe(audio);
    expect(await findBelow([root], join(root, 'link-inside'))).toBe(audio);
    expect(await findBelow([root], `${root}/task/../task/./..hidden`)).toBe(join(root, 'task', '..hidden'));
  });

  it.each([
    ['the folder itself', () => root],
    ['a way up', () => `${root}/../secret`],
    ['a link out', () => join(root, 'link')],
    ['a folder that links out', () => join(root, 'way-out', 'secret')],
    ['a folder whose name begins alike', () => join(folder, 'root-beside', 'secret')],
    ['a relative path', () => 'task/audio.wav'],
    ['a NUL', () => `${root}/task/audio.wav\0.png`],
    ['another place', () => '/etc/passwd'],
    ['something endless', () => `${root}/${'a/'.repeat(4000)}`],
    ['nothing', () => ''],
  ])('refuses %s', async (_, path) => {
    await expect(findBelow([root], path())).rejects.toMatchObject({ code: 'file-outside' });
    await expect(openBelow(root, path())).rejects.toMatchObject({ code: 'file-outside' });
  });

  it('says what is not there, and what is no file', async () => {
    await expect(findBelow([root], join(root, 'none'))).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(openBelow(root, join(root, 'task'))).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});

describe('findFolder', () => {
  it('finds the folder itself and what is below, and nothing outside', async () => {
    expect(await findFolder(root, root)).toBe(root);
    expect(await findFolder(root, join(root, 'task'))).toBe(join(root, 'task'));
    for (const path of [folder, join(root, 'way-out'), join(folder, 'root-beside')]) {
      await expect(findFolder(root, path)).rejects.toMatchObject({ code: 'file-outside' });
    }
    await expect(findFolder(root, join(root, 'none'))).rejects.toMatchObject({ code: 'file-not-found' });
  });
});

describe('openBelow', () => {
  it('reads', async () => {
    await using handle = await openBelow(root, join(root, 'task', 'audio.wav'));
    expect(await handle.readFile('utf8')).toBe('inside');
  });
});
