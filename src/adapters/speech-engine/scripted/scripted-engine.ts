import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { EfirError } from '../../../core/errors.ts';
import { sleep } from '../../../core/time.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type {
  EngineSettings,
  RecognisedPiece,
  RecognisedWord,
  RecogniseOptions,
  SpeechEngine,
  SpeechEngineAdapter,
  SpeechPiece,
} from '../../../ports/speech-engine.ts';
import { listHeardWords } from './heard-words.ts';

/**
 * The engine that needs no model: it hears a word of the spelling alphabet in every 0.4 s that is not silent. The
 * same piece always gives the same words, wherever it stands in the recording.
 *
 * `extra.cpuSecondsPerSecond` (0.06 when absent) is burned per second of audio, as much as a fast real engine, so
 * that figures measured with it mean something. Models besides `default` are for drills: `crash` ends the process,
 * `hang` blocks it for ever, `fail` rejects with `engine-failed`, `slow` takes a second per second and no CPU; `loop`
 * repeats a word for ever, `loop-once` does until it is asked again, `hallucinate` says thanks for watching whatever it
 * hears.
 */
export const scriptedEngine: SpeechEngineAdapter = {
  name: 'scripted',
  check: async () => {},
  load: async (settings) => createEngine(settings, findBehaviour(settings.model)),
};

type Behaviour = (seconds: number, settings: EngineSettings, signal?: AbortSignal) => Promise<void>;

const behaviours: Readonly<Record<string, Behaviour>> = {
  default: burnAsConfigured,
  crash: async () => process.abort(),
  hang: async () => {
    for (;;);
  },
  fail: async () => {
    throw new EfirError('engine-failed', { engine: 'scripted', detail: 'the model `fail` always fails' });
  },
  slow: async (seconds, _settings, signal) => sleep(seconds * 1000, signal),
};

/** What drills hear in place of words; of a piece of so many seconds. */
const inventions: Readonly<Record<string, (seconds: number, again: boolean) => string | undefined>> = {
  loop: repeat,
  'loop-once': (seconds, again) => (again ? undefined : repeat(seconds)),
  hallucinate: () => 'Thanks for watching!',
};

/** As fast as Whisper loops: six tokens a second. */
function repeat(seconds: number): string {
  return Array.from({ length: Math.max(20, Math.ceil(seconds * 6)) }, () => 'you').join(' ');
}

function findBehaviour(model: string): Behaviour {
  const behaviour = behaviours[model] ?? (inventions[model] && rest);
  if (!behaviour) throw new EfirError('model-missing', { model });
  return behaviour;
}

async function rest(): Promise<void> {}

function createEngine(settings: EngineSettings, behave: Behaviour): SpeechEngine {
  return {
    description: {
      engine: 'scripted',
      model: settings.model,
      languages: 'any',
      maxPieceSeconds: 30,
      quality: 'full',
      streams: settings.streams ?? 1,
      capabilities: { wordTimes: true, confidence: true, detectsLanguage: false, hotWords: false },
    },
    recognise: (piece, options) => recognise(piece, options, settings, behave),
    close: async () => {},
  };
}

async function recognise(
  piece: SpeechPiece,
  options: RecogniseOptions,
  settings: EngineSettings,
  behave: Behaviour,
): Promise<RecognisedPiece> {
  try {
    options.signal?.throwIfAborted();
    await behave(piece.samples.length / sampleRate, settings, options.signal);
  } catch (thrown) {
    if (options.signal?.aborted) throw new EfirError('cancelled', {}, { cause: thrown });
    throw thrown;
  }
  const invented = inventions[settings.model]?.(piece.samples.length / sampleRate, options.again === true);
  const words = invented === undefined ? listHeardWords(piece.samples) : spread(invented, piece.samples);
  return { text: words.map((word) => word.text).join(' '), words };
}

function spread(text: string, samples: Float32Array): RecognisedWord[] {
  const words = text.split(' ');
  const each = samples.length / sampleRate / words.length;
  return words.map((word, place) => ({
    text: word,
    start: place * each,
    end: (place + 1) * each,
    confidence: 0.5,
  }));
}

async function burnAsConfigured(
  seconds: number,
  settings: EngineSettings,
  signal?: AbortSignal,
): Promise<void> {
  const perSecond = Number(settings.extra['cpuSecondsPerSecond'] ?? 0.06);
  await burnCpu(seconds * perSecond, signal);
}

/**
 * Slices of 10 ms keep heartbeats and cancellation alive. Counted by the thread's own clock, so that waiting is free,
 * and within the slices only: what another piece burns in between is its own.
 */
async function burnCpu(cpuSeconds: number, signal?: AbortSignal): Promise<void> {
  for (let left = cpuSeconds * 1e6; left > 0; ) {
    const begin = readCpuMicroseconds();
    let spent = 0;
    while (spent < Math.min(left, 10_000)) spent = readCpuMicroseconds() - begin;
    left -= spent;
    await yieldToLoop();
    signal?.throwIfAborted();
  }
}

function readCpuMicroseconds(): number {
  const usage = process.threadCpuUsage();
  return usage.user + usage.system;
}
