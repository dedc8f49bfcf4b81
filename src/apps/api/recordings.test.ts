import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, media, uploadRecording, wholeStory } from '../../../test/support/recordings.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';
import type { ErrorBody } from './schemas/error.ts';
import type { RecordingBody } from './schemas/recording.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const get = (path: string, headers?: Record<string, string>) =>
  door.fetch(path, { key: door.key, ...(headers ? { headers } : {}) });
const post = (path: string) => door.fetch(path, { key: door.key, method: 'POST' });
const errorOf = async (answer: Response) => ((await answer.json()) as ErrorBody).error;

async function recordingAt(id: string): Promise<RecordingBody> {
  const answer = await get(`/v1/recordings/${id}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as RecordingBody;
}

describe('one recording', () => {
  test('shows how far it is, what it holds and when it ended', async () => {
    const { id } = await uploadRecording(door);
    expect(await recordingAt(id)).toMatchObject({
      state: 'queued',
      media: null,
      processed: 0,
      started_at: null,
    });
    await happen(door, id, wholeStory.slice(0, 3));
    expect(await recordingAt(id)).toMatchObject({ state: 'running', media, processed: 1, finished_at: null });
    await happen(door, id, wholeStory.slice(3));
    const ended = await recordingAt(id);
    expect(ended).toMatchObject({ state: 'succeeded', processed: 10, error: null });
    expect(Date.parse(ended.finished_at ?? '')).toBeGreaterThanOrEqual(Date.parse(ended.started_at ?? ''));
  });

  test('says why it failed, in the language of the reader', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [
      { type: 'dead', error: { code: 'media-no-audio', args: { found: 'video (h264)' } } },
    ]);
    const english = await recordingAt(id);
    expect(english.state).toBe('failed');
    expect(english.error).toMatchObject({
      code: 'media-no-audio',
      message: expect.stringContaining('video (h264)'),
    });
    const russian = (await (
      await get(`/v1/recordings/${id}`, { 'accept-language': 'ru-RU,ru;q=0.9' })
    ).json()) as RecordingBody;
    expect(russian.error?.message).toMatch(/[а-я]/);
  });

  test.each(['00000000-0000-7000-8000-000000000000', 'not-an-id', '%2e%2e%2fx'])(
    '%s is not found',
    async (id) => {
      const answer = await get(`/v1/recordings/${id}`);
      expect([answer.status, (await errorOf(answer)).code]).toEqual([404, 'recording-not-found']);
    },
  );
});

describe('the list', () => {
  test('goes page by page, newest first, without gap or double, also when rows come and go in between', async () => {
    const key = await door.createKey(await door.db.createTenant());
    const ids: string[] = [];
    for (let count = 0; count < 7; count += 1) ids.unshift((await uploadRecording(door, { key })).id);
    // All at one moment: only the id tells them apart.
    await door.db.query('update recordings set created_at = $1 where id = any($2)', [
      new Date(),
      ids.slice(2, 6),
    ]);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? 'limit=2' : `limit=2&cursor=${encodeURIComponent(cursor)}`;
      const page = (await (await door.fetch(`/v1/recordings?${query}`, { key })).json()) as {
        recordings: RecordingBody[];
        next_cursor: string | null;
      };
      seen.push(...page.recordings.map((recording) => recording.id));
      cursor = page.next_cursor;
      if (seen.length === 2) await uploadRecording(door, { key });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  test('can be asked for one state', async () => {
    const key = await door.createKey(await door.db.createTenant());
    const first = await uploadRecording(door, { key });
    await uploadRecording(door, { key });
    await door.fetch(`/v1/recordings/${first.id}/cancel`, { key, method: 'POST' });
    const page = await (await door.fetch('/v1/recordings?state=cancelled', { key })).json();
    expect((page as { recordings: RecordingBody[] }).recordings.map((one) => one.id)).toEqual([first.id]);
  });

  test.each([
    ['state=sleeping', 'state'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['cursor=abc', 'cursor'],
    [`cursor=${forgeCursor("2026-01-01 00:00:00' or true --")}`, 'cursor'],
    [`cursor=${forgeCursor('2026-02-30 00:00:00')}`, 'cursor'],
    [`cursor=${forgeCursor('0000-01-01 00:00:00')}`, 'cursor'],
    ['limit=1&limit=2', 'limit'],
    ['sort=colour', 'sort'],
  ])('refuses %s, naming the field', async (query, field) => {
    const answer = await get(`/v1/recordings?${query}`);
    const error = await errorOf(answer);
    expect([answer.status, error.code]).toEqual([400, 'request-invalid']);
    expect(error.message).toContain(field);
  });
});

describe('cancel and retry', () => {
  test('a waiting recording is cancelled, again without harm, and sent again', async () => {
    const { id } = await uploadRecording(door);
    for (let times = 0; times < 2; times += 1) {
      const cancelled = await post(`/v1/recordings/${id}/cancel`);
      expect(cancelled.status).toBe(200);
      expect(((await cancelled.json()) as RecordingBody).state).toBe('cancelled');
    }
    const retried = await post(`/v1/recordings/${id}/retry`);
    expect(retried.status).toBe(200);
    expect((await retried.json()) as RecordingBody).toMatchObject({
      state: 'queued',
      finished_at: null,
      error: null,
    });
    const tasks = await door.db.query('select state from tasks where recording_id = $1', [id]);
    expect(tasks).toEqual([{ state: 'queued' }]);
  });

  test('each that is cancelled is counted, once', async () => {
    const count = async () => {
      const text = await (await door.fetch('/metrics')).text();
      return Number(/^transcriptions_total\{status="cancelled"\} (\d+)$/m.exec(text)?.[1] ?? 0);
    };
    const before = await count();
    const first = await uploadRecording(door);
    await post(`/v1/recordings/${first.id}/cancel`);
    await post(`/v1/recordings/${first.id}/cancel`);
    expect(await count()).toBe(before + 1);
    const second = await uploadRecording(door);
    for (const { id } of [first, second]) {
      await door.fetch(`/v1/recordings/${id}`, { key: door.key, method: 'DELETE' });
    }
    expect(await count()).toBe(before + 2);
  });

  test('cancelling one in work tells its worker to stop', async () => {
    const { id } = await uploadRecording(door);
    const attempt = crypto.randomUUID();
    await door.db.query(
      `insert into attempts (tenant_id, id, task_id, number, state, lease_until)
       select tenant_id, $2, id, 1, 'running', now() + interval '30 s' from tasks where recording_id = $1`,
      [id, attempt],
    );
    const told: string[] = [];
    const listener = door.db.database.hints.listen('stop', (stopped) => told.push(stopped));
    await post(`/v1/recordings/${id}/cancel`);
    await expect.poll(() => told).toEqual([attempt]);
    listener.close();
  });

  test('an ended recording can be neither cancelled nor, when it succeeded, sent again', async () => {
    const { id } = await uploadRecording(door);
    const early = await post(`/v1/recordings/${id}/retry`);
    expect([early.status, (await errorOf(early)).code]).toEqual([409, 'state-conflict']);
    await happen(door, id, wholeStory);
    for (const verb of ['cancel', 'retry']) {
      const answer = await post(`/v1/recordings/${id}/${verb}`);
      expect([verb, answer.status, (await errorOf(answer)).code]).toEqual([verb, 409, 'state-conflict']);
    }
  });

  test('a failed recording is sent again', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [{ type: 'dead', error: { code: 'worker-lost', args: {} } }]);
    expect((await post(`/v1/recordings/${id}/retry`)).status).toBe(200);
    expect(await recordingAt(id)).toMatchObject({ state: 'queued', error: null });
  });
});

test('a deleted recording is gone with its file, its task and its transcript', async () => {
  const { id } = await uploadRecording(door);
  await happen(door, id, wholeStory);
  const files = await door.listBlobFiles();
  const answer = await door.fetch(`/v1/recordings/${id}`, { key: door.key, method: 'DELETE' });
  expect([answer.status, await answer.text()]).toEqual([204, '']);
  expect((await get(`/v1/recordings/${id}`)).status).toBe(404);
  expect((await door.fetch(`/v1/recordings/${id}`, { key: door.key, method: 'DELETE' })).status).toBe(404);
  expect(await door.listBlobFiles()).toHaveLength(files.length - 1);
  for (const table of ['tasks', 'segments', 'transcripts', 'recording_events']) {
    expect(await door.db.query(`select 1 from ${table} where recording_id = $1`, [id])).toEqual([]);
  }
});

describe('the transcript', () => {
  test('is not ready before the end, and says how the recording stands', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, wholeStory.slice(0, -1));
    const answer = await get(`/v1/recordings/${id}/transcript`);
    const error = await errorOf(answer);
    expect([answer.status, error.code]).toEqual([409, 'transcript-not-ready']);
    expect(error.message).toContain('in work');
  });

  test('is given with segments, words, times and worded notes', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, wholeStory);
    const answer = await get(`/v1/recordings/${id}/transcript`, { 'accept-language': 'ru' });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const transcript = (await answer.json()) as Transcript;
    expect(transcript).toMatchObject({
      language: 'en',
      engine: 'scripted',
      quality: 'low',
      duration: 10,
      text: 'word0 more word1 more word2 more',
    });
    expect(transcript.segments.map((segment) => [segment.index, segment.start, segment.end])).toEqual([
      [0, 0, 1],
      [1, 1, 2],
      [2, 2, 3],
    ]);
    expect(transcript.segments[1]?.words[0]).toEqual({ text: 'word1', start: 1, end: 1.5, confidence: 0.9 });
    expect(transcript.notes[0]?.text).toMatch(/[а-я]/);
  });

  test.each([
    ['txt', 'text/plain; charset=utf-8', /^\[.*\]\n\nword0 more/s],
    ['txt&times=true', 'text/plain; charset=utf-8', /^\[.*\]\n\n\[00:00:00\] word0 more/s],
    ['srt', 'application/x-subrip; charset=utf-8', /^1\n00:00:00,000 --> /],
    ['vtt', 'text/vtt; charset=utf-8', /^WEBVTT\n/],
    ['tsv', 'text/tab-separated-values; charset=utf-8', /^start\tend\ttext\n0\t1000\tword0 more\n/],
  ])('is given as %s', async (format, type, shape) => {
    const { id } = await uploadRecording(door, { query: 'file_name=%D1%80%D0%B5%D1%87%D1%8C.ogg' });
    await happen(door, id, wholeStory);
    const answer = await get(`/v1/recordings/${id}/transcript?format=${format}`);
    expect(answer.headers.get('content-type')).toBe(type);
    const ending = format.split('&')[0];
    expect(answer.headers.get('content-disposition')).toContain(`%D1%80%D0%B5%D1%87%D1%8C.${ending}`);
    expect(await answer.text()).toMatch(shape);
  });

  test('in an unknown format is refused, naming the field', async () => {
    const { id } = await uploadRecording(door);
    const answer = await get(`/v1/recordings/${id}/transcript?format=pdf`);
    expect(answer.status).toBe(400);
    expect((await errorOf(answer)).message).toContain('format');
  });
});

/** A cursor that was never given out. */
function forgeCursor(time: string): string {
  return Buffer.from(`${time}|01a20355-4300-73cd-9c87-d9c7950998d4`).toString('base64url');
}
