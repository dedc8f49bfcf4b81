import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSamples, silence, speech, writeWav } from '../../../../test/support/audio.ts';
import { startTranscribingApi, type TranscribingApi } from '../../../../test/support/transcribing.ts';
import type { RecordingBody } from '../schemas/recording.ts';

let here: TranscribingApi;
let client: OpenAI;
let folder: string;
let wav: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-openai-'));
  wav = join(folder, 'talk.wav');
  await writeWav(wav, makeSamples([speech(3), silence(1), speech(2)]));
  here = await startTranscribingApi();
  client = new OpenAI({ apiKey: here.door.key, baseURL: `${here.door.api.url}/v1` });
}, 60_000);
afterAll(async () => {
  await here.close();
  await rm(folder, { recursive: true });
});

const file = () => createReadStream(wav);

describe('the official client', () => {
  test('gets json', async () => {
    const { data, response } = await client.audio.transcriptions
      .create({ file: file(), model: 'whisper-1' })
      .withResponse();
    expect(data.text).toMatch(/^\w+( \w+)+$/);
    expect(data.usage).toEqual({ type: 'duration', seconds: expect.closeTo(6, 1) });
    const id = response.headers.get('x-recording-id');
    const answer = await here.door.fetch(`/v1/recordings/${id}`, { key: here.door.key });
    const recording = (await answer.json()) as RecordingBody;
    expect(recording).toMatchObject({ id, state: 'succeeded', file_name: 'talk.wav' });
  });
});
