import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, talkStory, uploadRecording, wholeStory } from '../../../test/support/recordings.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import { expireRecordings } from './expire-recordings.ts';
import { type RetentionPolicy, setRetention } from './retention.ts';
import { correctSegment } from './transcripts/correct-segment.ts';
import { nameSpeaker } from './transcripts/name-speaker.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const keepAll: RetentionPolicy = { audioDays: null, transcriptDays: null, taskDays: null };
let tenantId: TenantId;
let key: string;
beforeEach(async () => {
  await door.db.query('delete from recordings');
  tenantId = await door.db.createTenant();
  key = await door.createKey(tenantId);
});

const expire = (standard: Partial<RetentionPolicy> = {}) =>
  expireRecordings(door.db.database, { blobs: door.blobs, standard: { ...keepAll, ...standard } });

/** A recording that ended so many days ago. */
async function addEnded(days: number, story = wholeStory): Promise<string> {
  const { id } = await uploadRecording(door, { key });
  await happen(door, id, story, tenantId);
  const ago = `now() - make_interval(days => ${days})`;
  await door.db.query(`update recordings set finished_at = ${ago} where id = $1`, [id]);
  await door.db.query(`update tasks set finished_at = ${ago} where recording_id = $1`, [id]);
  await door.db.query(`update recording_events set created_at = ${ago} where recording_id = $1`, [id]);
  return id;
}

const get = (path: string, method = 'GET') => door.fetch(`/v1/recordings/${path}`, { key, method });
async function refusalOf(answer: Response): Promise<[number, string, string]> {
  const { error } = (await answer.json()) as { error: { code: string; message: string } };
  return [answer.status, error.code, error.message];
}
const count = async (table: string, id: string) =>
  (await door.db.query(`select 1 from ${table} where recording_id = $1`, [id])).length;

const failedHalfway = [
  ...wholeStory.slice(0, 3),
  { type: 'dead', error: { code: 'media-damaged', args: { detail: 'x' } } },
] as const;

test('what a decision would throw away is counted, and is what goes then', async () => {
  await addEnded(9);
  await addEnded(40);
  await addEnded(40, failedHalfway);
  const foresee = async (policy: object) => {
    const answer = await door.fetch('/v1/retention/preview', {
      ...{ key, method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ audio_days: null, transcript_days: null, task_days: null, ...policy }),
    });
    return answer.json();
  };
  const none = { audio: 0, audio_bytes: 0, transcripts: 0, histories: 0 };
  expect(await foresee({})).toEqual(none);
  expect(await foresee({ audio_days: 60, transcript_days: 60, task_days: 60 })).toEqual(none);
  const foreseen = { audio: 2, audio_bytes: expect.any(Number), transcripts: 1, histories: 2 };
  expect(await foresee({ audio_days: 30, transcript_days: 30, task_days: 30 })).toEqual(foreseen);
  expect(await foresee({ audio_days: 5 })).toMatchObject({ audio: 3, transcripts: 0 });
  const expired = await expire({ audioDays: 30, transcriptDays: 30, taskDays: 30 });
  expect(expired).toMatchObject({ audio: 2, histories: 2 });
  expect(await foresee({ audio_days: 30, transcript_days: 30, task_days: 30 })).toEqual(none);
});

describe('expiry', () => {
  test('of one tenant whose bytes cannot be deleted does not keep the others', async () => {
    await addEnded(9);
    tenantId = await door.db.createTenant();
    key = await door.createKey(tenantId);
    await addEnded(9);
    let refusals = 0;
    const stubborn = {
      ...door.blobs,
      delete: async (blobKey: string) => {
        refusals += 1;
        if (refusals === 1) throw new Error('this one stays');
        await door.blobs.delete(blobKey);
      },
    };
    const standard = { ...keepAll, audioDays: 5 };
    await expect(expireRecordings(door.db.database, { blobs: stubborn, standard })).rejects.toThrow(
      'this one stays',
    );
    const gone = await door.db.query('select 1 from recordings where audio_gone is not null');
    expect([gone.length, refusals]).toEqual([2, 2]);
  });

  test('throws nothing away that ended lately, is in work, or is to be kept', async () => {
    const late = await addEnded(3);
    const { id: waiting } = await uploadRecording(door, { key });
    const old = await addEnded(400);
    expect(await expire()).toMatchObject({ audio: 0, transcripts: 0, histories: 0 });
    const days = { audioDays: 5, transcriptDays: 5, taskDays: 5 };
    expect(await expire(days)).toMatchObject({ audio: 1, transcripts: 1, histories: 1 });
    for (const id of [late, waiting]) expect((await get(`${id}/audio`)).status).toBe(200);
    expect((await get(`${late}/transcript`)).status).toBe(200);
    expect(await count('tasks', late)).toBe(1);
    expect((await get(old)).status).toBe(200);
    expect(await expire(days)).toMatchObject({ audio: 0, transcripts: 0, histories: 0 });
  });

  test('leaves the transcript when only the sound is over, and refuses to listen again', async () => {
    const id = await addEnded(10);
    const failed = await addEnded(10, failedHalfway);
    expect(await expire({ audioDays: 7 })).toMatchObject({ audio: 2, transcripts: 0 });
    expect(await refusalOf(await get(`${id}/audio`))).toEqual([
      410,
      'audio-expired',
      expect.stringContaining(new Date().toISOString().slice(0, 10)),
    ]);
    expect((await door.listBlobFiles()).filter((file) => file.includes(id))).toEqual([]);
    expect((await get(`${id}/transcript`)).status).toBe(200);
    expect((await refusalOf(await get(`${failed}/retry`, 'POST'))).slice(0, 2)).toEqual([
      410,
      'audio-expired',
    ]);
    expect((await get(failed)).status).toBe(200);
    expect(((await (await get(failed)).json()) as { state: string }).state).toBe('failed');
  });

  test('leaves no word of a transcript anywhere when it is over', async () => {
    const id = await addEnded(10);
    expect(await expire({ transcriptDays: 7 })).toMatchObject({ audio: 0, transcripts: 1 });
    expect((await refusalOf(await get(`${id}/transcript`))).slice(0, 2)).toEqual([410, 'transcript-expired']);
    const left = await door.db.query<{ text: string }>(
      `select data::text as text from recording_events where recording_id = $1
       union all select text from segments where recording_id = $1`,
      [id],
    );
    expect(left.filter(({ text }) => text.includes('word'))).toEqual([]);
    expect((await get(`${id}/audio`)).status).toBe(200);
  });

  test('takes versions and speakers along, and what told of changes', async () => {
    const id = await addEnded(10, talkStory);
    await correctSegment(door.db.database, {
      tenantId,
      recordingId: id as RecordingId,
      index: 0,
      text: 'word',
    });
    await nameSpeaker(door.db.database, {
      tenantId,
      recordingId: id as RecordingId,
      speaker: 'S1',
      name: 'word',
    });
    const tables = ['transcripts', 'segments', 'transcript_changes', 'speakers', 'diarized_blocks'];
    await expire({ transcriptDays: 7 });
    for (const table of tables) expect([table, await count(table, id)]).toEqual([table, 0]);
    expect((await refusalOf(await get(`${id}/transcript/versions`))).slice(0, 2)).toEqual([
      410,
      'transcript-expired',
    ]);
    await expect(
      nameSpeaker(door.db.database, { tenantId, recordingId: id as RecordingId, speaker: 'S1', name: 'a' }),
    ).rejects.toMatchObject({ code: 'transcript-expired' });
  });

  test('of a history leaves its end to late listeners, also where a change came behind it', async () => {
    const id = await addEnded(10);
    await correctSegment(door.db.database, { tenantId, recordingId: id as RecordingId, index: 0, text: 'a' });
    expect(await expire({ taskDays: 7 })).toMatchObject({ histories: 1 });
    const told = await (await get(`${id}/events`)).text();
    expect(told).toContain('"state":"succeeded"');
    expect(told).toContain('"reason":"corrected"');
    expect(await count('recording_events', id)).toBe(2);
  });

  test('lets a recording that failed half-way begin at the start again', async () => {
    const id = await addEnded(10, failedHalfway);
    await door.db.query('update tasks set pieces = 1, segments = 2 where recording_id = $1', [id]);
    expect(await expire({ transcriptDays: 7 })).toMatchObject({ transcripts: 1 });
    expect((await get(`${id}/retry`, 'POST')).status).toBe(200);
    expect(
      await door.db.query('select pieces, segments, state from tasks where recording_id = $1', [id]),
    ).toEqual([{ pieces: 0, segments: 0, state: 'queued' }]);
    await happen(door, id, wholeStory, tenantId);
    expect((await get(`${id}/transcript`)).status).toBe(200);
  });

  test('keeps the last event of a history, so that a late listener learns the end; sent again, it starts anew', async () => {
    const id = await addEnded(10, failedHalfway);
    expect(await expire({ taskDays: 7 })).toMatchObject({ histories: 1 });
    expect([await count('tasks', id), await count('recording_events', id)]).toEqual([0, 1]);
    const told = await (await get(`${id}/events`)).text();
    expect(told).toContain('"state":"failed"');
    expect((await get(`${id}/retry`, 'POST')).status).toBe(200);
    expect([await count('tasks', id), await count('segments', id)]).toEqual([1, 0]);
    await happen(door, id, wholeStory, tenantId);
    expect((await get(`${id}/transcript`)).status).toBe(200);
  });

  test('goes by what the tenant decided, not by the standard', async () => {
    const id = await addEnded(10);
    await setRetention(door.db.database, tenantId, { ...keepAll, audioDays: 30 });
    expect(await expire({ audioDays: 1, transcriptDays: 1 })).toMatchObject({ audio: 0, transcripts: 0 });
    await setRetention(door.db.database, tenantId, { ...keepAll, audioDays: 9 });
    expect(await expire()).toMatchObject({ audio: 1, transcripts: 0 });
    expect((await get(`${id}/transcript`)).status).toBe(200);
  });

  test('goes on batch by batch', async () => {
    const id = await addEnded(10);
    await door.db.query(
      `insert into recordings (tenant_id, id, state, file_name, bytes, blob_key, request_id, trace, finished_at)
       select tenant_id, gen_random_uuid(), 'succeeded', 'x', 1, 'tenants/none/' || n, 'r', 't', finished_at
       from recordings, generate_series(1, 250) n where id = $1`,
      [id],
    );
    expect(await expire({ audioDays: 7, transcriptDays: 7 })).toMatchObject({ audio: 251, transcripts: 251 });
  });

  test('drops progress of yesterday and keys that ran out, whatever the policy', async () => {
    const id = await addEnded(2, [
      ...wholeStory.slice(0, 2),
      { type: 'progress', processed: 1 },
      ...wholeStory.slice(2),
    ]);
    await door.db.query(
      `insert into idempotency_keys (tenant_id, key, fingerprint, recording_id, created_at)
       select $1, 'key ' || n, 'f', $2, now() - interval '25 hours' from generate_series(1, 50) n`,
      [tenantId, id],
    );
    const { leftovers } = await expire();
    expect(leftovers).toBeGreaterThanOrEqual(51);
    expect(await count('idempotency_keys', id)).toBe(0);
    const types = await door.db.query<{ type: string }>(
      'select type from recording_events where recording_id = $1 order by number',
      [id],
    );
    expect(types.map((row) => row.type)).not.toContain('progress');
    expect(types.at(-1)?.type).toBe('state');
  });
});
