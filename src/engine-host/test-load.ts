import type { ModelCandidate } from '../models/installed-models.ts';
import { sampleRate } from '../ports/media-tool.ts';
import type { EngineDescription } from '../ports/speech-engine.ts';
import type { HostOptions } from './client.ts';
import { findEngineExtra } from './engine-extra.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { startHostedEngine } from './hosted-engine.ts';

/** Loads a candidate in a process that is thrown away, and has it hear a second of silence. */
export type TestLoad = (candidate: ModelCandidate, signal?: AbortSignal) => Promise<EngineDescription>;

interface TestLoadOptions
  extends Pick<HostOptions, 'environment' | 'limits' | 'logger'>,
    Pick<SpeechEnginesOptions, 'whisperCppServer'> {}

/**
 * Makes the test that `pullModel` and `addModel` want. Rejects as `startEngineHost`: `model-corrupt` for files that
 * cannot be loaded.
 */
export function createTestLoad({ whisperCppServer, ...options }: TestLoadOptions): TestLoad {
  return async ({ name, engine, directory, family }, signal) => {
    const extra = {
      ...findEngineExtra({ whisperCppServer }, engine),
      ...(family === undefined ? {} : { family }),
    };
    const settings = { model: name, modelDirectory: directory, threads: 1, extra };
    const host = await startHostedEngine({ ...options, engine, settings }, signal);
    try {
      await host.recognise({ samples: new Float32Array(sampleRate) }, signal ? { signal } : {});
      return host.description;
    } finally {
      await host.close();
    }
  };
}
