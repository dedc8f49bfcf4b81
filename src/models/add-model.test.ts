import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pickHostEnvironment } from '../../test/support/host-environment.ts';
import { writePilotModel } from '../../test/support/pilot-tones/pilot-model.ts';
import { createTestLoad, type TestLoad } from '../engine-host/test-load.ts';
import { addModel } from './add-model.ts';
import { findInstalledModel, listInstalledModels, verifyModel } from './installed-models.ts';

let folder: string;
let modelsDirectory: string;
let testLoad: TestLoad;
let pilot: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'efir-test-add-'));
  modelsDirectory = join(folder, 'models');
  testLoad = createTestLoad({ environment: pickHostEnvironment(), modelsDirectory });
  pilot = join(folder, 'pilot');
  writePilotModel(pilot);
  mkdirSync(join(pilot, 'test_wavs'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('copies a folder in, pins it, and leaves the folder as it was', async () => {
  const added = await addModel(pilot, { modelsDirectory, testLoad, languages: ['en'] });
  expect(added).toMatchObject({ name: 'pilot', languages: ['en'], pinned: true });
  expect(readdirSync(added.directory).sort()).toEqual(['model.onnx', 'tokens.txt']);
  expect(readdirSync(pilot).sort()).toEqual(['model.onnx', 'test_wavs', 'tokens.txt']);
  expect(readdirSync(modelsDirectory).sort()).toEqual(['models.lock.json', 'pilot']);
  await verifyModel(modelsDirectory, 'pilot');
});

it('links instead, where that is wanted, and knows when the files change', async () => {
  const added = await addModel(pilot, { modelsDirectory, testLoad, name: 'linked', link: true });
  expect(lstatSync(added.directory).isSymbolicLink()).toBe(true);
  const tokens = join(pilot, 'tokens.txt');
  writeFileSync(tokens, readFileSync(tokens, 'utf8').replace('a', 'e'));
  await expect(verifyModel(modelsDirectory, 'linked')).rejects.toMatchObject({ code: 'model-corrupt' });
  truncateSync(tokens, 10);
  await expect(findInstalledModel(modelsDirectory, 'linked')).rejects.toMatchObject({
    code: 'model-corrupt',
    args: { detail: expect.stringContaining('10 bytes') },
  });
});

it('replaces one of the same name', async () => {
  await addModel(pilot, { modelsDirectory, testLoad });
  await addModel(pilot, { modelsDirectory, testLoad, languages: ['ru'] });
  expect(await listInstalledModels(modelsDirectory)).toMatchObject([{ name: 'pilot', languages: ['ru'] }]);
});

it('takes nothing in that does not load', async () => {
  truncateSync(join(pilot, 'model.onnx'), 1000);
  const adding = addModel(pilot, { modelsDirectory, testLoad });
  await expect(adding).rejects.toMatchObject({ code: 'model-corrupt', args: { model: 'pilot' } });
  expect(readdirSync(modelsDirectory)).toEqual([]);
});

it('refuses a folder that is not there, a file, and a name that leads elsewhere', async () => {
  const adding = addModel(join(folder, 'nowhere'), { modelsDirectory, testLoad });
  await expect(adding).rejects.toMatchObject({ code: 'file-not-found' });
  const file = addModel(join(pilot, 'tokens.txt'), { modelsDirectory, testLoad });
  await expect(file).rejects.toMatchObject({ code: 'usage-invalid' });
  const naming = addModel(pilot, { modelsDirectory, testLoad, name: '../outside' });
  await expect(naming).rejects.toMatchObject({ code: 'usage-invalid' });
});

it('a folder that somebody filled by hand is found by its files, and others are not', async () => {
  writePilotModel(join(modelsDirectory, 'by-hand'));
  mkdirSync(join(modelsDirectory, 'photos'));
  mkdirSync(join(modelsDirectory, 'parakeet-tdt-0.6b-v3-int8'));
  expect(await listInstalledModels(modelsDirectory)).toMatchObject([
    { name: 'by-hand', languages: 'any', pinned: false },
  ]);
  expect(await listInstalledModels(join(folder, 'nowhere'))).toEqual([]);
  expect(await findInstalledModel(modelsDirectory, '../pilot')).toBeUndefined();
});
