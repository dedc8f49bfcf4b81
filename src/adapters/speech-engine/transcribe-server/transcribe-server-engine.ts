import { EfirError } from '../../../core/errors.ts';
import { sleep } from '../../../core/time.ts';
import type {
  EngineDescription,
  EngineSettings,
  SpeechEngine,
  SpeechEngineAdapter,
} from '../../../ports/speech-engine.ts';
import type { ServerHealth } from '../../../wire/transcribe-server.ts';
import { sendPiece } from './send-piece.ts';
import { askHealth, createServer } from './server.ts';
import { createPool, type ServerPool } from './server-pool.ts';

/**
 * Has pieces recognised by transcription servers (`efir transcribe-server --stateless`): `extra.urls` names them,
 * separated by commas, `extra.key` is shown to them. The server with the least to do gets the next piece; one that fails
 * is left out for a while, and what it had in work goes to another.
 */
export const transcribeServerEngine: SpeechEngineAdapter = {
  name: 'transcribe-server',
  // Whether a server is there changes by the minute, so that is for `load` to find out.
  check: async () => {},
  load: async (settings) => {
    const pool = createPool(listServers(settings));
    try {
      const description = await describeServers(pool);
      return createEngine(pool, description);
    } catch (thrown) {
      pool.close();
      throw thrown;
    }
  },
};

/** Milliseconds that a server is given to load its model; the engine host waits for as long. */
const loadPatience = 150_000;
const loadPause = 500;

function listServers({ extra }: EngineSettings) {
  const key = extra['key'];
  return String(extra['urls'] ?? '')
    .split(',')
    .filter((url) => url !== '')
    .map((url) => createServer(url, typeof key === 'string' ? key : undefined));
}

/**
 * Asks all servers what they are, and waits while one of them is loading. Rejects with `transcribe-server-circle` when
 * one of them is a door, with `transcribe-server-unreachable` when none can be had.
 */
async function describeServers(pool: ServerPool): Promise<EngineDescription> {
  const until = performance.now() + loadPatience;
  for (;;) {
    const answers = await Promise.allSettled(pool.servers.map((server) => askHealth(server)));
    const failures = answers.filter((answer) => answer.status === 'rejected');
    const circle = failures.find(({ reason }) => isCircle(reason));
    if (circle) throw circle.reason;
    const healths = answers.filter((answer) => answer.status === 'fulfilled').map(({ value }) => value);
    const described = healths.flatMap((health) => describe(health) ?? []);
    if (described.length > 0) return merge(described);
    if (!healths.some((health) => health.status === 'loading') || performance.now() > until) {
      throw failures[0]?.reason ?? unusable(pool, healths);
    }
    await sleep(loadPause);
  }
}

function isCircle(thrown: unknown): boolean {
  return thrown instanceof EfirError && thrown.code === 'transcribe-server-circle';
}

function unusable(pool: ServerPool, healths: readonly ServerHealth[]): EfirError {
  const server = pool.servers.map((one) => one.url).join(', ');
  const detail = healths.find((health) => health.error !== null)?.error ?? 'no model is loaded';
  return new EfirError('transcribe-server-unreachable', { server, detail });
}

/** Named as the server names its own engine: the transcript says who heard it. */
function describe({ description, engine, model }: ServerHealth): EngineDescription | undefined {
  if (!description || engine === null || model === null) return undefined;
  return {
    engine,
    model,
    languages: description.languages,
    maxPieceSeconds: Math.min(30, description.max_piece_seconds),
    quality: description.quality,
    streams: description.streams,
    capabilities: {
      wordTimes: description.word_times,
      confidence: description.confidence,
      detectsLanguage: description.detects_language,
      hotWords: description.hot_words,
    },
  };
}

/** Pieces wait in memory: a megabyte each. */
const mostStreams = 32;

/** Any piece may go to any server: what all of them can do is what the engine can do. */
function merge(described: readonly EngineDescription[]): EngineDescription {
  const [first] = described as [EngineDescription];
  const low = described.some(({ quality }) => quality === 'low');
  return {
    ...first,
    languages: described.map(({ languages }) => languages).reduce(findCommon),
    maxPieceSeconds: Math.min(...described.map(({ maxPieceSeconds }) => maxPieceSeconds)),
    quality: low ? 'low' : 'full',
    // Each has its own cores.
    streams: Math.min(
      mostStreams,
      described.reduce((sum, { streams }) => sum + streams, 0),
    ),
    capabilities: {
      ...first.capabilities,
      hotWords: described.every(({ capabilities }) => capabilities.hotWords),
    },
  };
}

type Languages = EngineDescription['languages'];

function findCommon(one: Languages, other: Languages): Languages {
  if (one === 'any') return other;
  return other === 'any' ? one : one.filter((code) => other.includes(code));
}

function createEngine(pool: ServerPool, description: EngineDescription): SpeechEngine {
  return {
    description,
    recognise: async (piece, options) => {
      if (options.signal?.aborted) throw new EfirError('cancelled');
      if (piece.samples.length === 0) return { text: '', words: [] };
      return sendPiece(pool, description, piece, options);
    },
    close: async () => pool.close(),
  };
}
