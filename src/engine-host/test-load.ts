import { join } from 'node:path';
import { EfirError, toEfirError } from '../core/errors.ts';
import { type ModelKind, soleFiles } from '../models/catalogue.ts';
import { findModelOfKind, type ModelCandidate } from '../models/installed-models.ts';
import { sampleRate } from '../ports/media-tool.ts';
import { type EngineHost, type HostOptions, startEngineHost } from './client.ts';
import { findEngineExtra } from './engine-extra.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import type { Load } from './protocol.ts';

/** Loads a candidate in a process that is thrown away, and has it hear a second of silence. */
export type TestLoad = (candidate: ModelCandidate, signal?: AbortSignal) => Promise<void>;

interface TestLoadOptions
  extends Pick<HostOptions, 'environment' | 'limits' | 'logger'>,
    Pick<SpeechEnginesOptions, 'whisperCppServer'> {
  /** Where its counterpart is looked for, where a kind of model does nothing alone. */
  readonly modelsDirectory: string;
}

interface Trial {
  readonly load: Load;
  readonly question: string;
  readonly input: unknown;
}

/**
 * Makes the test that `pullModel` and `addModel` want. Rejects as `startEngineHost`: `model-corrupt` for files that
 * cannot be loaded. Of the two models that tell voices apart, the one that comes first is tried with the second: one
 * alone cannot be loaded.
 */
export function createTestLoad(options: TestLoadOptions): TestLoad {
  const { environment, limits, logger } = options;
  return async (candidate, signal) => {
    const trial = await trials[candidate.kind](candidate, options);
    if (!trial) return;
    let host: EngineHost | undefined;
    try {
      host = await startEngineHost({ environment, limits, logger, load: trial.load }, signal);
      await host.ask(trial.question, trial.input, signal);
    } catch (thrown) {
      throw nameCandidate(toEfirError(thrown), candidate);
    } finally {
      await host?.close();
    }
  };
}

/** A host knows some loads by their adapter's name only. */
function nameCandidate(error: EfirError, { name }: ModelCandidate): EfirError {
  if (error.code !== 'model-corrupt') return error;
  return new EfirError('model-corrupt', { ...error.args, model: name }, { cause: error });
}

const samples = new Float32Array(sampleRate);

type PrepareTrial = (candidate: ModelCandidate, options: TestLoadOptions) => Promise<Trial | undefined>;

const trials: { readonly [Kind in ModelKind]: PrepareTrial } = {
  recogniser: async ({ directory, engine, family, name }, options) => {
    const extra = { ...findEngineExtra(options, engine), ...(family === undefined ? {} : { family }) };
    const settings = { model: name, modelDirectory: directory, threads: 1, extra };
    const load = { kind: 'speech-engine', name: engine, settings } as const;
    return { load, question: 'recognise', input: { samples, options: {} } };
  },
  'speech-detector': async ({ directory }) => {
    const modelFile = join(directory, soleFiles['speech-detector']);
    const load = { kind: 'speech-detector', name: 'silero', settings: { modelFile } } as const;
    return { load, question: 'judge', input: { listening: 'trial', heard: 0, samples } };
  },
  'speaker-segmentation': async ({ directory }, { modelsDirectory }) => {
    const other = await findModelOfKind(modelsDirectory, 'speaker-embedding');
    return other && pairUp(directory, other.directory);
  },
  'speaker-embedding': async ({ directory }, { modelsDirectory }) => {
    const other = await findModelOfKind(modelsDirectory, 'speaker-segmentation');
    return other && pairUp(other.directory, directory);
  },
};

function pairUp(segmentationDirectory: string, embeddingDirectory: string): Trial {
  const settings = { segmentationDirectory, embeddingDirectory, threads: 1 };
  const load = { kind: 'diarizer', name: 'sherpa-onnx', settings } as const;
  return { load, question: 'diarize', input: { samples, options: {} } };
}
