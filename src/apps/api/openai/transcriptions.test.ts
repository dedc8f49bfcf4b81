import { execFile } from 'node:child_process';
import { openAsBlob } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
    expect(await recording.json()).toMatchObject({
      id,
      state: 'succeeded',
      file_name: 'talk.wav',
      // Somebody waits: before what was sent in to be fetched some time.
      options: { priority: 5 },
    });
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
      'known_speaker_names',
      'known_speaker_references',
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
    expect(deltas.map(({ delta }) => delta).join('')).toBe(whole.text);
  });

  test('of a recording that fails at once fails with its status', async () => {
    const asked = client.audio.transcriptions.create({ file: wav, model: 'fail', stream: true });
    await expect(asked).rejects.toMatchObject({ status: 500, code: 'engine-failed', type: 'server_error' });
  });
});

test('the example prints what was said', async () => {
  const example = fileURLToPath(new URL('../../../../examples/openai-client.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [example, join(folder, 'talk.wav')], {
    env: { OPENAI_BASE_URL: `${here.door.api.url}/v1`, OPENAI_API_KEY: here.door.key },
  });
  const { text } = await create();
  expect(stdout).toMatch(new RegExp(`^${text}\\n10(\\.\\d+)? seconds\\n$`));
});

describe('models', () => {
  test('that are installed are listed, and understood by the names of other servers', async () => {
    const models = join(folder, 'models');
    for (const name of ['whisper-small', 'my-own']) {
      await mkdir(join(models, name), { recursive: true });
      for (const file of ['encoder.onnx', 'tokens.txt']) await writeFile(join(models, name, file), 'x');
    }
    const own = await startTranscribingApi({ config: { engine: 'auto', modelsDirectory: models } });
    try {
      const asker = new OpenAI({ apiKey: own.door.key, baseURL: `${own.door.api.url}/v1` });
      const list = (await asker.models.list()).data;
      expect(list.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['whisper-1', 'whisper-small', 'my-own']),
      );
      expect(list.find(({ id }) => id === 'my-own')?.created).toBeGreaterThan(1_600_000_000);
      const ask = async (model: string) => {
        const { response } = await asker.audio.transcriptions
          .create({ file: wav, model })
          .asResponse()
          .then(
            (response) => ({ response }),
            (error: InstanceType<typeof OpenAI.APIError>) => ({ response: error }),
          );
        return [response.status, response.headers?.get('x-recording-id') ?? ''] as const;
      };
      for (const name of ['Systran/faster-whisper-small', 'small', 'whisper-small']) {
        const [, id] = await ask(name);
        const answer = await own.door.fetch(`/v1/recordings/${id}`, { key: own.door.key });
        expect(await answer.json()).toMatchObject({ options: { model: 'whisper-small' } });
      }
      // Its drills crash and hang on purpose: nobody names them where another engine is configured.
      for (const name of ['crash', 'Systran/faster-whisper-large-v3']) expect((await ask(name))[0]).toBe(404);
    } finally {
      await own.close();
    }
  });

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
