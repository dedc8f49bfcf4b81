import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, makePiece, succeeded, uploadRecording } from '../../../test/support/recordings.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import { getTranscript } from '../../domain/media/index.ts';
import type { Segment } from '../../wire/event-message.ts';
import type { Happening } from '../../work/effects.ts';
import type { ErrorBody } from './schemas/error.ts';

let door: TestApi;
let tenantId: TenantId;
let key: string;
beforeAll(async () => {
  door = await startTestApi();
});
beforeEach(async () => {
  tenantId = await door.db.createTenant();
  key = await door.createKey(tenantId);
});
afterAll(() => door.close());

interface VoiceBody {
  id: string;
  name: string;
  made_by: string | null;
  recognised: number;
  samples: {
    id: string;
    recording: { id: string; file_name: string } | null;
    speaker: string;
    seconds: number;
  }[];
}

const anna = [1, 0, 0];
const boris = [0, 1, 0];

/** A recording that is done, in which voices speak one behind the other, each for so many seconds. */
async function hear(voices: readonly { sound: number[]; seconds?: number }[]): Promise<string> {
  const { id } = await uploadRecording(door, { key });
  let from = 0;
  const turns = voices.map(({ seconds = 6 }, voice) => {
    const turn = { start: from, end: from + seconds, voice };
    from += seconds;
    return turn;
  });
  const segments: Segment[] = turns.map(({ start }, index) => ({
    ...{ index, start: start + 0.2, end: start + 0.8, text: 'word' },
    words: [{ text: 'word', start: start + 0.2, end: start + 0.8 }],
  }));
  const block: Happening = {
    type: 'turns',
    block: 0,
    turns,
    voices: voices.map(({ seconds = 6, sound }, voice) => ({
      ...{ voice, seconds },
      embedding: Buffer.from(Float32Array.from(sound).buffer).toString('base64'),
    })),
    processed: from,
  };
  const end = { ...succeeded, pieces: 1, blocks: 1, speakers: { exactly: voices.length } } as Happening;
  const started: Happening = { type: 'started', worker_id: 'a-worker' };
  await happen(door, id, [started, makePiece(0, segments), block, end], tenantId);
  return id;
}

async function call(method: string, path: string, body?: unknown, as = key): Promise<Response> {
  const json = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return door.fetch(`/v1/voices${path}`, { key: as, method, ...(body === undefined ? {} : json) });
}
const list = async () => ((await (await call('GET', '')).json()) as { voices: VoiceBody[] }).voices;
const keep = async (name: string, recording_id: string, speaker = 'S1') =>
  (await (await call('POST', '', { name, recording_id, speaker, consent: true })).json()) as VoiceBody;
const refusalOf = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as ErrorBody).error.code,
];
const namesOf = async (id: string) => {
  const { transcript } = await getTranscript(door.db.database, tenantId, id as RecordingId);
  return transcript.speakers?.map(({ id: speaker, name = '?' }) => `${speaker} ${name}`);
};

describe('voices that are known again', () => {
  test('give the speakers of recordings to come their names, those of others do not', async () => {
    const first = await hear([{ sound: anna }, { sound: boris }]);
    expect(await namesOf(first)).toEqual(['S1 ?', 'S2 ?']);
    const kept = await keep('  Anna <b>Ivanova</b>\u202E ', first);
    expect(kept).toMatchObject({
      name: 'Anna <b>Ivanova</b>',
      made_by: null,
      recognised: 0,
      samples: [{ recording: { id: first, file_name: 'talk.wav' }, speaker: 'S1', seconds: 6 }],
    });
    const second = await hear([{ sound: boris }, { sound: [1, 0.3, 0] }]);
    expect(await namesOf(second)).toEqual(['S1 ?', 'S2 Anna <b>Ivanova</b>']);
    // Too little is said to know anybody by.
    expect(await namesOf(await hear([{ sound: anna, seconds: 2 }]))).toEqual(['S1 ?']);
    expect(await list()).toMatchObject([{ id: kept.id, recognised: 1 }]);

    const [own, ownKey] = [tenantId, key];
    tenantId = await door.db.createTenant();
    key = await door.createKey(tenantId);
    expect(await namesOf(await hear([{ sound: anna }]))).toEqual(['S1 ?']);
    expect(await list()).toEqual([]);
    expect(await refusalOf(await call('PATCH', `/${kept.id}`, { name: 'x' }))).toEqual([
      404,
      'voice-not-found',
    ]);
    expect(await refusalOf(await call('DELETE', `/${kept.id}`))).toEqual([404, 'voice-not-found']);
    const theirs = { name: 'x', recording_id: first, speaker: 'S1', consent: true };
    expect(await refusalOf(await call('POST', '', theirs))).toEqual([404, 'recording-not-found']);
    [tenantId, key] = [own, ownKey];
    expect((await list()).length).toBe(1);
  });

  test('have several samples, which outlive their recordings; names that were given stay when a voice is forgotten', async () => {
    const first = await hear([{ sound: anna }, { sound: boris }]);
    const { id } = await keep('Anna', first);
    const other = await hear([{ sound: [0.8, 0, 0.6] }]);
    const source = { recording_id: other, speaker: 'S1' };
    for (const _ of [1, 2]) {
      const answer = await call('POST', `/${id}/samples`, source);
      expect([answer.status, ((await answer.json()) as VoiceBody).samples.length]).toEqual([201, 2]);
    }
    await door.fetch(`/v1/recordings/${other}`, { key, method: 'DELETE' });
    const samples = (await list())[0]?.samples ?? [];
    expect(samples.map(({ recording }) => recording?.id ?? null)).toEqual([first, null]);
    const gone = await call('DELETE', `/${id}/samples/${samples[1]?.id}`);
    expect(((await gone.json()) as VoiceBody).samples.length).toBe(1);
    expect(await refusalOf(await call('DELETE', `/${id}/samples/${samples[0]?.id}`))).toEqual([
      409,
      'sample-last',
    ]);
    expect((await call('DELETE', `/${id}/samples/nonsense`)).status).toBe(200);

    expect(await (await call('PATCH', `/${id}`, { name: 'Anna P.' })).json()).toMatchObject({
      name: 'Anna P.',
    });
    const later = await hear([{ sound: anna }]);
    expect(await namesOf(later)).toEqual(['S1 Anna P.']);
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expect(await namesOf(later)).toEqual(['S1 Anna P.']);
    expect(await namesOf(await hear([{ sound: anna }]))).toEqual(['S1 ?']);
    expect(await door.db.query('select 1 from voice_samples where tenant_id = $1', [tenantId])).toEqual([]);
  });

  test('are refused without consent, without a voice, with too little of it, and by hostile values', async () => {
    const recording_id = await hear([{ sound: anna }, { sound: boris, seconds: 1 }]);
    const whole = { name: 'Anna', recording_id, speaker: 'S1', consent: true };
    const refused = async (change: object) => refusalOf(await call('POST', '', { ...whole, ...change }));
    expect(await refused({ consent: false })).toEqual([400, 'request-invalid']);
    expect(await refused({ consent: undefined })).toEqual([400, 'request-invalid']);
    expect(await refused({ speaker: 'S2' })).toEqual([409, 'speech-too-short']);
    expect(await refused({ speaker: 'S9' })).toEqual([404, 'speaker-not-found']);
    expect(await refused({ recording_id: 'x' })).toEqual([404, 'recording-not-found']);
    expect(await refused({ name: '\u202E' })).toEqual([400, 'request-invalid']);
    expect(await refused({ name: 'a\u0000b' })).toEqual([400, 'request-invalid']);
    expect(await refused({ name: 'x'.repeat(101) })).toEqual([400, 'request-invalid']);
    const silent = await uploadRecording(door, { key });
    expect(await refused({ recording_id: silent.id })).toEqual([409, 'transcript-not-ready']);
    const channels = [makePiece(0, [{ index: 0, start: 0, end: 9, text: 'a', words: [], speaker: 'S1' }])];
    await happen(
      door,
      silent.id,
      [{ type: 'started', worker_id: 'w' }, ...channels, { ...succeeded, pieces: 1 } as Happening],
      tenantId,
    );
    expect(await refused({ recording_id: silent.id })).toEqual([409, 'speaker-voiceless']);
    const reader = await door.createKey(tenantId, ['recordings:read']);
    expect((await call('POST', '', whole, reader)).status).toBe(403);
    expect((await call('GET', '', undefined, reader)).status).toBe(200);
    expect(await list()).toEqual([]);
  });

  test('are 200 at most, of 20 samples', async () => {
    const recording = await hear([{ sound: anna }]);
    const { id } = await keep('Anna', recording);
    await door.db.query(
      `insert into voices (tenant_id, id, name) select $1, gen_random_uuid(), 'x' from generate_series(2, 200)`,
      [tenantId],
    );
    const more = { name: 'y', recording_id: recording, speaker: 'S1', consent: true };
    expect(await refusalOf(await call('POST', '', more))).toEqual([409, 'voices-full']);
    await door.db.query(
      `insert into voice_samples (tenant_id, id, voice_id, speaker, seconds, embedding)
       select $1, gen_random_uuid(), $2, 'S1', 5, '' from generate_series(2, 20)`,
      [tenantId, id],
    );
    const source = { recording_id: await hear([{ sound: boris }]), speaker: 'S1' };
    expect(await refusalOf(await call('POST', `/${id}/samples`, source))).toEqual([409, 'samples-full']);
  });
});
