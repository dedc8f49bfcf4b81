import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EfirError, isNodeError } from '../../../core/errors.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type {
  EngineDescription,
  EngineSettings,
  RecognisedPiece,
  RecogniseOptions,
  SpeechEngine,
  SpeechEngineAdapter,
} from '../../../ports/speech-engine.ts';
import { encodeWav } from '../encode-wav.ts';
import { readVerbose, readVerboseText } from '../read-verbose.ts';
import { isHeard, padPiece, writePrompt } from '../whisper-manners.ts';
import { findModelFile } from './find-model-file.ts';
import { startWhisperServer, type WhisperServer } from './whisper-server.ts';

/**
 * Whisper by whisper.cpp: a `whisper-server` of the operator's, with everything that their build can do (CUDA, Vulkan,
 * quantised models), as a child of this process with one model loaded. `extra.program` names it, otherwise it is looked
 * for on the PATH. `extra.provider`: `cpu`; `auto`, with the graphics card where there is one; or a card that must be there.
 */
export const whisperCppEngine: SpeechEngineAdapter = {
  name: 'whisper-cpp',
  check: async (extra) => {
    await findProgram(extra);
  },
  load: async (settings) => {
    const program = await findProgram(settings.extra);
    const { path: modelPath, multilingual } = await findModelFile(settings);
    const { model, threads } = settings;
    const provider = String(settings.extra['provider'] ?? 'cpu');
    const start = () => startWhisperServer({ program, model, modelPath, threads, provider });
    return createEngine(await start(), start, describeEngine(settings, multilingual));
  },
};

const programName = 'whisper-server';

/** The program's name or path when it is there and what it should be; rejects with `engine-missing`. */
async function findProgram({ program }: EngineSettings['extra'] = {}): Promise<string> {
  const name = typeof program === 'string' && program !== '' ? program : programName;
  const refuse = (reason: string, cause?: unknown) =>
    new EfirError('engine-missing', { detail: `${name} ${reason} (WHISPER_CPP_SERVER)` }, { cause });
  const usage = await promisify(execFile)(name, ['--help'], { timeout: 20_000, killSignal: 'SIGKILL' }).catch(
    (thrown: unknown) => {
      throw refuse(isMissing(thrown) ? 'is not there' : 'does not start', thrown);
    },
  );
  if (/--request-path/.test(usage.stderr + usage.stdout)) return name;
  throw refuse('is no whisper-server of whisper.cpp, or too old');
}

function isMissing(thrown: unknown): boolean {
  return isNodeError(thrown) && thrown.code === 'ENOENT';
}

function describeEngine({ extra, model }: EngineSettings, multilingual: boolean): EngineDescription {
  const given = extra['languages'];
  const known = typeof given === 'string' ? given.split(',') : ('any' as const);
  return {
    engine: 'whisper-cpp',
    model,
    languages: multilingual ? known : ['en'],
    // It reads windows of 30 s; a second one for the rest of a piece would cost as much as the first.
    maxPieceSeconds: 29,
    quality: 'full',
    // The program works on one piece after another.
    streams: 1,
    capabilities: { wordTimes: true, confidence: true, detectsLanguage: multilingual, hotWords: true },
  };
}

/** A server that died is started again by the next piece. */
function createEngine(
  first: WhisperServer,
  start: () => Promise<WhisperServer>,
  description: EngineDescription,
): SpeechEngine {
  let current = Promise.resolve(first);
  let last: Promise<unknown> = current;
  let closed = false;

  const getServer = async (): Promise<WhisperServer> => {
    if (closed) throw new EfirError('cancelled');
    const server = await current.catch(() => undefined);
    if (server?.alive) return server;
    current = start();
    return current;
  };
  /** One piece after the other: the server would take them in any order, and a cancelled one would wait for the rest. */
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const done = last.then(work, work);
    last = done.catch(() => {});
    return done;
  };
  return {
    description,
    recognise: async ({ samples }, options) => {
      if (options.signal?.aborted) throw new EfirError('cancelled');
      if (!isHeard(samples)) return { text: '', words: [] };
      return inTurn(async () => {
        if (options.signal?.aborted) throw new EfirError('cancelled');
        return recognise(await getServer(), samples, options, description);
      });
    },
    close: async () => {
      closed = true;
      await (await current.catch(() => undefined))?.close();
    },
  };
}

async function recognise(
  server: WhisperServer,
  samples: Float32Array,
  options: RecogniseOptions,
  { capabilities, engine }: EngineDescription,
): Promise<RecognisedPiece> {
  const wav = encodeWav(padPiece(samples), sampleRate);
  const answer = await server.infer(listFields(options), wav, options.signal);
  const body = readVerboseText(answer.text);
  if (!answer.ok || !body) {
    const detail = `whisper-server answers ${answer.status}: ${answer.text.slice(0, 200)}`;
    throw new EfirError('engine-failed', { engine, detail });
  }
  const { language, ...piece } = readVerbose(body, {
    seconds: samples.length / sampleRate,
    tokens: true,
  });
  return { ...piece, ...(capabilities.detectsLanguage && language !== undefined ? { language } : {}) };
}

function listFields({
  again,
  hotWords = [],
  language = 'auto',
}: RecogniseOptions): Record<string, string | undefined> {
  return {
    response_format: 'verbose_json',
    // Named as Whisper names it.
    language: language === 'jv' ? 'jw' : language,
    // They cost a second run of the encoder.
    no_language_probabilities: 'true',
    temperature: again ? '0.2' : '0',
    // In a loop it tries warmer and warmer by itself; without, the same piece gives the same words.
    temperature_inc: again ? '0.2' : '0',
    suppress_nst: again ? 'true' : undefined,
    // Longer than any segment: words are not torn by a limit.
    max_len: '10000',
    prompt: writePrompt(hotWords),
  };
}
