import type { SpeechEngineAdapter } from '../ports/speech-engine.ts';

/** An engine of this program: how to get its adapter, and the models that come with it. */
interface KnownEngine {
  readonly load: () => Promise<SpeechEngineAdapter>;
  /** Models that need no folder; engines without any take theirs from the models directory. */
  readonly ownModels: readonly string[];
  /** Of `ownModels`; models with a folder have theirs in the catalogue. */
  readonly languages: readonly string[] | 'any';
  /** How it uses several cores: a piece on each, all for one piece, or none here because it computes elsewhere. */
  readonly parallel: 'pieces' | 'threads' | 'elsewhere';
  /** Memory that it takes with so many pieces at once; absent: as the size of its model's folder tells. */
  readonly megabytes?: (streams: number) => number;
}

/** Adapters are imported when they are needed: their natives must never weigh on a process that has no use for them. */
export const engines = {
  'sherpa-onnx': {
    load: async () =>
      (await import('../adapters/speech-engine/sherpa-onnx/sherpa-onnx-engine.ts')).sherpaOnnxEngine,
    ownModels: [],
    languages: 'any',
    parallel: 'pieces',
  },
  'whisper-cpp': {
    load: async () =>
      (await import('../adapters/speech-engine/whisper-cpp/whisper-cpp-engine.ts')).whisperCppEngine,
    ownModels: [],
    languages: 'any',
    parallel: 'threads',
  },
  pocketsphinx: {
    load: async () =>
      (await import('../adapters/speech-engine/pocketsphinx/pocketsphinx-engine.ts')).pocketsphinxEngine,
    ownModels: ['en-us'],
    languages: ['en'],
    parallel: 'pieces',
    // A process of 110 MB for each piece.
    megabytes: (streams) => 80 + 110 * streams,
  },
  'transcribe-server': {
    load: async () =>
      (await import('../adapters/speech-engine/transcribe-server/transcribe-server-engine.ts'))
        .transcribeServerEngine,
    // Which model it is, the servers say.
    ownModels: ['remote'],
    languages: 'any',
    parallel: 'elsewhere',
    megabytes: () => 80,
  },
  'openai-compatible': {
    load: async () =>
      (await import('../adapters/speech-engine/openai-compatible/openai-compatible-engine.ts'))
        .openaiCompatibleEngine,
    // Which model it is there, OPENAI_COMPATIBLE_MODEL says.
    ownModels: ['compatible'],
    languages: 'any',
    parallel: 'elsewhere',
    megabytes: () => 80,
  },
  scripted: {
    load: async () => (await import('../adapters/speech-engine/scripted/scripted-engine.ts')).scriptedEngine,
    ownModels: ['default', 'crash', 'hang', 'fail', 'slow', 'loop', 'loop-once', 'hallucinate'],
    languages: 'any',
    parallel: 'pieces',
    megabytes: () => 80,
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
