import { EfirError } from '../../../core/errors.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type {
  EngineCapabilities,
  EngineSettings,
  RecogniseOptions,
  SpeechEngine,
  SpeechEngineAdapter,
} from '../../../ports/speech-engine.ts';
import type { FormFields } from '../call-http.ts';
import { encodeWav } from '../encode-wav.ts';
import { findLanguageCode } from '../find-language-code.ts';
import { findWords, readVerbose, readVerboseText, type Verbose } from '../read-verbose.ts';
import { isHeard, padPiece, writePrompt } from '../whisper-manners.ts';
import { isMisunderstood, openSpeechService, type SpeechService } from './speech-service.ts';

/**
 * Has pieces recognised by any server that speaks OpenAI's audio API: `extra.url` is its address, `extra.key` its key,
 * `extra.model` the model that it is asked for. What it can do is found out with a second of noise.
 */
export const openaiCompatibleEngine: SpeechEngineAdapter = {
  name: 'openai-compatible',
  // Whether a server is there changes by the minute, so that is for `load` to find out.
  check: async (extra) => {
    if (extra && !extra['url'])
      throw new EfirError('engine-missing', { detail: 'OPENAI_COMPATIBLE_URL names no server' });
  },
  load: async (settings) => {
    const service = openSpeechService(settings);
    try {
      return createEngine(service, settings, await findForm(service, settings));
    } catch (thrown) {
      service.close();
      throw thrown;
    }
  },
};

/** In which form the server answers, and what it tells in it. */
interface Form {
  readonly fields: FormFields;
  readonly capabilities: EngineCapabilities;
}

/** From the form that tells most to the one that every server has. */
const forms: readonly FormFields[] = [
  { response_format: 'verbose_json', 'timestamp_granularities[]': ['word', 'segment'] },
  { response_format: 'verbose_json' },
  { response_format: 'json' },
];

async function findForm(service: SpeechService, { extra }: EngineSettings): Promise<Form> {
  const wav = encodeWav(makeNoise(), sampleRate);
  let misunderstood: unknown;
  for (const fields of forms) {
    try {
      const answer = await service.transcribe({ model: nameModel(extra), ...fields, temperature: '0' }, wav);
      return { fields, capabilities: listCapabilities(read(service, answer)) };
    } catch (thrown) {
      if (!isMisunderstood(thrown)) throw thrown;
      misunderstood ??= thrown;
    }
  }
  throw refuse(service, misunderstood);
}

/** Not even the simplest form is understood: something in the settings is wrong, such as the model's name. */
function refuse({ name: server }: SpeechService, thrown: unknown): EfirError {
  const detail = thrown instanceof EfirError ? String(thrown.args['detail']) : String(thrown);
  return new EfirError('speech-service-refused', { server, detail }, { cause: thrown });
}

/** Confidence may come although the noise, in which there are no words, gave no sign of it. */
function listCapabilities(answer: Verbose): EngineCapabilities {
  const words = findWords(answer);
  return {
    wordTimes: words !== undefined,
    confidence: words?.some(({ probability }) => probability != null) ?? false,
    detectsLanguage: findLanguageCode(answer.language ?? '') !== undefined,
    hotWords: true,
  };
}

function nameModel(extra: EngineSettings['extra']): string {
  return String(extra['model'] ?? 'whisper-1');
}

/** A quiet hiss, always the same. */
function makeNoise(): Float32Array {
  let state = 1;
  return Float32Array.from({ length: sampleRate }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1) * 0.003;
  });
}

function createEngine(service: SpeechService, settings: EngineSettings, form: Form): SpeechEngine {
  const closing = new AbortController();
  const model = nameModel(settings.extra);
  return {
    description: {
      engine: 'openai-compatible',
      model,
      languages: 'any',
      maxPieceSeconds: 29,
      quality: 'full',
      streams: 2,
      capabilities: form.capabilities,
    },
    recognise: async ({ samples }, options) => {
      if (options.signal?.aborted) throw new EfirError('cancelled');
      if (!isHeard(samples)) return { text: '', words: [] };
      const signals = [closing.signal, ...(options.signal ? [options.signal] : [])];
      const fields = { model, ...form.fields, ...listFields(options) };
      const wav = encodeWav(padPiece(samples), sampleRate);
      const answer = await service.transcribe(fields, wav, AbortSignal.any(signals));
      return readVerbose(read(service, answer), { seconds: samples.length / sampleRate });
    },
    close: async () => {
      closing.abort();
      service.close();
    },
  };
}

function listFields({ again, hotWords = [], language }: RecogniseOptions): FormFields {
  return { language, prompt: writePrompt(hotWords), temperature: again ? '0.4' : '0' };
}

function read({ name }: SpeechService, text: string): Verbose {
  const answer = readVerboseText(text);
  if (answer) return answer;
  throw new EfirError('engine-failed', { detail: `the answer of ${name} is no transcription` });
}
