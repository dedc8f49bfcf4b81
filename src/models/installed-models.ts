import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EfirError } from '../core/errors.ts';
import {
  type CatalogueModel,
  catalogue,
  findCatalogueModel,
  type ModelFamily,
  type ModelKind,
  soleFiles,
} from './catalogue.ts';
import { hashFile } from './hash-file.ts';
import { type ModelsLock, type PinnedModel, readModelsLock } from './lock-file.ts';

/** What can load a folder; a model for something else than recognising is always for sherpa-onnx. */
export type ModelEngine = 'sherpa-onnx' | 'whisper-cpp';

/** A folder below the models directory with a whole model in it. */
export interface InstalledModel {
  readonly name: string;
  readonly kind: ModelKind;
  readonly engine: ModelEngine;
  readonly directory: string;
  readonly languages: readonly string[] | 'any';
  /** Absent: the engine finds it out from the files. */
  readonly family?: ModelFamily;
  readonly bytes: number;
  /** Whether its files are in `models.lock.json`. */
  readonly pinned: boolean;
}

/** A folder that may become an installed model, once it has been tried. */
export interface ModelCandidate {
  readonly name: string;
  readonly kind: ModelKind;
  readonly engine: ModelEngine;
  readonly directory: string;
  readonly family?: ModelFamily;
}

/** Which engine the files of a folder are for: whisper.cpp has a model in one file of its own format. */
export function findModelEngine(files: readonly string[]): ModelEngine {
  const ggml = files.some((file) => /\.(?:bin|ggml|gguf)$/.test(file));
  return ggml && !files.some((file) => file.endsWith('.onnx')) ? 'whisper-cpp' : 'sherpa-onnx';
}

/** Lists the installed models that recognise: the catalogue's order first, then an operator's own by name. */
export async function listInstalledModels(modelsDirectory: string): Promise<InstalledModel[]> {
  const every = await listEveryInstalledModel(modelsDirectory);
  return every.filter((model) => model.kind === 'recogniser');
}

/**
 * Finds the installed model for something else than recognising: the catalogue's before an operator's own. Its one
 * file is `<directory>/<soleFiles[kind]>`. Rejects as `findInstalledModel`.
 */
export async function findModelOfKind(
  modelsDirectory: string,
  kind: Exclude<ModelKind, 'recogniser'>,
): Promise<InstalledModel | undefined> {
  const every = await listEveryInstalledModel(modelsDirectory);
  const first = every.find((model) => model.kind === kind);
  return first && findInstalledModel(modelsDirectory, first.name);
}

/**
 * Lists what is installed, of all kinds, in the same order. A folder counts when it holds the files that the catalogue
 * names for it or, under any other name, an ONNX file and a token list, or what its pin says that it is.
 */
export async function listEveryInstalledModel(modelsDirectory: string): Promise<InstalledModel[]> {
  const lock = await readModelsLock(modelsDirectory);
  const entries = await readdir(modelsDirectory, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name);
  const found = await Promise.all(
    names.sort(byPreference).map((name) => inspect(modelsDirectory, name, lock)),
  );
  return found.filter((model) => model !== undefined);
}

/**
 * Finds one installed model. Rejects with `model-corrupt` when a pinned file is gone or has another size; the
 * digests are left to `verifyModel`, which reads every byte.
 */
export async function findInstalledModel(
  modelsDirectory: string,
  name: string,
): Promise<InstalledModel | undefined> {
  if (!isModelName(name)) return undefined;
  const lock = await readModelsLock(modelsDirectory);
  const model = await inspect(modelsDirectory, name, lock);
  const pinned = lock[name];
  if (model && pinned) await checkSizes(model, pinned);
  return model;
}

/**
 * Reads every pinned file; rejects with `model-corrupt` {model, detail} on the first that is not what it was, and with
 * `model-unknown` {model, known}.
 */
export async function verifyModel(
  modelsDirectory: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  const model = await findInstalledModel(modelsDirectory, name);
  if (!model) throw tellNotInstalled(name, await listEveryInstalledModel(modelsDirectory));
  const pinned = (await readModelsLock(modelsDirectory))[name];
  for (const [file, { sha256 }] of Object.entries(pinned?.files ?? {})) {
    const actual = await hashFile(join(model.directory, file), signal);
    if (actual !== sha256) {
      throw new EfirError('model-corrupt', {
        model: name,
        detail: `${file} is not the file that was pinned`,
      });
    }
  }
}

/** For who wants to do something with a model that is not there: `model-unknown` {model, known}, without a word on fetching it. */
export function tellNotInstalled(model: string, installed: readonly InstalledModel[]): EfirError {
  const known = installed.map(({ name }) => name).join(', ');
  return new EfirError('model-unknown', { model, known: known || 'none' });
}

/** A model's name is its folder's name, so nothing that could lead elsewhere. */
export function isModelName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]*$/i.test(name);
}

async function inspect(
  modelsDirectory: string,
  name: string,
  lock: ModelsLock,
): Promise<InstalledModel | undefined> {
  if (!isModelName(name)) return undefined;
  const directory = join(modelsDirectory, name);
  const sizes = await readSizes(directory);
  const known = findCatalogueModel(name);
  const kind = known?.kind ?? lock[name]?.kind ?? 'recogniser';
  if (!isComplete(sizes, known, kind)) return undefined;
  const engine = findModelEngine([...sizes.keys()]);
  const family = engine === 'sherpa-onnx' ? known?.family : undefined;
  return {
    name,
    kind,
    engine,
    directory,
    languages: known?.languages ?? lock[name]?.languages ?? 'any',
    ...(family === undefined ? {} : { family }),
    bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
    pinned: lock[name] !== undefined,
  };
}

function isComplete(
  sizes: ReadonlyMap<string, number>,
  known: CatalogueModel | undefined,
  kind: ModelKind,
): boolean {
  if (kind !== 'recogniser') return sizes.has(soleFiles[kind]);
  if (known?.files.every((file) => sizes.has(file.name))) return true;
  // An operator may have other variants of a model's files than the catalogue names (fp16 for int8).
  const names = [...sizes.keys()];
  if (findModelEngine(names) === 'whisper-cpp') return true;
  return names.some((file) => file.endsWith('.onnx')) && names.some((file) => file.endsWith('tokens.txt'));
}

async function readSizes(directory: string): Promise<Map<string, number>> {
  const names = await readdir(directory).catch(() => []);
  const sizes = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(directory, name)).catch(() => undefined);
      return found?.isFile() ? ([name, found.size] as const) : undefined;
    }),
  );
  return new Map(sizes.filter((entry) => entry !== undefined));
}

async function checkSizes(model: InstalledModel, pinned: PinnedModel): Promise<void> {
  const sizes = await readSizes(model.directory);
  for (const [file, { bytes }] of Object.entries(pinned.files)) {
    const size = sizes.get(file);
    if (size === bytes) continue;
    const detail =
      size === undefined ? `${file} is missing` : `${file} has ${size} bytes instead of ${bytes}`;
    throw new EfirError('model-corrupt', { model: model.name, detail });
  }
}

function byPreference(one: string, other: string): number {
  return rank(one) - rank(other) || one.localeCompare(other);
}

function rank(name: string): number {
  const index = catalogue.findIndex((model) => model.name === name);
  return index === -1 ? catalogue.length : index;
}
