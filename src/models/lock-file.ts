import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EfirError, isNodeError } from '../core/errors.ts';
import { makeDataFolder } from '../core/make-folder.ts';
import type { ModelKind } from './catalogue.ts';
import { holdLock } from './hold-lock.ts';

/** What is known for certain of one model's files, since their first download or since they were added. */
export interface PinnedModel {
  readonly source: string;
  /** Of an operator's own model; absent: it recognises. */
  readonly kind?: ModelKind;
  readonly languages?: readonly string[];
  readonly files: Readonly<Record<string, PinnedFile>>;
}

export interface PinnedFile {
  readonly bytes: number;
  readonly sha256: string;
}

export type ModelsLock = Readonly<Record<string, PinnedModel>>;

const fileName = 'models.lock.json';

/** Reads `models.lock.json`; no file means that nothing is pinned. Rejects with `file-unreadable`. */
export async function readModelsLock(modelsDirectory: string): Promise<ModelsLock> {
  const path = join(modelsDirectory, fileName);
  try {
    const content = JSON.parse(await readFile(path, 'utf8')) as { models?: ModelsLock };
    return content.models ?? {};
  } catch (thrown) {
    if (isNodeError(thrown) && thrown.code === 'ENOENT') return {};
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new EfirError('file-unreadable', { path, detail }, { cause: thrown });
  }
}

/** Pins a model, replacing what was known of it. Safe against other processes that pin at the same moment. */
export async function pinModel(modelsDirectory: string, name: string, pinned: PinnedModel): Promise<void> {
  await changeLock(modelsDirectory, (models) => ({ ...models, [name]: pinned }));
}

/** Forgets what was known of a model; the same safety. */
export async function unpinModel(modelsDirectory: string, name: string): Promise<void> {
  await changeLock(modelsDirectory, ({ [name]: _, ...others }) => others);
}

async function changeLock(
  modelsDirectory: string,
  change: (models: ModelsLock) => ModelsLock,
): Promise<void> {
  await makeDataFolder(modelsDirectory);
  const release = await holdLock(join(modelsDirectory, `.${fileName}.lock`));
  try {
    const models = change(await readModelsLock(modelsDirectory));
    const temporary = join(modelsDirectory, `.${fileName}.new`);
    await writeFile(temporary, `${JSON.stringify({ version: 1, models }, null, 2)}\n`);
    await rename(temporary, join(modelsDirectory, fileName));
  } finally {
    await release();
  }
}
