import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, stat, symlink } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { EfirError } from '../core/errors.ts';
import { findCatalogueModel } from './catalogue.ts';
import { hashFile } from './hash-file.ts';
import {
  findInstalledModel,
  findModelEngine,
  type InstalledModel,
  isModelName,
  type ModelCandidate,
} from './installed-models.ts';
import { type PinnedFile, pinModel } from './lock-file.ts';
import { toModelError } from './model-error.ts';
import { putInPlace } from './put-in-place.ts';

export interface AddOptions {
  readonly modelsDirectory: string;
  /** As in `PullOptions`. */
  readonly testLoad: (candidate: ModelCandidate, signal?: AbortSignal) => Promise<unknown>;
  /** The folder's own name when absent. A name of the catalogue brings its languages. */
  readonly name?: string;
  /** ISO 639-1 codes that the model knows; absent and not in the catalogue: it is tried with any. */
  readonly languages?: readonly string[];
  /** Leaves the files where they are and makes a symbolic link. */
  readonly link?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Takes a model in from a local folder: tests it, pins its files, replaces one of the same name. The folder itself
 * is not changed. Rejects with `file-not-found` {path}, `usage-invalid` {detail}, `model-corrupt` {model, detail},
 * `disk-full`, `data-directory-unusable`, `cancelled`.
 */
export async function addModel(folder: string, options: AddOptions): Promise<InstalledModel> {
  const { modelsDirectory, signal } = options;
  const from = await realpath(folder).catch(() => {
    throw new EfirError('file-not-found', { path: folder });
  });
  const name = options.name ?? basename(resolve(folder));
  if (!isModelName(name)) {
    const detail = `“${name}” cannot be a model's name: letters, digits, dots, dashes and underscores make one`;
    throw new EfirError('usage-invalid', { detail });
  }
  const staging = await createStaging(modelsDirectory, name);
  try {
    const files = await listFiles(from);
    const prepared = options.link
      ? await linkFolder(from, staging)
      : await copyFiles(from, files, staging, signal);
    const kind = findCatalogueModel(name)?.kind ?? 'recogniser';
    const candidate: ModelCandidate = { name, kind, engine: findModelEngine(files), directory: prepared };
    await options.testLoad({ ...candidate, ...familyOf(candidate) }, signal);
    const pins = await hashFiles(prepared, files, signal);
    const languages = options.languages ? { languages: options.languages } : {};
    await pinModel(modelsDirectory, name, { source: 'added', files: pins, ...languages });
    await putInPlace(prepared, join(modelsDirectory, name));
  } catch (thrown) {
    throw toModelError(thrown, signal);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  const installed = await findInstalledModel(modelsDirectory, name);
  if (!installed)
    throw new EfirError('model-corrupt', {
      model: name,
      detail: 'it has neither an ONNX file with a tokens.txt nor a ggml-*.bin',
    });
  return installed;
}

async function createStaging(modelsDirectory: string, name: string): Promise<string> {
  try {
    await mkdir(modelsDirectory, { recursive: true });
    return await mkdtemp(join(modelsDirectory, `.add-${name}-`));
  } catch (thrown) {
    throw toModelError(thrown, undefined);
  }
}

/** Only what stands in the folder itself: below it are sample recordings and the like. */
async function listFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => {
    throw new EfirError('file-not-found', { path: folder });
  });
  const found = await Promise.all(
    names.map(async (name) => ({ name, facts: await stat(join(folder, name)) })),
  );
  return found.filter(({ facts }) => facts.isFile()).map(({ name }) => name);
}

async function linkFolder(from: string, staging: string): Promise<string> {
  const link = join(staging, 'model');
  await symlink(from, link);
  return link;
}

async function copyFiles(
  from: string,
  files: readonly string[],
  staging: string,
  signal?: AbortSignal,
): Promise<string> {
  const copy = join(staging, 'model');
  await mkdir(copy);
  for (const file of files) {
    signal?.throwIfAborted();
    // A file system that can shares the blocks, and the copy costs nothing.
    await copyFile(join(from, file), join(copy, file), constants.COPYFILE_FICLONE);
  }
  return copy;
}

async function hashFiles(
  folder: string,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<Record<string, PinnedFile>> {
  const pins: Record<string, PinnedFile> = {};
  for (const file of files) {
    const path = join(folder, file);
    pins[file] = { bytes: (await stat(path)).size, sha256: await hashFile(path, signal) };
  }
  return pins;
}

function familyOf({ engine, name }: ModelCandidate): Pick<ModelCandidate, 'family'> {
  const family = engine === 'sherpa-onnx' ? findCatalogueModel(name)?.family : undefined;
  return family === undefined ? {} : { family };
}
