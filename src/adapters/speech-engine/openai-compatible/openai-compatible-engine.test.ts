import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeSamples, speech } from '../../../../test/support/audio.ts';
import { pickHostEnvironment } from '../../../../test/support/host-environment.ts';
import { startTranscribingApi, type TranscribingApi } from '../../../../test/support/transcribing.ts';
import { createSpeechEngines } from '../../../engine-host/pool.ts';
import type { SpeechEngine } from '../../../ports/speech-engine.ts';
import { openaiCompatibleEngine } from './openai-compatible-engine.ts';

const samples = makeSamples([speech(3)]);
const closing: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of closing.splice(0).toReversed()) await one.close();
});

async function load(url: string, extra: Record<string, string> = {}): Promise<SpeechEngine> {
  const settings = { model: 'compatible', threads: 1, extra: { url, ...extra } };
  const engine = await openaiCompatibleEngine.load(settings);
  closing.push(engine);
  return engine;
}

describe('our own door, asked as a service', () => {
  let here: TranscribingApi;
  beforeAll(async () => {
    here = await startTranscribingApi();
  });
  afterAll(() => here.close());

  it('is found with and without /v1, and tells word times', async () => {
    const { key, api } = here.door;
    for (const url of [api.url, `${api.url}/v1`, `${api.url}/v1/audio/transcriptions`]) {
      const engine = await load(url, { key });
      expect(engine.description).toMatchObject({
        engine: 'openai-compatible',
        model: 'whisper-1',
        capabilities: { wordTimes: true, confidence: false, hotWords: true },
      });
      const piece = await engine.recognise({ samples }, { language: 'en', hotWords: ['Efir'] });
      expect(piece.words.length).toBeGreaterThan(1);
      expect(piece.language).toBe('en');
    }
  });

  it('stands in where no model is there, and is chosen by its name', async () => {
    const { key, api } = here.door;
    const engines = createSpeechEngines({
      engine: 'auto',
      model: 'not-there',
      modelsDirectory: '/nowhere',
      threads: 1,
      environment: pickHostEnvironment(),
      openaiCompatible: { url: api.url, key, model: 'whisper-1' },
    });
    closing.push(engines);
    const standIn = await engines.open({});
    expect(standIn.fallback).toMatchObject({ wanted: 'not-there' });
    expect(standIn.engine.description).toMatchObject({ engine: 'openai-compatible', model: 'whisper-1' });
    expect((await standIn.engine.recognise({ samples }, {})).words.length).toBeGreaterThan(1);
    for (const request of [{ engine: 'openai-compatible' }, { model: 'compatible' }, { language: 'ja' }]) {
      const { engine, fallback } = await engines.open(request);
      expect(engine.description.engine).toBe('openai-compatible');
      expect(fallback).toBeUndefined();
    }
  });

  it('is not called with a wrong key, which no error shows', async () => {
    const refused = load(here.door.api.url, { key: 'sk-very-secret-key' });
    await expect(refused).rejects.toMatchObject({ code: 'speech-service-refused' });
    await expect(refused).rejects.not.toThrow(/very-secret/);
  });
});

it('an installation that would ask itself is told so, instead of going round for ever', async () => {
  const openaiCompatible = { url: 'http://127.0.0.1:1', key: undefined, model: 'whisper-1' };
  const here = await startTranscribingApi({ config: { openaiCompatible } });
  closing.push(here);
  const { key, api } = here.door;
  await expect(load(api.url, { key })).rejects.toMatchObject({ code: 'transcribe-server-circle' });
  const answer = await here.door.fetch('/v1/models', { key });
  expect(((await answer.json()) as { data: { id: string }[] }).data.map(({ id }) => id)).toContain(
    'compatible',
  );
});

/** What a request held. */
interface Asked {
  readonly form: FormData;
  readonly headers: IncomingMessage['headers'];
}

type Answer = (response: ServerResponse, asked: Asked, count: number) => void;

/** A server that answers as it is told. */
async function serve(answer: Answer): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const type = request.headers['content-type'] ?? '';
      const body = new Response(Buffer.concat(chunks), { headers: { 'content-type': type } });
      asked.push({ form: await body.formData(), headers: request.headers });
      answer(response, asked.at(-1) as Asked, asked.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push({
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function send(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

const verbose = {
  text: 'Hello there',
  language: 'english',
  words: [
    { word: 'Hello', start: 0.1, end: 0.5, probability: 0.9 },
    { word: 'there', start: 0.6, end: 0.9, probability: 0.5 },
  ],
  segments: [{ text: ' Hello there', start: 0, end: 1, no_speech_prob: 0.2 }],
};

/** Good at the second of noise with which an engine begins, otherwise afterwards. */
const serveLater = (answer: Answer) =>
  serve((response, asked, count) => {
    if (count === 1) send(response, verbose);
    else answer(response, asked, count);
  });

describe('what servers answer', () => {
  it('is asked for words, a language, a prompt and another temperature', async () => {
    const { asked, url } = await serve((response) => send(response, verbose));
    const engine = await load(url, { key: 'sk-1', model: 'my/model' });
    expect(engine.description.capabilities).toEqual({
      wordTimes: true,
      confidence: true,
      detectsLanguage: true,
      hotWords: true,
    });
    const piece = await engine.recognise(
      { samples },
      { language: 'en', hotWords: ['Иволга', 'Efir'], again: true },
    );
    expect(piece).toEqual({
      text: 'Hello there',
      language: 'en',
      noSpeech: 0.2,
      words: [
        { text: 'Hello', start: 0.1, end: 0.5, confidence: expect.closeTo(0.9, 5) as number },
        { text: 'there', start: 0.6, end: 0.9, confidence: expect.closeTo(0.5, 5) as number },
      ],
    });
    const { form, headers } = asked[1] as Asked;
    expect(Object.fromEntries([...form].filter(([name]) => name !== 'file'))).toEqual({
      model: 'my/model',
      response_format: 'verbose_json',
      'timestamp_granularities[]': 'segment',
      language: 'en',
      prompt: 'Efir, Иволга.',
      temperature: '0.4',
    });
    expect(form.getAll('timestamp_granularities[]')).toEqual(['word', 'segment']);
    expect((form.get('file') as File).size).toBe(44 + samples.length * 2);
    expect(headers.authorization).toBe('Bearer sk-1');
  });

  it('is taken in simpler forms where the server has no other', async () => {
    const segmentsOnly = await serve((response, { form }) => {
      if (form.has('timestamp_granularities[]')) send(response, { detail: [{ msg: 'unknown field' }] }, 422);
      else
        send(response, { text: 'a bcd', language: 'ru', segments: [{ text: ' a bcd', start: 1, end: 2 }] });
    });
    const segments = await load(segmentsOnly.url);
    expect(segments.description.capabilities).toMatchObject({ wordTimes: false, detectsLanguage: true });
    expect((await segments.recognise({ samples }, {})).words).toEqual([
      { text: 'a', start: 1, end: 1.25 },
      { text: 'bcd', start: 1.25, end: 2 },
    ]);
    const jsonOnly = await serve((response, { form }) => {
      if (form.get('response_format') === 'json') send(response, { text: ' ab cd ' });
      else send(response, { error: { message: 'verbose_json is not compatible', code: null } }, 400);
    });
    const json = await load(jsonOnly.url);
    expect(json.description.capabilities).toMatchObject({ wordTimes: false, detectsLanguage: false });
    expect(await json.recognise({ samples }, {})).toEqual({
      text: 'ab cd',
      words: [
        { text: 'ab', start: 0, end: 1.5 },
        { text: 'cd', start: 1.5, end: 3 },
      ],
    });
  });

  it('keeps its times inside the piece and in order, whatever it says', async () => {
    const odd = [
      { word: 'one', start: -1, end: 0.2 },
      { word: ' two ', start: 50, end: 40 },
      { word: '', start: 0, end: 0 },
      { word: 'three', start: 0, end: 99 },
    ];
    const { url } = await serveLater((response) => send(response, { text: 'x', words: odd }));
    const { words } = await (await load(url)).recognise({ samples }, {});
    expect(words).toEqual([
      { text: 'one', start: 0, end: 0.2 },
      { text: 'two', start: 3, end: 3 },
      { text: 'three', start: 3, end: 3 },
    ]);
  });
});

describe('a server that fails', () => {
  it('is asked again where that helps, after the pause that it names', async () => {
    const statuses = [503, 429, 500];
    const { asked, url } = await serveLater((response, _asked, count) => {
      const status = statuses[count - 2];
      if (status === undefined) send(response, verbose);
      else send(response, { error: { message: 'busy', code: 'x' } }, status, { 'retry-after': '0' });
    });
    const engine = await load(url);
    expect((await engine.recognise({ samples }, {})).text).toBe('Hello there');
    expect(asked).toHaveLength(5);
  });

  it.each([
    [
      401,
      { error: { message: 'Incorrect API key provided: sk-secret', code: 'invalid_api_key' } },
      'speech-service-refused',
      1,
    ],
    [404, { error: { message: 'no such model', code: 'model_not_found' } }, 'speech-service-refused', 1],
    [413, '<html>too large</html>', 'speech-service-refused', 1],
    [400, { error: { message: 'cannot decode', code: null } }, 'engine-failed', 1],
    [
      429,
      { error: { message: 'no money left', code: 'insufficient_quota' } },
      'speech-service-unreachable',
      1,
    ],
    [503, 'down', 'speech-service-unreachable', 5],
    [500, { detail: 'boom' }, 'engine-failed', 5],
  ])('with %i says what is wrong, without its key', async (status, body, code, times) => {
    const { asked, url } = await serveLater((response) =>
      send(response, body, status, { 'retry-after': '0' }),
    );
    const engine = await load(url, { key: 'sk-secret' });
    const failed = await engine.recognise({ samples }, {}).catch((thrown: unknown) => thrown);
    expect(failed).toMatchObject({
      code,
      args: { detail: expect.stringContaining(`HTTP ${status}`) as string },
    });
    expect(String(failed)).not.toContain('sk-secret');
    expect(asked).toHaveLength(1 + times);
  });

  it.each([
    ['no JSON', '<html>hello</html>'],
    ['other JSON', { hello: 'world' }],
    ['an answer that is not over', `{"text": "${'a'.repeat(1000)}`],
  ])('with %s is not understood', async (_what, body) => {
    const { url } = await serve((response) => send(response, body));
    await expect(load(url)).rejects.toMatchObject({ code: 'engine-failed' });
  });

  it('with an answer without end is cut off', async () => {
    const { url } = await serveLater((response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(1_000_000)), 5);
      response.on('close', () => clearInterval(more));
    });
    const engine = await load(url);
    const failed = engine.recognise({ samples }, {});
    await expect(failed).rejects.toMatchObject({ code: 'speech-service-unreachable' });
  }, 60_000);

  it('and sends elsewhere is not followed, so that nobody else learns the key', async () => {
    const thief = await serve((response) => send(response, verbose));
    const { url } = await serve((response) => send(response, '', 307, { location: thief.url }));
    await expect(load(url, { key: 'sk-secret' })).rejects.toMatchObject({ code: 'speech-service-refused' });
    expect(thief.asked).toEqual([]);
  });

  it('and hangs up, or is gone, is tried again as a whole later', async () => {
    const { url } = await serveLater((response) => response.socket?.destroy());
    const engine = await load(url);
    const failed = expect(engine.recognise({ samples }, {}));
    await failed.rejects.toMatchObject({ code: 'speech-service-unreachable', transient: true });
  }, 30_000);

  it('and never answers is given up at once when nobody waits any more', async () => {
    const { asked, url } = await serveLater(() => {});
    const engine = await load(url);
    const stop = new AbortController();
    const piece = engine.recognise({ samples }, { signal: stop.signal });
    await expect.poll(() => asked.length).toBe(2);
    stop.abort();
    await expect(piece).rejects.toMatchObject({ code: 'cancelled' });
    const slow = await serveLater((response) => send(response, '', 503, { 'retry-after': '3600' }));
    const waiting = await load(slow.url);
    const again = new AbortController();
    const second = waiting.recognise({ samples }, { signal: again.signal });
    await expect.poll(() => slow.asked.length).toBe(2);
    again.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is not told of silence', async () => {
    const { asked, url } = await serve((response) => send(response, verbose));
    const engine = await load(url);
    expect(await engine.recognise({ samples: new Float32Array(16_000) }, {})).toEqual({
      text: '',
      words: [],
    });
    expect(asked).toHaveLength(1);
  });
});

it('without an address there is no engine', async () => {
  await expect(openaiCompatibleEngine.check({ url: '' })).rejects.toMatchObject({ code: 'engine-missing' });
});
