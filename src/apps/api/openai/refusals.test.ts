import OpenAI, { APIError, toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, measureLeftovers } from '../../../../test/support/api.ts';
import { makeSamples, makeWavHeader, speech } from '../../../../test/support/audio.ts';
import { startTranscribingApi, type TranscribingApi } from '../../../../test/support/transcribing.ts';

let here: TranscribingApi;
let client: OpenAI;
let wav: File;

beforeAll(async () => {
  const samples = Int16Array.from(makeSamples([speech(2)]), (sample) => Math.round(sample * 32_767));
  const sound = Buffer.from(samples.buffer);
  const header = makeWavHeader({ dataBytes: sound.length, sampleRate: 16_000, channels: 1 });
  wav = await toFile(Buffer.concat([header, sound]), 'talk.wav');
  here = await startTranscribingApi();
  client = new OpenAI({ apiKey: here.door.key, baseURL: `${here.door.api.url}/v1` });
}, 60_000);
afterAll(() => here.close());

const create = (more: Partial<OpenAI.Audio.TranscriptionCreateParamsNonStreaming> = {}) =>
  client.audio.transcriptions.create({ file: wav, model: 'whisper-1', ...more });

describe('refused, in the shape of that API', () => {
  const refusal = async (asked: PromiseLike<unknown>) => {
    const error = await Promise.resolve(asked).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(APIError);
    const { status, type, param, code, message, headers } = error as APIError;
    return { status, type, param, code, message, recording: headers?.get('x-recording-id') };
  };
  const wrong = 'invalid_request_error';

  test.each([
    ['a format that is none', { response_format: 'mp3' }, 'response_format', 'invalid_value'],
    [
      'a granularity that is none',
      { timestamp_granularities: ['letter'] },
      'timestamp_granularities',
      'invalid_value',
    ],
    ['a temperature out of range', { temperature: 7 }, 'temperature', 'invalid_value'],
    ['a temperature that is no number', { temperature: 'warm' }, 'temperature', 'invalid_value'],
    ['an include that is none', { include: ['everything'] }, 'include', 'invalid_value'],
    ['a strategy that is none', { chunking_strategy: 'sometimes' }, 'chunking_strategy', 'invalid_value'],
    [
      'too many speakers',
      { known_speaker_names: ['a', 'b', 'c', 'd', 'e'] },
      'known_speaker_names',
      'invalid_value',
    ],
    ['a parameter that nobody knows', { langage: 'en' }, 'langage', 'unknown_parameter'],
    ['a language that is none', { language: 'Klingonish' }, 'language', 'language-unknown'],
    ['a stream of subtitles', { response_format: 'srt', stream: true }, 'stream', 'unsupported_value'],
    ['no model', { model: '' }, 'model', 'missing_required_parameter'],
  ])('%s', async (_what, more, param, code) => {
    const left = await measureLeftovers(here.door, async () => {
      const answer = await refusal(create(more as object));
      expect(answer).toMatchObject({ status: 400, type: wrong, param, code });
      expect(answer.message).toContain(param);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test.each([
    ['text', Buffer.from('hello, this is no sound\n'.repeat(99)), 400, 'media-unrecognised'],
    ['nothing', Buffer.alloc(0), 400, 'media-empty'],
    ['too much', makeRecording(10_000_001), 413, 'file-too-large'],
  ])('a file that is %s', async (_what, bytes, status, code) => {
    const left = await measureLeftovers(here.door, async () => {
      const file = await toFile(bytes, 'a.wav');
      expect(await refusal(create({ file }))).toMatchObject({ status, type: wrong, param: 'file', code });
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test('a file that is damaged, once somebody looked', async () => {
    const file = await toFile(Buffer.concat([Buffer.from('fLaC'), Buffer.alloc(3000, 7)]), 'a.flac');
    expect(await refusal(create({ file }))).toMatchObject({ status: 400, type: wrong, param: 'file' });
  });

  test('what is wrong before a large file, while it is still on its way', async () => {
    const file = await toFile(makeRecording(9_000_000), 'a.wav');
    const body = { response_format: 'mp3' as 'json', model: 'whisper-1', file };
    const left = await measureLeftovers(here.door, async () => {
      const answer = await refusal(client.audio.transcriptions.create(body));
      expect(answer).toMatchObject({ status: 400, param: 'response_format' });
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test('an Idempotency-Key that is none', async () => {
    const headers = { 'idempotency-key': 'two words' };
    const asked = client.audio.transcriptions.create({ file: wav, model: 'whisper-1' }, { headers });
    expect(await refusal(asked)).toMatchObject({
      status: 400,
      param: 'idempotency-key',
      code: 'invalid_value',
    });
  });

  test('no file, or a body that is no form', async () => {
    const post = async (body: FormData | string, headers = {}) => {
      const init = { key: here.door.key, method: 'POST', body, headers };
      const answer = await here.door.fetch('/v1/audio/transcriptions', init);
      return [answer.status, ((await answer.json()) as { error: object }).error];
    };
    const form = new FormData();
    form.append('model', 'whisper-1');
    const error = { type: wrong, param: 'file', code: 'upload-malformed', message: expect.any(String) };
    expect(await post(form)).toEqual([400, error]);
    expect(await post('{}', { 'content-type': 'application/json' })).toEqual([400, error]);
  });

  test('a model that is not there', async () => {
    const answer = await refusal(create({ model: 'whisper-99' }));
    expect(answer).toMatchObject({ status: 404, type: wrong, param: 'model', code: 'model_not_found' });
    expect(answer.message).toContain('whisper-99');
  });

  test('a translation', async () => {
    const asked = client.audio.translations.create({ file: wav, model: 'whisper-1' });
    const answer = await refusal(asked);
    expect(answer).toMatchObject({ status: 400, type: wrong, code: 'translation-unavailable' });
    expect(answer.message).toContain('translation');
  });

  test('a wrong key, a key without the scope, an address that does not exist', async () => {
    const stranger = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${here.door.api.url}/v1` });
    const ask = (apiKey: string) =>
      refusal(stranger(apiKey).audio.transcriptions.create({ file: wav, model: 'whisper-1' }));
    expect(await ask('efir_wrong')).toMatchObject({ status: 401, type: wrong, code: 'invalid_api_key' });
    const reader = await here.door.createKey(here.door.tenantId, ['recordings:read']);
    expect(await ask(reader)).toMatchObject({ status: 403, type: wrong, code: 'insufficient_permissions' });
    const spoken = client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'hello' });
    expect(await refusal(spoken)).toMatchObject({ status: 404, type: wrong, code: 'unknown_url' });
  });

  test('too many requests, with the time to come again', async () => {
    const own = await startTranscribingApi({ config: { rateLimitPerMinute: 1 } });
    try {
      const eager = new OpenAI({ apiKey: own.door.key, baseURL: `${own.door.api.url}/v1`, maxRetries: 0 });
      await eager.models.list();
      const again = eager.models.list();
      const error = await again.then(
        () => undefined,
        (thrown: unknown) => thrown as APIError,
      );
      expect(error).toMatchObject({ status: 429, type: 'requests', code: 'rate_limit_exceeded' });
      expect(Number(error?.headers?.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await own.close();
    }
  });

  test('what an engine cannot do: the client is told not to send it again', async () => {
    const count = async () => (await here.door.db.query('select 1 from recordings')).length;
    const before = await count();
    const answer = await refusal(create({ model: 'fail' }));
    expect(answer.recording).toMatch(/^[\da-f-]{36}$/);
    expect(answer).toMatchObject({ status: 500, type: 'server_error', code: 'engine-failed' });
    expect((await count()) - before).toBe(1);
  });

  test('in the language of the reader', async () => {
    const asked = client.audio.translations.create(
      { file: wav, model: 'whisper-1' },
      { headers: { 'accept-language': 'ru' } },
    );
    expect((await refusal(asked)).message).toMatch(/[а-я]{4}/);
  });
});
