import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, stat, symlink } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { EfirError, tellSystemError } from '../core/errors.ts';
import { makeDataFolder } from '../core/make-folder.ts';
import { findCatalogueModel, type ModelKind, soleFiles } from './catalogue.ts';
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
  /** What it is for: that of the catalogue, by its name, else recognising. */
  readonly kind?: ModelKind;
  /** ISO 639-1 codes that the model knows; absent and not in the catalogue: it is tried with any. */
  readonly languages?: readonly string[];
  /** Leaves the files where they are and makes a symbolic link. */
  readonly link?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Takes a model in from a local folder: tests it, pins its files, replaces one of the same name. The folder itself
 * is not changed. Rejects with `file-not-found` {path}, `file-unreadable`, `usage-invalid` {detail}, `model-corrupt` {model, detail},
 * `disk-full`, `data-directory-unusable`, `cancelled`.
 */
export async function addModel(folder: string, options: AddOptions): Promise<InstalledModel> {
  const { modelsDirectory, signal } = options;
  const from = await findFolder(folder);
  const name = options.name ?? basename(resolve(folder));
  if (!isModelName(name)) {
    const detail = `“${name}” cannot be a model's name: letters, digits, dots, dashes and underscores make one`;
    throw new EfirError('usage-invalid', { detail });
  }
  const staging = await createStaging(modelsDirectory, name);
  try {
    const names = await listFiles(from);
    const kind = findCatalogueModel(name)?.kind ?? options.kind ?? 'recogniser';
    const files = kind === 'recogniser' ? names.map(keepName) : [findSoleFile(name, names, kind)];
    const prepared = options.link
      ? await linkFiles(from, files, staging, kind)
      : await copyFiles(from, files, staging, signal);
    const candidate: ModelCandidate = { name, kind, engine: findModelEngine(names), directory: prepared };
    await options.testLoad({ ...candidate, ...familyOf(candidate) }, signal);
    const pins = await hashFiles(prepared, files, signal);
    const languages = options.languages ? { languages: options.languages } : {};
    await pinModel(modelsDirectory, name, { source: 'added', kind, files: pins, ...languages });
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

async function findFolder(path: string): Promise<string> {
  const found = await realpath(path).catch(() => {
    throw new EfirError('file-not-found', { path });
  });
  if ((await stat(found)).isDirectory()) return found;
  const detail = `${path} is a file, and the folder with all files of the model is wanted`;
  throw new EfirError('usage-invalid', { detail });
}

async function createStaging(modelsDirectory: string, name: string): Promise<string> {
  try {
    await makeDataFolder(modelsDirectory);
    return await mkdtemp(join(modelsDirectory, `.add-${name}-`));
  } catch (thrown) {
    throw toModelError(thrown, undefined);
  }
}

/** Only what stands in the folder itself: below it are sample recordings and the like. */
async function listFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((thrown: unknown) => {
    throw new EfirError(
      'file-unreadable',
      { path: folder, detail: tellSystemError(thrown) },
      { cause: thrown },
    );
  });
  const found = await Promise.all(
    names.map(async (name) => ({ name, facts: await stat(join(folder, name)) })),
  );
  return found.filter(({ facts }) => facts.isFile()).map(({ name }) => name);
}

interface AddedFile {
  readonly name: string;
  /** In the models directory. */
  readonly as: string;
}

function keepName(name: string): AddedFile {
  return { name, as: name };
}

/** The one file of a model that is for something else than recognising, whatever its publisher called it. */
function findSoleFile(
  model: string,
  names: readonly string[],
  kind: Exclude<ModelKind, 'recogniser'>,
): AddedFile {
  const as = soleFiles[kind];
  const found = names.filter((name) => name.endsWith('.onnx'));
  const name = found.find((one) => one === as) ?? found[0];
  if (name === undefined || (name !== as && found.length > 1)) {
    const detail = `its folder holds ${found.length} ONNX files, and none is called ${as}`;
    throw new EfirError('model-corrupt', { model, detail });
  }
  return { name, as };
}

async function linkFiles(
  from: string,
  files: readonly AddedFile[],
  staging: string,
  kind: ModelKind,
): Promise<string> {
  const link = join(staging, 'model');
  if (kind === 'recogniser') {
    await symlink(from, link);
    return link;
  }
  await mkdir(link);
  for (const { name, as } of files) await symlink(join(from, name), join(link, as));
  return link;
}

async function copyFiles(
  from: string,
  files: readonly AddedFile[],
  staging: string,
  signal?: AbortSignal,
): Promise<string> {
  const copy = join(staging, 'model');
  await mkdir(copy);
  for (const { name, as } of files) {
    signal?.throwIfAborted();
    // A file system that can shares the blocks, and the copy costs nothing.
    await copyFile(join(from, name), join(copy, as), constants.COPYFILE_FICLONE);
  }
  return copy;
}

async function hashFiles(
  folder: string,
  files: readonly AddedFile[],
  signal?: AbortSignal,
): Promise<Record<string, PinnedFile>> {
  const pins: Record<string, PinnedFile> = {};
  for (const { as } of files) {
    const path = join(folder, as);
    pins[as] = { bytes: (await stat(path)).size, sha256: await hashFile(path, signal) };
  }
  return pins;
}

function familyOf({ engine, name }: ModelCandidate): Pick<ModelCandidate, 'family'> {
  const family = engine === 'sherpa-onnx' ? findCatalogueModel(name)?.family : undefined;
  return family === undefined ? {} : { family };
}
