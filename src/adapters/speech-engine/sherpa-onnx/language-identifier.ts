import { EfirError } from '../../../core/errors.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type { EngineSettings, SpeechPiece } from '../../../ports/speech-engine.ts';
import { findModelFiles } from './find-model-files.ts';
import type { SherpaOnnx } from './sherpa-onnx-node.ts';

/** Tells languages by their sound. */
export interface LanguageIdentifier {
  /** An ISO 639-1 code (639-3 where there is no shorter one); undefined where it cannot tell. Blocks meanwhile. */
  identify(piece: SpeechPiece): string | undefined;
}

const packageName = 'sherpa-onnx-node';

/** What Whisper calls otherwise than the standard. */
const standardCodes: Readonly<Record<string, string>> = { jw: 'jv' };

/**
 * Loads a Whisper model for nothing but the language: its encoder once, and one step of the decoder. Rejects with
 * `model-missing`, and `model-corrupt` for what is whole but no Whisper model of several languages.
 */
export async function loadLanguageIdentifier(settings: EngineSettings): Promise<LanguageIdentifier> {
  const { config, capabilities } = await findModelFiles(settings);
  if (!config.whisper || !capabilities.detectsLanguage) {
    const detail = 'it is no Whisper model of several languages';
    throw new EfirError('model-corrupt', { model: settings.model, detail });
  }
  const { encoder, decoder } = config.whisper;
  const sherpa = (await import(packageName)) as { default: SherpaOnnx };
  const identifier = new sherpa.default.SpokenLanguageIdentification({
    whisper: { encoder, decoder },
    numThreads: settings.threads,
    provider: 'cpu',
    debug: false,
  });
  return {
    identify: ({ samples }) => {
      const stream = identifier.createStream();
      stream.acceptWaveform({ sampleRate, samples });
      const code = identifier.compute(stream);
      return code === '' ? undefined : (standardCodes[code] ?? code);
    },
  };
}
