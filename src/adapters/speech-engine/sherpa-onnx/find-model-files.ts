import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EfirError } from '../../../core/errors.ts';
import type { EngineSettings } from '../../../ports/speech-engine.ts';
import { type Inspected, inspectModel } from './inspect-model.ts';
import type { SherpaModelConfig } from './sherpa-onnx-node.ts';

/** How a folder is read, and what the kind of model in it can do. */
export interface ModelFiles extends Inspected {
  readonly tokens: string;
  readonly maxPieceSeconds: number;
}

interface Found {
  readonly config: SherpaModelConfig;
  readonly maxPieceSeconds: number;
}

type Kind = (folder: Folder) => Found | undefined;

interface Folder {
  readonly name: string;
  /**
   * Full path of the file of this part. Quantised variants come before full ones unless full numbers are asked for: half
   * the memory, 2 to 3 times the speed.
   */
  find(part: RegExp): string | undefined;
}

/**
 * Looks through the model's folder. Rejects with `model-missing` when there is none, `model-corrupt` when its files
 * make no model that we know.
 */
export async function findModelFiles({ model, modelDirectory, extra }: EngineSettings): Promise<ModelFiles> {
  if (modelDirectory === undefined) throw new EfirError('model-missing', { model });
  const names = await readdir(modelDirectory).catch(() => {
    throw new EfirError('model-missing', { model });
  });
  const folder = openFolder(modelDirectory, model, sortVariants(names, extra['compute'] === 'float'));
  const tokens = folder.find(/tokens\.txt$/);
  const found = kinds.map((kind) => kind(folder)).find((files) => files !== undefined);
  if (tokens === undefined || found === undefined) {
    const wanted =
      tokens === undefined
        ? 'tokens.txt'
        : 'the ONNX files of a transducer, NeMo CTC, Whisper or Moonshine model';
    throw new EfirError('model-corrupt', { model, detail: `its folder lacks ${wanted}` });
  }
  const inspected = await inspectModel(found.config, {
    model,
    tokens,
    nemo: extra['family'] === 'nemo-transducer' || /nemo|parakeet|giga-?am|canary/i.test(model),
    bpeVocabulary: folder.find(/^bpe\.vocab$/),
  });
  return { ...found, ...inspected, tokens };
}

function openFolder(directory: string, name: string, names: readonly string[]): Folder {
  return {
    name,
    find: (part) => {
      const file = names.find((candidate) => part.test(candidate));
      return file === undefined ? undefined : join(directory, file);
    },
  };
}

/** The wanted ones first; where there is only the other kind, that is taken. */
function sortVariants(names: readonly string[], full: boolean): string[] {
  const rank = (name: string) => Number(name.includes('int8') === full);
  return names.toSorted((one, other) => rank(one) - rank(other));
}

const kinds: readonly Kind[] = [findTransducer, findMoonshine, findWhisper, findNemoCtc];

function findTransducer(folder: Folder): Found | undefined {
  const encoder = folder.find(/encoder.*\.onnx$/);
  const decoder = folder.find(/decoder.*\.onnx$/);
  const joiner = folder.find(/joiner.*\.onnx$/);
  if (!(encoder && decoder && joiner)) return undefined;
  return { config: { transducer: { encoder, decoder, joiner } }, maxPieceSeconds: chooseLength(folder) };
}

function findNemoCtc(folder: Folder): Found | undefined {
  const model = folder.find(/model.*\.onnx$/);
  return model ? { config: { nemoCtc: { model } }, maxPieceSeconds: chooseLength(folder) } : undefined;
}

function findWhisper(folder: Folder): Found | undefined {
  const encoder = folder.find(/encoder.*\.onnx$/);
  const decoder = folder.find(/decoder.*\.onnx$/);
  if (!(encoder && decoder)) return undefined;
  return {
    config: { whisper: { encoder, decoder, language: '', task: 'transcribe', tailPaddings: -1 } },
    // It reads 30 s and drops the rest in silence.
    maxPieceSeconds: 29,
  };
}

function findMoonshine(folder: Folder): Found | undefined {
  const preprocessor = folder.find(/preprocess.*\.onnx$/);
  const encoder = folder.find(/^encode.*\.onnx$/);
  const uncachedDecoder = folder.find(/uncached_decode.*\.onnx$/);
  const cachedDecoder = folder.find(/^cached_decode.*\.onnx$/);
  if (!(preprocessor && encoder && uncachedDecoder && cachedDecoder)) return undefined;
  return {
    config: { moonshine: { preprocessor, encoder, uncachedDecoder, cachedDecoder } },
    maxPieceSeconds: 28,
  };
}

/** GigaAM's own limit is 25 s; the others take more, but memory grows with the square of the length. */
function chooseLength(folder: Folder): number {
  return /giga-?am/i.test(folder.name) ? 25 : 28;
}
