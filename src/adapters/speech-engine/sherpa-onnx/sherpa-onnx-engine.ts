import { createRequire } from 'node:module';
import { EfirError } from '../../../core/errors.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type {
  EngineDescription,
  EngineSettings,
  RecognisedPiece,
  SpeechEngine,
  SpeechEngineAdapter,
} from '../../../ports/speech-engine.ts';
import { isHeard } from '../whisper-manners.ts';
import { createDecoder, type DecodePiece } from './decode-piece.ts';
import { findModelFiles, type ModelFiles } from './find-model-files.ts';
import { findProvider, type Provider } from './find-provider.ts';
import { joinWords } from './join-words.ts';
import type {
  SherpaOnnx,
  SherpaRecognizer,
  SherpaRecognizerConfig,
  SherpaResult,
} from './sherpa-onnx-node.ts';

/**
 * ONNX models in this process, on the processor or as `extra.provider` says (find-provider.ts). What the folder holds
 * decides how it is read (find-model-files.ts); `extra.family` settles it beforehand, `extra.compute` which files are
 * taken where there are two kinds, and `extra.languages` (codes with commas) says what the model knows.
 *
 * Many a bad file ends the process: nothing here can catch that, the engine host's client does.
 */
export const sherpaOnnxEngine: SpeechEngineAdapter = {
  name: 'sherpa-onnx',
  check: async (extra) => {
    findPackage();
    findProvider(extra?.['provider']);
  },
  load: async (settings) => {
    findPackage();
    const provider = findProvider(settings.extra['provider']);
    const files = await findModelFiles(settings);
    const sherpa = await importSherpa();
    const config = createConfig(files, settings.threads, provider);
    const recognizer = await createRecognizer(sherpa, config, settings);
    return createEngine(createDecoder(recognizer, config, files), describeEngine(settings, files));
  },
};

const packageName = 'sherpa-onnx-node';

/** Some bad files are told by an exception; the others end the process. */
async function createRecognizer(
  sherpa: SherpaOnnx,
  config: SherpaRecognizerConfig,
  { model, modelDirectory }: EngineSettings,
): Promise<SherpaRecognizer> {
  try {
    return await sherpa.OfflineRecognizer.createAsync(config);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const detail = message.replaceAll(`${modelDirectory}/`, '');
    throw new EfirError('model-corrupt', { model, detail }, { cause });
  }
}

/** The package is optional: the images of other roles go without its 32 MB. */
function findPackage(): void {
  try {
    createRequire(import.meta.url).resolve(packageName);
  } catch (cause) {
    throw new EfirError(
      'engine-missing',
      { detail: `the npm package ${packageName} is not installed` },
      { cause },
    );
  }
}

async function importSherpa(): Promise<SherpaOnnx> {
  try {
    const imported = (await import(packageName)) as { default: SherpaOnnx };
    return imported.default;
  } catch (cause) {
    const detail = `${packageName} has no binary for ${process.platform} ${process.arch}`;
    throw new EfirError('engine-missing', { detail }, { cause });
  }
}

function createConfig(files: ModelFiles, threads: number, provider: Provider): SherpaRecognizerConfig {
  return {
    featConfig: { sampleRate, featureDim: 80 },
    decodingMethod: files.capabilities.hotWords ? 'modified_beam_search' : 'greedy_search',
    modelConfig: {
      ...files.config,
      tokens: files.tokens,
      numThreads: threads,
      provider,
      debug: false,
    },
  };
}

function describeEngine(settings: EngineSettings, files: ModelFiles): EngineDescription {
  const languages = settings.extra['languages'];
  return {
    engine: 'sherpa-onnx',
    model: settings.model,
    languages: typeof languages === 'string' ? languages.split(',') : 'any',
    maxPieceSeconds: files.maxPieceSeconds,
    quality: 'full',
    // Whisper's settings are those of the whole recognizer (decode-piece.ts).
    streams: files.config.whisper ? 1 : (settings.streams ?? 1),
    capabilities: files.capabilities,
  };
}

function createEngine(decode: DecodePiece, description: EngineDescription): SpeechEngine {
  return {
    description,
    recognise: async (piece, options) => {
      if (options.signal?.aborted) throw new EfirError('cancelled');
      if (!isHeard(piece.samples)) return { text: '', words: [] };
      const result = await decode(piece.samples, options);
      // A decode cannot be stopped half-way; the host is killed when it takes longer than the caller may wait.
      if (options.signal?.aborted) throw new EfirError('cancelled');
      return toPiece(result, piece.samples.length / sampleRate, description);
    },
    close: async () => {},
  };
}

function toPiece(
  result: SherpaResult,
  seconds: number,
  { capabilities }: EngineDescription,
): RecognisedPiece {
  const words = joinWords(result, seconds, capabilities.confidence);
  const language = capabilities.detectsLanguage ? result.lang?.replace(/[^a-z]/g, '') : undefined;
  return { text: words.map((word) => word.text).join(' '), words, ...(language ? { language } : {}) };
}
