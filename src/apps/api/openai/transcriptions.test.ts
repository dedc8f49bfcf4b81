import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { APIError, toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, measureLeftovers } from '../../../../test/support/api.ts';
import { makeSamples, silence, speech, writeWav } from '../../../../test/support/audio.ts';
import { startTranscribingApi, type TranscribingApi } from '../../../../test/support/transcribing.ts';
import type { Transcript } from '../../../compute/speech/transcript.ts';

/** The official client against the whole way behind the door. */
let here: TranscribingApi;
let client: OpenAI;
let folder: string;
let wav: File;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-openai-'));
  const path = join(folder, 'talk.wav');
  await writeWav(path, makeSamples([speech(3), silence(1), speech(2), silence(1), speech(3)]));
  wav = new File([await openAsBlob(path)], 'talk.wav', { type: 'audio/wav' });
  here = await startTranscribingApi();
  client = new OpenAI({ apiKey: here.door.key, baseURL: `${here.door.api.url}/v1` });
}, 60_000);
afterAll(async () => {
  await here.close();
  await rm(folder, { recursive: true });
});

const create = (more: Partial<OpenAI.Audio.TranscriptionCreateParamsNonStreaming> = {}) =>
  client.audio.transcriptions.create({ file: wav, model: 'whisper-1', ...more });
/** What the program itself says of a recording that came through this door. */
async function transcriptOf(response: Response): Promise<Transcript> {
  const id = response.headers.get('x-recording-id');
  const answer = await here.door.fetch(`/v1/recordings/${id}/transcript`, { key: here.door.key });
  return (await answer.json()) as Transcript;
}

describe('a transcription', () => {
  test('in json is the text of a recording that all routes know', async () => {
    const { data, response } = await create().withResponse();
    const transcript = await transcriptOf(response);
    expect(data).toEqual({
      text: transcript.text,
      languages: [{ code: transcript.language }],
      usage: { type: 'duration', seconds: transcript.duration },
      notes: transcript.notes.map(({ code, text }) => ({ code, text })),
    });
    expect(data.text).toMatch(/^\w+( \w+)+$/);
    const id = response.headers.get('x-recording-id');
    const recording = await here.door.fetch(`/v1/recordings/${id}`, { key: here.door.key });
    expect(await recording.json()).toMatchObject({ id, state: 'succeeded', file_name: 'talk.wav' });
    expect(response.headers.get('x-efir-notes')).toBe(transcript.notes.map(({ code }) => code).join(', '));
  });

  test('in text, srt and vtt is as the other door writes it', async () => {
    const { data, response } = await create({ response_format: 'text' }).withResponse();
    const transcript = await transcriptOf(response);
    expect(data).toBe(`${transcript.text}\n`);
    for (const format of ['srt', 'vtt'] as const) {
      const written = await create({ response_format: format });
      const id = response.headers.get('x-recording-id');
      const path = `/v1/recordings/${id}/transcript?format=${format}`;
      const there = await (await here.door.fetch(path, { key: here.door.key })).text();
      expect(written).toContain('-->');
      expect(written).toBe(there.replace(/^NOTE .*\n\n/gm, ''));
    }
  });

  test('in verbose_json has segments, words, or both', async () => {
    const { data, response } = await create({
      response_format: 'verbose_json',
      language: 'en',
    }).withResponse();
    const transcript = await transcriptOf(response);
    expect(data).toMatchObject({ task: 'transcribe', language: 'english', text: transcript.text });
    expect(data).not.toHaveProperty('words');
    const verbose = data as OpenAI.Audio.TranscriptionVerbose;
    expect(verbose.duration).toBe(transcript.duration);
    expect(verbose.segments).toHaveLength(transcript.segments.length);
    for (const segment of verbose.segments ?? []) {
      expect(segment).toEqual({
        id: expect.any(Number),
        seek: expect.any(Number),
        start: expect.any(Number),
        end: expect.any(Number),
        text: expect.any(String),
        tokens: [],
        temperature: 0,
        avg_logprob: expect.any(Number),
        compression_ratio: expect.any(Number),
        no_speech_prob: 0,
      });
      expect(segment.avg_logprob).toBeLessThan(0);
    }
    const both = (await create({
      response_format: 'verbose_json',
      language: 'en',
      timestamp_granularities: ['word', 'segment'],
    })) as OpenAI.Audio.TranscriptionVerbose;
    expect(both.segments).toEqual(verbose.segments);
    expect(both.words).toEqual(
      transcript.segments.flatMap(({ words }) =>
        words.map(({ text, start, end }) => ({ word: text, start, end })),
      ),
    );
    const words = await create({
      response_format: 'verbose_json',
      language: 'en',
      timestamp_granularities: ['word'],
    });
    expect(words).not.toHaveProperty('segments');
  });

  test('in diarized_json has one speaker, and says why', async () => {
    const answer = (await create({
      response_format: 'diarized_json',
      model: 'gpt-4o-transcribe-diarize',
      chunking_strategy: 'auto',
    })) as unknown as OpenAI.Audio.TranscriptionDiarized & { notes: { code: string; text: string }[] };
    expect(new Set(answer.segments.map(({ speaker }) => speaker))).toEqual(new Set(['A']));
    expect(answer.segments.map(({ text }) => text).join(' ')).toBe(answer.text);
    expect(answer.notes).toContainEqual({
      code: 'diarization-unavailable',
      text: expect.stringMatching(/who said what/i),
    });
  });

  test('with logprobs has the engine’s confidence in each word', async () => {
    const { text, logprobs = [] } = (await create({ include: ['logprobs'] })) as OpenAI.Audio.Transcription;
    expect(logprobs.map(({ token }) => token)).toEqual(text.split(' '));
    for (const { logprob = 1 } of logprobs) expect(logprob).toBeLessThan(0);
  });

  test('says which parameters changed nothing, also those of other servers', async () => {
    const { response } = await create({
      prompt: 'Efir',
      temperature: 0.2,
      timestamp_granularities: ['segment'],
      known_speaker_names: ['Ann', 'Bob'],
      known_speaker_references: [`data:audio/wav;base64,${'A'.repeat(400_000)}`],
      keywords: ['Efir'],
      chunking_strategy: { type: 'server_vad', threshold: 0.5 },
      ...({ vad_filter: true, hotwords: 'Efir' } as object),
    }).withResponse();
    expect(response.headers.get('x-efir-ignored')?.split(', ').toSorted()).toEqual([
      'chunking_strategy',
      'hotwords',
      'keywords',
      'known_speaker_names',
      'known_speaker_references',
      'prompt',
      'temperature',
      'timestamp_granularities',
      'vad_filter',
    ]);
  });

  test('takes the language as a code or a name, and a single one of a list', async () => {
    for (const given of [{ language: 'ru' }, { language: 'Russian' }, { languages: ['ru'] }]) {
      const { response } = await create(given).withResponse();
      expect(await transcriptOf(response)).toMatchObject({ language: 'ru' });
    }
  });

  test('of nothing said is empty, with a note', async () => {
    const path = join(folder, 'still.wav');
    await writeWav(path, makeSamples([silence(3)]));
    const file = new File([await openAsBlob(path)], 'still.wav');
    expect(await create({ file })).toMatchObject({ text: '', notes: [{ code: 'no-speech' }] });
    expect(await create({ file, response_format: 'verbose_json' })).toMatchObject({ segments: [] });
  });

  test('may have its options behind the file, and is asked by plain programs too', async () => {
    const form = new FormData();
    form.append('file', wav);
    form.append('model', 'whisper-1');
    form.append('response_format', 'verbose_json');
    form.append('timestamp_granularities[]', 'word');
    form.append('timestamp_granularities[]', 'segment');
    form.append('stream', 'False');
    form.append('language', '');
    const answer = await here.door.fetch('/v1/audio/transcriptions', {
      key: here.door.key,
      method: 'POST',
      body: form,
    });
    expect(answer.status).toBe(200);
    expect(Object.keys((await answer.json()) as object)).toEqual(
      expect.arrayContaining(['words', 'segments']),
    );
  });
});

describe('a stream', () => {
  test('of text adds up to the text', async () => {
    const { data, response } = await client.audio.transcriptions
      .create({ file: wav, model: 'gpt-4o-transcribe', stream: true })
      .withResponse();
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events = await Array.fromAsync(data);
    const transcript = await transcriptOf(response);
    const deltas = events.slice(0, -1);
    expect(deltas.map(({ type }) => type)).toEqual(transcript.segments.map(() => 'transcript.text.delta'));
    expect(deltas.map((event) => ('delta' in event ? event.delta : '')).join('')).toBe(transcript.text);
    expect(events.at(-1)).toMatchObject({
      type: 'transcript.text.done',
      text: transcript.text,
      languages: [{ code: transcript.language }],
      usage: { type: 'duration', seconds: transcript.duration },
    });
  });

  test('of diarized_json has segments', async () => {
    const stream = await client.audio.transcriptions.create({
      file: wav,
      model: 'gpt-4o-transcribe-diarize',
      response_format: 'diarized_json',
      stream: true,
    });
    const events = await Array.fromAsync(stream);
    const segments = events.filter((event) => event.type === 'transcript.text.segment');
    const whole = (await create({
      response_format: 'diarized_json',
    })) as unknown as OpenAI.Audio.TranscriptionDiarized;
    expect(segments).toEqual(whole.segments);
    const deltas = events.filter((event) => event.type === 'transcript.text.delta');
    expect(deltas.map((event) => event.segment_id)).toEqual(segments.map(({ id }) => id));
  });

  test('of a recording that fails at once fails with its status', async () => {
    const asked = client.audio.transcriptions.create({ file: wav, model: 'fail', stream: true });
    await expect(asked).rejects.toMatchObject({ status: 500, code: 'engine-failed', type: 'server_error' });
  });
});

describe('refused, in the shape of that API', () => {
  const refusal = async (asked: PromiseLike<unknown>) => {
    const error = await Promise.resolve(asked).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(APIError);
    const { status, type, param, code, message } = error as APIError;
    return { status, type, param, code, message };
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

describe('models', () => {
  test('are OpenAI’s names and what workers have', async () => {
    // The table of workers is some seconds behind.
    const names = async () => (await client.models.list()).data.map(({ id }) => id);
    await expect.poll(names, { timeout: 20_000 }).toContain('default');
    expect(await names()).toEqual([
      'whisper-1',
      'gpt-4o-transcribe',
      'gpt-4o-mini-transcribe',
      'gpt-4o-transcribe-diarize',
      'default',
    ]);
    const model = await client.models.retrieve('whisper-1');
    expect(model).toEqual({
      id: 'whisper-1',
      object: 'model',
      created: expect.any(Number),
      owned_by: 'efir',
    });
    await expect(client.models.retrieve('somebody/nothing')).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });
});
