import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addModel } from './add-model.ts';
import { findModelOfKind, listEveryInstalledModel, verifyModel } from './installed-models.ts';
import { readModelsLock } from './lock-file.ts';
import { removeModel } from './remove-model.ts';

let folder: string;
let modelsDirectory: string;
let theirs: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'efir-test-remove-'));
  modelsDirectory = join(folder, 'models');
  theirs = join(folder, 'titanet');
  mkdirSync(theirs);
  writeFileSync(join(theirs, 'nemo_en_titanet_small.onnx'), 'weights');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const add = (link: boolean) =>
  addModel(theirs, { modelsDirectory, kind: 'speaker-embedding', link, testLoad: async () => {} });

it.each([false, true])(
  'a model of another kind is taken in under the name that its kind has (link: %s)',
  async (link) => {
    const added = await add(link);
    expect(added).toMatchObject({ name: 'titanet', kind: 'speaker-embedding', pinned: true });
    expect(await findModelOfKind(modelsDirectory, 'speaker-embedding')).toEqual(added);
    expect(readdirSync(added.directory)).toEqual(['model.onnx']);
    await verifyModel(modelsDirectory, 'titanet');
  },
);

it.each([false, true])(
  'and goes again without a trace, but for the files that were linked (link: %s)',
  async (link) => {
    await add(link);
    await removeModel(modelsDirectory, 'titanet');
    expect(await listEveryInstalledModel(modelsDirectory)).toEqual([]);
    expect(await readModelsLock(modelsDirectory)).toEqual({});
    expect(readdirSync(modelsDirectory)).toEqual(['models.lock.json']);
    expect(existsSync(join(theirs, 'nemo_en_titanet_small.onnx'))).toBe(true);
  },
);

it('a folder with several files, none of them under the right name, is refused', async () => {
  writeFileSync(join(theirs, 'other.onnx'), 'weights');
  await expect(add(false)).rejects.toMatchObject({
    code: 'model-corrupt',
    args: { detail: 'its folder holds 2 ONNX files, and none is called model.onnx' },
  });
  expect(readdirSync(modelsDirectory)).toEqual([]);
});

it('what is not installed, and what leads elsewhere, is not removed', async () => {
  for (const name of ['nothing', '../titanet', ''])
    await expect(removeModel(modelsDirectory, name)).rejects.toMatchObject({ code: 'model-unknown' });
  expect(existsSync(theirs)).toBe(true);
});

it('a damaged one can be removed', async () => {
  const { directory } = await add(false);
  rmSync(join(directory, 'model.onnx'));
  await removeModel(modelsDirectory, 'titanet');
  expect(readdirSync(modelsDirectory)).toEqual(['models.lock.json']);
});
