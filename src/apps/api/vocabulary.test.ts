import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { uploadRecording } from '../../../test/support/recordings.ts';
import type { TaskRef } from '../../work/effects.ts';
import type { ErrorBody } from './schemas/error.ts';
import type { RecordingBody } from './schemas/recording.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const put = (key: string, body: unknown) =>
  door.fetch('/v1/vocabulary', {
    key,
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const get = async (key: string) => (await door.fetch('/v1/vocabulary', { key })).json();
const newKey = async () => door.createKey(await door.db.createTenant());
async function messageOf(answer: Response): Promise<[number, string, string]> {
  const { error } = (await answer.json()) as ErrorBody;
  return [answer.status, error.code, error.message];
}

describe('the vocabulary of an account', () => {
  test('is empty, then what was decided, tidied', async () => {
    const key = await newKey();
    expect(await get(key)).toEqual({ hot_words: [], spellings: [], updated_at: null });
    const answer = await put(key, {
      hot_words: ['  Efir ', 'Kubernetes', 'efir', 'два  слова', 'Cafe\u0301'],
      spellings: [
        { heard: 'ether', write: ' Efir ' },
        { heard: 'Ether', write: 'never' },
        { heard: 'кубер нетес', write: 'Kubernetes' },
      ],
    });
    const decided = {
      hot_words: ['Efir', 'Kubernetes', 'два слова', 'Café'],
      spellings: [
        { heard: 'ether', write: 'Efir' },
        { heard: 'кубер нетес', write: 'Kubernetes' },
      ],
      updated_at: expect.stringMatching(/Z$/),
    };
    expect([answer.status, await answer.json()]).toEqual([200, decided]);
    expect(await get(key)).toEqual(decided);
    await put(key, { hot_words: [], spellings: [] });
    expect(await get(key)).toMatchObject({ hot_words: [], spellings: [] });
  });

  test('goes into its recordings as it is when they come, behind what they ask for themselves', async () => {
    const key = await newKey();
    const stranger = await newKey();
    await put(key, { hot_words: ['Efir', 'Redis'], spellings: [{ heard: 'ether', write: 'Efir' }] });
    const query = `file_name=a.wav&hot_words=REDIS,ACME&spellings=${encodeURIComponent('[{"heard":"ETHER","write":"own"}]')}`;
    const asked = await uploadRecording(door, { key, query });
    expect(asked.options).toEqual({
      hot_words: ['REDIS', 'ACME', 'Efir'],
      spellings: [{ heard: 'ETHER', write: 'own' }],
    });
    const plain = await uploadRecording(door, { key });
    expect(plain.options).toEqual({
      hot_words: ['Efir', 'Redis'],
      spellings: [{ heard: 'ether', write: 'Efir' }],
    });
    await put(key, { hot_words: ['other'], spellings: [] });
    const later = (await (await door.fetch(`/v1/recordings/${plain.id}`, { key })).json()) as RecordingBody;
    expect(later.options).toEqual(plain.options);
    expect((await uploadRecording(door, { key: stranger })).options).toEqual({});
    expect(await get(stranger)).toMatchObject({ hot_words: [] });
  });

  test('makes no other request of a repeated one', async () => {
    const key = await newKey();
    const headers = { 'idempotency-key': 'again' };
    const first = await uploadRecording(door, { key, headers });
    await put(key, { hot_words: ['Efir'], spellings: [] });
    expect((await uploadRecording(door, { key, headers })).id).toBe(first.id);
  });

  test('never makes more of them than a recording may have', async () => {
    const key = await newKey();
    const many = (letter: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${letter}${index}`);
    const spell = (heard: string) => ({ heard, write: 'x' });
    const body = { hot_words: many('common', 200), spellings: many('common', 500).map(spell) };
    expect((await put(key, body)).status).toBe(200);
    const form = new FormData();
    for (const word of many('own', 150)) form.append('hot_words', word);
    form.append('spellings', JSON.stringify(many('own', 500).map(spell)));
    form.append('file', new Blob([makeRecording()]), 'a.wav');
    const answer = await door.fetch('/v1/recordings', { key, method: 'POST', body: form });
    const { options } = (await answer.json()) as RecordingBody;
    expect(options.hot_words).toEqual([...many('own', 150), ...many('common', 50)]);
    expect(options.spellings).toEqual(many('own', 500).map(spell));
  });

  test.each([
    [{ hot_words: Array.from({ length: 201 }, (_, index) => `w${index}`), spellings: [] }, 'hot_words'],
    [{ hot_words: ['x'.repeat(101)], spellings: [] }, 'longer than 100'],
    [{ hot_words: ['a\u0000b'], spellings: [] }, 'control'],
    [{ hot_words: ['a\ud83d'], spellings: [] }, 'control'],
    [{ hot_words: [7], spellings: [] }, 'hot_words.0'],
    [{ hot_words: [] }, 'spellings'],
    [{ hot_words: [], spellings: [{ heard: 'a' }] }, 'spellings.0.write'],
    [{ hot_words: [], spellings: [{ heard: ' ', write: 'b' }] }, 'spellings'],
    [{ hot_words: [], spellings: [{ heard: 'a', write: 'b', also: 'c' }] }, 'also'],
    [
      {
        hot_words: [],
        spellings: Array.from({ length: 501 }, (_, index) => ({ heard: `${index}`, write: 'b' })),
      },
      '501',
    ],
    [{ hot_words: ['x'.repeat(3_000_000)], spellings: [] }, 'too large'],
  ])('is not %.70j', async (body, told) => {
    const key = await newKey();
    const [status, code, message] = await messageOf(await put(key, body));
    expect([status, code]).toEqual([400, 'request-invalid']);
    expect(message).toContain(told);
    expect(await get(key)).toMatchObject({ hot_words: [], spellings: [] });
  });
});

describe('what a recording asks for', () => {
  test('reaches the worker: speakers, channels, words', async () => {
    const query = new URLSearchParams({ file_name: 'a.wav', min_speakers: '2', max_speakers: '4' });
    for (const words of ['one,two', 'three\nfour']) query.append('hot_words', words);
    query.set('spellings', '[{"heard":"a b","write":"AB"}]');
    const { id, options } = await uploadRecording(door, { query: String(query) });
    const asked = {
      min_speakers: 2,
      max_speakers: 4,
      diarize: true,
      hot_words: ['one', 'two', 'three', 'four'],
      spellings: [{ heard: 'a b', write: 'AB' }],
    };
    expect(options).toEqual(asked);
    const ref = { tenantId: door.tenantId, recordingId: id, taskId: id, kind: 'transcribe' };
    const [message] = await door.db.database.readTenant(door.tenantId, (tx) =>
      door.rules.describe(tx, [ref as TaskRef]),
    );
    expect(message).toMatchObject(asked);
    const { options: call } = await uploadRecording(door, { query: 'by_channel=true' });
    expect(call).toEqual({ by_channel: true });
  });

  test.each([
    ['min_speakers=3&max_speakers=2', 'min_speakers: 3'],
    ['speakers=2&max_speakers=3', 'speakers'],
    ['speakers=0', 'speakers'],
    ['speakers=51', 'speakers'],
    ['speakers=two', 'speakers'],
    ['speakers=2.5', 'speakers'],
    ['by_channel=1&speakers=2', 'by_channel'],
    ['by_channel=perhaps', 'by_channel'],
    ['diarize=false&speakers=2', 'diarize'],
    ['diarize=false&by_channel=true', 'diarize'],
    ['spellings=ether', 'spellings'],
    ['spellings={}', 'spellings'],
    ['spellings=[1]', 'spellings'],
    ['spellings=[{"heard":"a","write":1}]', 'spellings'],
    ['hot_words=[1]', 'hot_words'],
    [`hot_words=${'x'.repeat(101)}`, 'hot_words'],
    ['hot_words=a%00b', 'hot_words'],
    [`hot_words=${Array.from({ length: 201 }, (_, index) => index)}`, '201'],
  ])('is refused before the file is read: %.60s', async (query, told) => {
    const answer = await door.fetch(`/v1/recordings?${query}`, {
      key: door.key,
      method: 'POST',
      body: makeRecording(),
    });
    const [status, code, message] = await messageOf(answer);
    expect([status, code]).toEqual([400, 'request-invalid']);
    expect(message).toContain(told);
  });
});
