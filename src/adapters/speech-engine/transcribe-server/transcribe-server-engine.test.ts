import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeSamples, speech } from '../../../../test/support/audio.ts';
import { createTestEngines } from '../../../../test/support/engines.ts';
import { startServerProcess, startTestServer } from '../../../../test/support/transcribe-server.ts';
import { sleep } from '../../../core/time.ts';
import type { SpeechEngine } from '../../../ports/speech-engine.ts';
import { transcribeServerEngine } from './transcribe-server-engine.ts';

const samples = makeSamples([speech(2)]);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-servers-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});
function keep<Opened extends { close(): Promise<void> }>(one: Opened): Opened {
  opened.push(one);
  return one;
}

async function load(...urls: string[]): Promise<SpeechEngine> {
  const settings = { model: 'remote', threads: 1, extra: { urls: urls.join(',') } };
  return keep(await transcribeServerEngine.load(settings));
}
let places = 0;
async function startServer(options: Partial<Parameters<typeof startTestServer>[0]> = {}) {
  places += 1;
  return keep(await startTestServer({ folder: join(folder, String(places)), ...options }));
}

describe('transcription servers as an engine', () => {
  it('say what their own engine is', async () => {
    const engines = createTestEngines({ languages: ['en', 'ru'], maxPieceSeconds: 20, quality: 'low' });
    const others = createTestEngines({ languages: ['ru', 'de'] });
    const servers = [{ engines }, {}, { engines: others }].map((options) => startServer(options));
    const engine = await load(...(await Promise.all(servers)).map(({ url }) => url));
    expect(engine.description).toMatchObject({
      engine: 'test',
      model: 'words',
      languages: ['ru'],
      maxPieceSeconds: 20,
      quality: 'low',
    });
  });

  it('share the work: the one with less to do gets the next piece', async () => {
    const gate = Promise.withResolvers<void>();
    const held = async () => {
      await gate.promise;
      return { text: 'word', words: [{ text: 'word', start: 0, end: 1 }] };
    };
    const engines = [createTestEngines({ answer: held }), createTestEngines({ answer: held })];
    const servers = await Promise.all(engines.map((one) => startServer({ engines: one, slots: 4 })));
    const engine = await load(...servers.map(({ url }) => url));
    const pieces = [1, 2, 3, 4].map(() => engine.recognise({ samples }, {}));
    await expect.poll(() => engines.map((one) => one.pieces.length), { timeout: 20_000 }).toEqual([2, 2]);
    gate.resolve();
    expect((await Promise.all(pieces)).map(({ text }) => text)).toEqual(Array(4).fill('word'));
  });

  it('tell the language on, and hear in it', async () => {
    const engines = createTestEngines({
      capabilities: { wordTimes: true, confidence: false, detectsLanguage: true, hotWords: false },
    });
    const engine = await load((await startServer({ engines })).url);
    expect(await engine.recognise({ samples }, { language: 'ru' })).toMatchObject({ language: 'ru' });
    expect(engines.requests).toContainEqual(expect.objectContaining({ language: 'ru' }));
  });

  it.each([true, false])('are told hot words where they listen for some (%s)', async (hotWords) => {
    const heard: (readonly string[] | undefined)[] = [];
    const engines = createTestEngines({
      capabilities: { wordTimes: true, confidence: false, detectsLanguage: false, hotWords },
      answer: (_piece, options) => {
        heard.push(options.hotWords);
        return { text: 'word', words: [{ text: 'word', start: 0, end: 1 }] };
      },
    });
    const engine = await load((await startServer({ engines, slots: 3 })).url);
    expect(engine.description).toMatchObject({ streams: 4, capabilities: { hotWords } });
    // More than fits into an address.
    const words = Array.from({ length: 200 }, (_, index) => `${index} ${'иволга'.repeat(15)}`);
    expect((await engine.recognise({ samples }, { hotWords: words, again: true })).text).toBe('word');
    expect(heard).toEqual([hotWords ? words : undefined]);
  });

  it('say when nothing could be made of a piece, so that nobody asks again', async () => {
    const loop = Array.from({ length: 60 }, (_, index) => ({
      text: 'да',
      start: index / 20,
      end: index / 20 + 0.05,
    }));
    const engines = createTestEngines({
      answer: () => ({ text: loop.map(({ text }) => text).join(' '), words: loop }),
    });
    const engine = await load((await startServer({ engines })).url);
    expect(await engine.recognise({ samples }, {})).toEqual({ text: '', words: [], unintelligible: true });
  });

  it('give the pieces of one that was killed to another, and take it back when it is well', async () => {
    const slow = { EFIR_MODEL: 'slow', WORKER_SLOTS: '4' };
    const [doomed, other] = await Promise.all([startServerProcess(slow), startServerProcess(slow)]);
    keep({ close: doomed.stop });
    keep({ close: other.stop });
    const engine = await load(doomed.url, other.url);
    const pieces = [1, 2, 3, 4].map(() => engine.recognise({ samples }, {}));
    await expect.poll(() => countRunning(doomed.url), { timeout: 20_000 }).toBeGreaterThan(0);
    doomed.kill('SIGKILL');
    const texts = (await Promise.all(pieces)).map(({ text }) => text);
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).not.toBe('');

    const port = new URL(doomed.url).port;
    const back = await startServerProcess({ ...slow, TRANSCRIBE_SERVER_PORT: port });
    keep({ close: back.stop });
    const seeWork = async () => {
      const pair = [engine.recognise({ samples }, {}), engine.recognise({ samples }, {})];
      let ended = false;
      const all = Promise.all(pair).finally(() => {
        ended = true;
      });
      let most = 0;
      while (!ended) {
        most = Math.max(most, await countRunning(back.url));
        await sleep(50);
      }
      await all;
      return most;
    };
    await expect.poll(seeWork, { timeout: 60_000 }).toBeGreaterThan(0);
  }, 120_000);

  it('say so when all are gone, in a way that is tried again', async () => {
    const server = await startServerProcess();
    keep({ close: server.stop });
    const engine = await load(server.url);
    server.kill('SIGKILL');
    await expect(engine.recognise({ samples }, {})).rejects.toMatchObject({
      code: 'transcribe-server-unreachable',
      transient: true,
    });
    await expect(load('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'transcribe-server-unreachable' });
  }, 60_000);

  it('wait for a place when the queues are full', async () => {
    const engine = await load((await startServer({ capacity: 1, model: 'slow' })).url);
    const pieces = Array.from({ length: 5 }, () => engine.recognise({ samples }, {}));
    expect(new Set((await Promise.all(pieces)).map(({ text }) => text)).size).toBe(1);
  }, 60_000);

  it('stop what is cancelled here', async () => {
    const server = await startServer({ model: 'slow' });
    const engine = await load(server.url);
    const stop = new AbortController();
    const piece = engine.recognise({ samples: makeSamples([speech(20)]) }, { signal: stop.signal });
    await expect.poll(() => countRunning(server.url)).toBe(1);
    stop.abort();
    await expect(piece).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => countRunning(server.url), { timeout: 10_000 }).toBe(0);
  });

  it('pass on that a piece cannot be recognised, after each had its try', async () => {
    const servers = await Promise.all([startServer({ model: 'fail' }), startServer({ model: 'fail' })]);
    const engine = await load(...servers.map(({ url }) => url));
    await expect(engine.recognise({ samples }, {})).rejects.toMatchObject({ code: 'engine-failed' });
  });

  it('show the key', async () => {
    const server = await startServer({ key: 'a-long-secret' });
    const extra = { urls: server.url, key: 'a-long-secret' };
    const engine = keep(await transcribeServerEngine.load({ model: 'remote', threads: 1, extra }));
    expect((await engine.recognise({ samples }, {})).words.length).toBeGreaterThan(0);
    const stranger = await load(server.url);
    await expect(stranger.recognise({ samples }, {})).rejects.toMatchObject({
      code: 'transcribe-server-unreachable',
      message: expect.stringContaining('API key') as string,
    });
  });
});

describe('a server that is not what it should be', () => {
  const health = {
    status: 'ok',
    mode: 'stateless',
    model_loaded: true,
    engine: 'x',
    model: 'y',
    queue: { waiting: 0, running: 0, capacity: 1 },
    version: '1',
    description: {
      languages: 'any',
      max_piece_seconds: 30,
      quality: 'full',
      word_times: true,
      confidence: true,
      detects_language: false,
    },
  };
  const answerWith = (body: unknown) => (_request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-type', 'application/json');
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

  it.each([
    ['is a door', { ...health, mode: 'door', description: null }, 'transcribe-server-circle'],
    [
      'has no model',
      { ...health, status: 'failed', description: null, error: 'no' },
      'transcribe-server-unreachable',
    ],
    ['speaks of something else', { hello: 'world' }, 'transcribe-server-unreachable'],
    ['speaks no JSON', '<html>', 'transcribe-server-unreachable'],
  ])('that %s is refused', async (_what, body, code) => {
    const url = await serve(answerWith(body));
    await expect(load(url)).rejects.toMatchObject({ code });
  });

  it('that becomes a door refuses pieces, and so does the engine', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/health') return answerWith(health)(request, response);
      expect(request.headers['x-efir-piece']).toBe('1');
      response.statusCode = 508;
      return answerWith({ error: { code: 'transcribe-server-circle', message: 'no' } })(request, response);
    });
    const engine = await load(url);
    await expect(engine.recognise({ samples }, {})).rejects.toMatchObject({
      code: 'transcribe-server-circle',
    });
  });

  it('that sends elsewhere is not followed', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:1/health' }).end();
    });
    await expect(load(url)).rejects.toMatchObject({ code: 'transcribe-server-unreachable' });
  });

  async function serve(
    answer: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<string> {
    const server = createServer((request, response) => {
      request.resume();
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    keep({
      close: async () => {
        server.closeAllConnections();
        server.close();
      },
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
});

async function readQueue(url: string): Promise<{ running: number; waiting: number }> {
  const answer = await fetch(`${url}/health`);
  return ((await answer.json()) as { queue: { running: number; waiting: number } }).queue;
}

async function countRunning(url: string): Promise<number> {
  const { running, waiting } = await readQueue(url);
  return running + waiting;
}
