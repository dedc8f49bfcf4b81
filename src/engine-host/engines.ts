import type { SpeechEngineAdapter } from '../ports/speech-engine.ts';

/** An engine of this program: how to get its adapter, and the models that come with it. */
interface KnownEngine {
  readonly load: () => Promise<SpeechEngineAdapter>;
  /** Models that need no folder; engines without any take theirs from the models directory. */
  readonly ownModels: readonly string[];
  /** Of `ownModels`; models with a folder have theirs in the catalogue. */
  readonly languages: readonly string[] | 'any';
}

/** Adapters are imported when they are needed: their natives must never weigh on a process that has no use for them. */
export const engines = {
  'sherpa-onnx': {
    load: async () =>
      (await import('../adapters/speech-engine/sherpa-onnx/sherpa-onnx-engine.ts')).sherpaOnnxEngine,
    ownModels: [],
    languages: 'any',
  },
  pocketsphinx: {
    load: async () =>
      (await import('../adapters/speech-engine/pocketsphinx/pocketsphinx-engine.ts')).pocketsphinxEngine,
    ownModels: ['en-us'],
    languages: ['en'],
  },
  'transcribe-server': {
    load: async () =>
      (await import('../adapters/speech-engine/transcribe-server/transcribe-server-engine.ts'))
        .transcribeServerEngine,
    // Which model it is, the servers say.
    ownModels: ['remote'],
    languages: 'any',
  },
  scripted: {
    load: async () => (await import('../adapters/speech-engine/scripted/scripted-engine.ts')).scriptedEngine,
    ownModels: ['default', 'crash', 'hang', 'fail', 'slow'],
    languages: 'any',
  },
} as const satisfies Record<string, KnownEngine>;

export type EngineName = keyof typeof engines;
export const engineNames = Object.keys(engines) as EngineName[];

export function isEngineName(name: string): name is EngineName {
  return Object.hasOwn(engines, name);
}

export function getEngine(name: EngineName): KnownEngine {
  return engines[name];
}
