import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { EfirError } from '../../../core/errors.ts';
import type { DiarizedBlock, Diarizer, DiarizerAdapter, DiarizerSettings } from '../../../ports/diarizer.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import { findModelFile } from './find-model-file.ts';
import { measureVoices } from './measure-voices.ts';
import type {
  SherpaAddon,
  SherpaDiarizer,
  SherpaEmbedder,
  SherpaEmbedderConfig,
  SherpaSpeakers,
  SherpaTurn,
} from './sherpa-onnx-node.ts';

/**
 * Pyannote's segmentation and a model of voices, by ONNX on the CPU in this process. A block cannot be stopped half-way:
 * whoever cancels ends the process, as engine hosts do. Many a bad file ends it as well.
 */
export const sherpaOnnxDiarizer: DiarizerAdapter = {
  name: 'sherpa-onnx',
  check: async () => {
    findPackage();
  },
  load: async (settings) => {
    findPackage();
    const files = {
      segmentation: await findModelFile(settings.segmentationDirectory, 'segmentation'),
      embedding: await findModelFile(settings.embeddingDirectory, 'embedding'),
    };
    const { sherpa, addon } = await importSherpa();
    const models = loadModels(sherpa, files, settings);
    return createDiarizer(models, bindProcess(addon, models.diarizer));
  },
};

const packageName = 'sherpa-onnx-node';

/** Clustering is quadratic in the length: 10 minutes take 20 MB and no time, an hour 500 MB, ten hours overflow. */
const maxBlockSeconds = 600;
/**
 * Cosine distance from which two stretches of speech are two voices. Sherpa's own standard: rather two voices for one
 * person, which the joining of all blocks mends, than two persons in one voice, which nothing does.
 */
const threshold = 0.5;
const shortestTurn = 0.3;
const closedGap = 0.5;
/** Samples of which there is nothing to tell. */
const shortestBlock = sampleRate / 10;

interface Models {
  readonly diarizer: SherpaDiarizer;
  readonly embedder: SherpaEmbedder;
}

function loadModels(
  sherpa: SherpaSpeakers,
  files: { readonly segmentation: string; readonly embedding: string },
  { threads }: DiarizerSettings,
): Models {
  const common = { numThreads: threads, provider: 'cpu', debug: false } as const;
  const embedding: SherpaEmbedderConfig = { model: files.embedding, ...common };
  try {
    return {
      diarizer: new sherpa.OfflineSpeakerDiarization({
        segmentation: { pyannote: { model: files.segmentation }, ...common },
        embedding,
        clustering: { numClusters: -1, threshold },
        minDurationOn: shortestTurn,
        minDurationOff: closedGap,
      }),
      embedder: new sherpa.SpeakerEmbeddingExtractor(embedding),
    };
  } catch (cause) {
    const model = basename(join(files.segmentation, '..'));
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new EfirError('model-corrupt', { model, detail }, { cause });
  }
}

type Process = (samples: Float32Array) => Promise<SherpaTurn[]>;

function bindProcess(addon: SherpaAddon, { handle }: SherpaDiarizer): Process {
  const process = addon.offlineSpeakerDiarizationProcessAsync;
  if (!process) {
    const detail = `${packageName} cannot tell voices apart without blocking; 1.13.8 can`;
    throw new EfirError('engine-missing', { detail });
  }
  return (samples) => process(handle, samples, () => 0);
}

function createDiarizer(models: Models, process: Process): Diarizer {
  // How many voices there are is a setting of the whole diarizer, so that blocks must not overlap.
  let last: Promise<unknown> = Promise.resolve();
  return {
    description: { diarizer: 'sherpa-onnx', maxBlockSeconds },
    diarize: async ({ samples }, { speakers, signal }) => {
      if (signal?.aborted) throw new EfirError('cancelled');
      const run = () => diarize(models, process, samples, speakers, signal);
      const diarized = last.then(run, run);
      last = diarized.catch(() => {});
      return diarized;
    },
    close: async () => {},
  };
}

async function diarize(
  { diarizer, embedder }: Models,
  process: Process,
  samples: Float32Array,
  speakers: number | undefined,
  signal: AbortSignal | undefined,
): Promise<DiarizedBlock> {
  if (signal?.aborted) throw new EfirError('cancelled');
  if (samples.length < shortestBlock) return { turns: [], voices: [] };
  diarizer.setConfig({ clustering: { numClusters: speakers ?? -1, threshold } });
  const found = await process(samples);
  if (signal?.aborted) throw new EfirError('cancelled');
  const turns = numberVoices(found, samples.length / sampleRate);
  return { turns, voices: await measureVoices(embedder, samples, turns, signal) };
}

/** In order of their starts, inside the block; voices in order of their first turns, without a hole. */
function numberVoices(found: readonly SherpaTurn[], seconds: number): DiarizedBlock['turns'] {
  const numbers = new Map<number, number>();
  return found
    .map(({ start, end, speaker }) => ({
      start: toMilliseconds(Math.max(0, start)),
      end: toMilliseconds(Math.min(seconds, end)),
      speaker,
    }))
    .filter(({ start, end }) => end > start)
    .toSorted((one, other) => one.start - other.start || one.end - other.end)
    .map(({ start, end, speaker }) => {
      const voice = numbers.get(speaker) ?? numbers.size;
      numbers.set(speaker, voice);
      return { start, end, voice };
    });
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** The package is optional: the images of other roles go without its 32 MB. */
function findPackage(): void {
  try {
    createRequire(import.meta.url).resolve(packageName);
  } catch (cause) {
    const detail = `the npm package ${packageName} is not installed`;
    throw new EfirError('engine-missing', { detail }, { cause });
  }
}

async function importSherpa(): Promise<{ sherpa: SherpaSpeakers; addon: SherpaAddon }> {
  try {
    const [sherpa, addon] = (await Promise.all([import(packageName), import(`${packageName}/addon.js`)])) as [
      { default: SherpaSpeakers },
      { default: SherpaAddon },
    ];
    return { sherpa: sherpa.default, addon: addon.default };
  } catch (cause) {
    const detail = `${packageName} has no binary for ${process.platform} ${process.arch}`;
    throw new EfirError('engine-missing', { detail }, { cause });
  }
}
