import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EfirError, isNodeError } from '../../../core/errors.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type {
  EngineSettings,
  RecognisedPiece,
  SpeechEngine,
  SpeechEngineAdapter,
} from '../../../ports/speech-engine.ts';
import { encodeWav } from '../encode-wav.ts';
import { parseWords } from './parse-words.ts';

/**
 * The offline way out: Debian's pocketsphinx with its English model, one process per piece. About a third to two
 * thirds of the words are wrong (measured: 34 % on audiobooks, 64 % on an old speech), at one to two times real
 * time on one core.
 */
export const pocketsphinxEngine: SpeechEngineAdapter = {
  name: 'pocketsphinx',
  check,
  load: async (settings) => {
    if (settings.model !== 'en-us') throw new EfirError('model-missing', { model: settings.model });
    await check();
    return createEngine(settings);
  },
};

const program = 'pocketsphinx_continuous';
/** Where the package pocketsphinx-en-us lays its acoustic model; the program finds it there by itself. */
const acousticModel = '/usr/share/pocketsphinx/model/en-us/en-us/mdef';

async function check(): Promise<void> {
  if (!existsSync(acousticModel)) throw missing();
  // Without arguments it prints its usage and ends: a few milliseconds.
  await run([]).catch((thrown: unknown) => {
    if (isNodeError(thrown)) throw missing(thrown);
  });
}

function missing(cause?: unknown): EfirError {
  const detail = 'pocketsphinx is not installed (apt-get install pocketsphinx pocketsphinx-en-us)';
  return new EfirError('engine-missing', { detail }, { cause });
}

function createEngine({ model, streams = 1 }: EngineSettings): SpeechEngine {
  return {
    description: {
      engine: 'pocketsphinx',
      model,
      languages: ['en'],
      maxPieceSeconds: 30,
      quality: 'low',
      streams,
      capabilities: { wordTimes: true, confidence: true, detectsLanguage: false, hotWords: false },
    },
    recognise: async (piece, options) => recognise(piece.samples, options.signal),
    close: async () => {},
  };
}

async function recognise(samples: Float32Array, signal: AbortSignal | undefined): Promise<RecognisedPiece> {
  // The program reads files only. The folder is the engine host's private one, which goes with the host.
  const folder = await mkdtemp(join(tmpdir(), 'pocketsphinx-'));
  try {
    const file = join(folder, 'piece.wav');
    await writeFile(file, encodeWav(samples, sampleRate));
    // Narrower than the standard beam: the same words on four clips for 30 % less CPU.
    const output = await run(
      ['-infile', file, '-time', 'yes', '-maxhmmpf', '10000', '-maxwpf', '20'],
      signal,
    );
    const words = parseWords(output);
    return { text: words.map((word) => word.text).join(' '), words, language: 'en' };
  } catch (thrown) {
    if (signal?.aborted) throw new EfirError('cancelled', {}, { cause: thrown });
    throw thrown;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the program; its reasons are among thousands of lines on stderr, marked ERROR or FATAL. */
function run(parameters: readonly string[], signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      killSignal: 'SIGKILL',
      ...(signal ? { signal } : {}),
    });
    let output = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaint = /^(?:ERROR|FATAL).*$/m.exec(chunk)?.[0] ?? complaint;
    });
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      if (code === 0) return resolve(output);
      const detail = `${program} ended with ${killedBy ?? `exit code ${code}`}${complaint && `: ${complaint}`}`;
      reject(new EfirError('engine-failed', { detail }));
    });
  });
}
