import { EfirError, toEfirError } from '../core/errors.ts';
import { embeddingModel, segmentationModel } from '../models/catalogue.ts';
import { findModelOfKind, type InstalledModel } from '../models/installed-models.ts';
import type { DiarizedBlock, Diarizer, DiarizerDescription, DiarizerSettings } from '../ports/diarizer.ts';
import { sampleRate } from '../ports/media-tool.ts';
import type { KindWanted } from './fetch-kind.ts';
import type { HostPool } from './host-pool.ts';
import type { Load } from './protocol.ts';
import type { FailureMemory } from './remember-failures.ts';
import type { DiarizeInput } from './subjects/diarizer-subject.ts';

export interface DiarizerOptions {
  /** `auto`: the models that are installed, else none. */
  readonly diarizer?: 'auto' | 'sherpa-onnx' | 'scripted';
  readonly modelsDirectory: string;
  /** Of one block; 0: one, so that other cores are left for words. */
  readonly threads: number;
  /** Fetches what is missing, as fetch-kind.ts; absent: nothing is fetched. */
  readonly fetchKind?: (wanted: KindWanted, signal?: AbortSignal) => Promise<InstalledModel>;
  /** Keeps broken models from ending a process before every recording; absent: they are tried each time. */
  readonly failures?: FailureMemory | undefined;
}

/** Milliseconds that a recording waits for both, 33 MB. */
const patience = 120_000;

/** Beside its models: a block of minutes, and the distances between all stretches of speech in it. */
const workMegabytes = 200;

/**
 * Gives what tells voices apart, in a warm host of its own. Rejects with `diarizer-missing` where a model is not
 * installed, and as `HostPool.get`.
 */
export async function openDiarizer(
  { diarizer, modelsDirectory, threads: wantedThreads, fetchKind, failures }: DiarizerOptions,
  hosts: Pick<HostPool, 'get' | 'ask'>,
  signal?: AbortSignal,
): Promise<Diarizer> {
  const scripted = diarizer === 'scripted';
  if (!scripted && fetchKind) await fetchModels(fetchKind, signal);
  const models = scripted ? [] : await findModels(modelsDirectory);
  const [segmentation, embedding] = models;
  const threads = wantedThreads || 1;
  const settings: DiarizerSettings = {
    threads,
    ...(segmentation && { segmentationDirectory: segmentation.directory }),
    ...(embedding && { embeddingDirectory: embedding.directory }),
  };
  const load: Load = { kind: 'diarizer', name: scripted ? 'scripted' : 'sherpa-onnx', settings };
  const bytes = models.reduce((sum, model) => sum + model.bytes, 0);
  // Loaded, a model takes about twice its file: the weights once more as the runtime lays them out.
  const needs = {
    title: models.map((model) => model.name).join(' + ') || 'scripted',
    megabytes: workMegabytes + Math.ceil((2 * bytes) / 1e6),
  };
  // Files that somebody has mended have other sizes, as a rule.
  const key = models.map(({ directory, bytes: size }) => `${directory} ${size}`).join(' ');
  failures?.recall(key);
  const host = await hosts.get(load, needs, signal).catch((thrown: unknown) => {
    const error = toEfirError(thrown);
    if (error.code === 'model-corrupt') failures?.remember(key, error);
    throw error;
  });
  return {
    description: {
      ...(host.description as DiarizerDescription),
      ...(models.length > 0 && { models: needs.title }),
    },
    diarize: async ({ samples }, { signal: stop, ...options }) => {
      const input: DiarizeInput = { samples, options };
      // A block of a short recording is short: it goes before those of long ones.
      const work = { threads, streams: 1, recording: { secondsLeft: samples.length / sampleRate } };
      return (await hosts.ask(load, needs, { question: 'diarize', input, work }, stop)) as DiarizedBlock;
    },
    close: async () => {},
  };
}

/** The one that is tried alone first: the other can only be tried with it. Rejects with `diarizer-missing`. */
async function fetchModels(
  fetchKind: NonNullable<DiarizerOptions['fetchKind']>,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await fetchKind({ kind: 'speaker-embedding', model: embeddingModel, patience }, signal);
    await fetchKind({ kind: 'speaker-segmentation', model: segmentationModel, patience }, signal);
  } catch (thrown) {
    const { code, args } = toEfirError(thrown);
    if (!['model-missing', 'model-download-failed', 'disk-full', 'data-directory-unusable'].includes(code))
      throw thrown;
    const reason = code === 'model-missing' ? 'it is not installed' : String(args['detail'] ?? code);
    const detail = `${args['model'] ?? 'a model'}: ${reason} (efir models pull diarization)`;
    throw new EfirError('diarizer-missing', { detail }, { cause: thrown });
  }
}

/** Both are needed: one finds turns, the other tells whose. */
async function findModels(modelsDirectory: string): Promise<InstalledModel[]> {
  const kinds = ['speaker-segmentation', 'speaker-embedding'] as const;
  const found = await Promise.all(kinds.map((kind) => findModelOfKind(modelsDirectory, kind)));
  const missing = kinds.filter((_, place) => found[place] === undefined);
  if (missing.length > 0) {
    const detail = `no model of ${missing.join(' and ')} is installed`;
    throw new EfirError('diarizer-missing', { detail });
  }
  return found.filter((model) => model !== undefined);
}
