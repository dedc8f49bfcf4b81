import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findCatalogueModel } from './catalogue.ts';
import { findFastestModel } from './fastest-model.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-fastest-'));
  await install('whisper-small', 100);
  await install('whisper-tiny', 10);
  await install('gigaam-v3-ctc', 1000);
});
afterAll(() => rm(folder, { recursive: true }));

/** Files of the right names, so many bytes each. */
async function install(name: string, bytes: number): Promise<void> {
  const model = findCatalogueModel(name);
  await mkdir(join(folder, name));
  for (const file of model?.files ?? []) await writeFile(join(folder, name, file.name), Buffer.alloc(bytes));
}

it.each([
  ['ru', 'gigaam-v3-ctc'],
  ['de', 'whisper-tiny'],
  // A model of one language is no guess at an unknown one.
  [undefined, 'whisper-tiny'],
])('for %s is %s', async (language, name) => {
  expect((await findFastestModel(folder, language))?.name).toBe(name);
});

it('is none where none is installed', async () => {
  expect(await findFastestModel(join(folder, 'nowhere'), 'ru')).toBeUndefined();
});
