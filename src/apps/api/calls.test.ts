import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, measureLeftovers, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, wholeStory } from '../../../test/support/recordings.ts';
import { clearEndedSessions } from '../../domain/media/index.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

interface Answer {
  readonly id: unknown;
  readonly result?: Record<string, unknown>;
  readonly error?: { code: number; message: string; data: Record<string, unknown> };
}

const post = (body: string, headers: Record<string, string> = {}, key = door.key) =>
  door.fetch('/rpc', {
    key,
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

async function call(
  method: string,
  params: object,
  options: { key?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const body = JSON.stringify({ jsonrpc: '2.0', method, params, id: 1 });
  const answer = await post(body, options.headers, options.key);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Answer;
}

interface Uploaded {
  readonly file_id: string;
  readonly session_id: string;
  readonly expires_at: string;
}

const send = (headers: Record<string, string> = {}, key = door.key, body = makeRecording()) =>
  door.fetch('/files/upload?file_name=talk.wav', { key, method: 'POST', body, headers });

async function upload(headers?: Record<string, string>, key?: string): Promise<Uploaded> {
  const answer = await send(headers, key);
  expect(answer.status).toBe(201);
  return (await answer.json()) as Uploaded;
}

const files = (session: string, key = door.key) =>
  door.fetch('/files', { key, headers: { 'x-session-id': session } });

describe('POST /rpc', () => {
  test('follows a recording from an uploaded file to its transcript', async () => {
    const { file_id, session_id } = await upload();
    const asked = { file_id, session_id, options: { language: 'en', diarize: false } };
    const { result: made } = await call('media.transcribe', asked);
    expect(made).toMatchObject({ state: 'queued', file_name: 'talk.wav', repeated: false, text: null });
    const recording_id = String(made?.['recording_id']);
    const overHttp = await door.fetch(`/v1/recordings/${recording_id}`, { key: door.key });
    expect(await overHttp.json()).toMatchObject({
      id: recording_id,
      state: 'queued',
      options: { language: 'en' },
    });
    expect(await call('media.transcript', { recording_id })).toMatchObject({
      error: { code: -32009, data: { code: 'transcript-not-ready' } },
    });
    await happen(door, recording_id, wholeStory);
    expect((await call('media.status', { recording_id })).result).toMatchObject({
      state: 'succeeded',
      duration: 10,
      error: null,
    });
    const { result: srt } = await call('media.transcript', { recording_id, format: 'srt' });
    expect(srt?.['content']).toContain('00:00:00,000 -->');
    const { result: txt } = await call('media.transcript', { recording_id, format: 'txt', times: true });
    expect(txt?.['content']).toContain('[00:00:00] word0');
    const { result: docx } = await call('media.transcript', { recording_id, format: 'docx' });
    expect(Buffer.from(String(docx?.['content']), 'base64').subarray(0, 2).toString()).toBe('PK');
    const { result: json } = await call('media.transcript', { recording_id });
    expect(json?.['content']).toMatchObject({ engine: 'scripted', segments: [{}, {}, {}] });
    expect(await call('media.transcript', { recording_id, version: 2 })).toMatchObject({
      error: { data: { code: 'version-not-found' } },
    });
    const again = await call('media.execute', { recording_id });
    expect(again.result).toMatchObject({ state: 'queued', file_name: 'talk.wav' });
    expect(again.result?.['recording_id']).not.toBe(recording_id);
  });

  test('waits for the end when told so, and goes on when the time is over', async () => {
    const { file_id, session_id } = await upload();
    const key = `wait-${file_id}`;
    const params = { file_id, session_id, idempotency_key: key };
    const late = await call('media.transcribe', { ...params, wait: true, timeout: 0.5 });
    expect(late).toMatchObject({ error: { code: -32054, data: { code: 'call-timeout' } } });
    const recording_id = String(late.error?.data['recording_id']);
    const waiting = call('media.transcribe', { ...params, wait: true });
    await sleep(200);
    await happen(door, recording_id, wholeStory);
    expect((await waiting).result).toMatchObject({ recording_id, state: 'succeeded', repeated: true });
    expect(String((await waiting).result?.['text'])).toContain('word0 more');
  });

  test('cancels for all doors', async () => {
    const { file_id, session_id } = await upload();
    const { result } = await call(
      'media.transcribe',
      { file_id },
      { headers: { 'x-session-id': session_id } },
    );
    const recording_id = String(result?.['recording_id']);
    expect((await call('media.cancel', { recording_id })).result).toMatchObject({ state: 'cancelled' });
    const overHttp = await door.fetch(`/v1/recordings/${recording_id}`, { key: door.key });
    expect(await overHttp.json()).toMatchObject({ state: 'cancelled' });
  });

  test('answers batches, and nothing to notifications', async () => {
    const ping = { jsonrpc: '2.0', method: 'system.ping' };
    const batch = await post(JSON.stringify([{ ...ping, id: 1 }, ping, { ...ping, id: 'b' }]));
    expect(((await batch.json()) as Answer[]).map(({ id }) => id)).toEqual([1, 'b']);
    const silent = await post(JSON.stringify(ping));
    expect([silent.status, await silent.text()]).toEqual([204, '']);
  });

  test('answers what is wrong by the letter of JSON-RPC, in the language that was asked for', async () => {
    const codes = ['{"jsonrpc":', '', '[]', '{}', 'x'.repeat(150_000)].map(async (body) => {
      const answer = await post(body);
      return [answer.status, ((await answer.json()) as Answer).error?.code];
    });
    expect(await Promise.all(codes)).toEqual([
      [200, -32700],
      [200, -32700],
      [200, -32600],
      [200, -32600],
      [200, -32600],
    ]);
    const russian = await call('media.nothing', {}, { headers: { 'accept-language': 'ru' } });
    expect(russian.error?.data['message']).toContain('Метода');
    expect((await post('x'.repeat(400_000))).status).toBe(400);
  });

  test('judges each call by its own scope, and shows nothing of another tenant', async () => {
    const reader = await door.createKey(door.tenantId, ['recordings:read']);
    const { file_id, session_id } = await upload();
    const source = { file_id, session_id };
    expect(await call('media.transcribe', source, { key: reader })).toMatchObject({
      error: { code: -32003 },
    });
    const { result } = await call('media.transcribe', source);
    const recording = { recording_id: result?.['recording_id'] };
    expect((await call('media.status', recording, { key: reader })).result).toMatchObject({
      state: 'queued',
    });
    const stranger = await door.createKey(await door.db.createTenant('stranger'));
    for (const [method, params] of [
      ['media.status', recording],
      ['media.transcript', recording],
      ['media.cancel', recording],
      ['media.transcribe', recording],
      ['media.transcribe', source],
    ] as const) {
      const answer = await call(method, params, { key: stranger });
      expect(answer.error?.code, method).toBe(-32004);
    }
  });

  test('takes the options that HTTP takes, and calls back nobody in a private network', async () => {
    const { file_id, session_id } = await upload();
    const source = { file_id, session_id };
    const left = await measureLeftovers(door, async () => {
      const options = { callback_url: 'http://192.168.0.1/hook' };
      const refused = await call('media.transcribe', { ...source, options });
      expect(refused.error?.data).toMatchObject({ code: 'url-forbidden' });
    });
    expect(left).toEqual({ rows: 0, files: 0 });
    const contrary = { options: { min_speakers: 3, max_speakers: 2 } };
    expect((await call('media.transcribe', { ...source, ...contrary })).error?.data).toMatchObject({
      code: 'request-invalid',
      message: expect.stringContaining('min_speakers'),
    });
    const options = {
      ...{ callback_url: 'http://127.0.0.1:9/hook', priority: 3, diarize: true, min_speakers: 2 },
      ...{ hot_words: ['Efir', 'Redis'], spellings: [{ heard: 'ether', write: 'Efir' }] },
    };
    const { result } = await call('media.transcribe', { ...source, options });
    const made = await door.fetch(`/v1/recordings/${result?.['recording_id']}`, { key: door.key });
    expect(await made.json()).toMatchObject({ options });
  });

  test.each([
    ['no source', {}],
    ['two sources', { file_path: '/a', recording_id: '0197a7a0-0000-7000-8000-000000000000' }],
    ['a path where no folder is shared', { file_path: '/etc/passwd' }],
    ['an option that does not exist', { options: { colour: 'red' } }],
    ['an idempotency key with spaces', { idempotency_key: 'a b' }],
    ['a field that does not exist', { url: 'http://localhost/' }],
  ])('makes nothing of %s', async (_what, params) => {
    const { file_id, session_id } = await upload();
    const source = 'options' in params || 'idempotency_key' in params ? { file_id, session_id } : {};
    const left = await measureLeftovers(door, async () => {
      const answer = await call('media.transcribe', { ...source, ...params });
      expect(answer.error?.code).toBe(-32602);
      expect(String(answer.error?.data['message']).length).toBeGreaterThan(20);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });
});

describe('POST /files/upload', () => {
  test('begins a session, goes on with it by header or cookie, and lists its files', async () => {
    const first = await send();
    expect(first.headers.get('set-cookie')).toMatch(
      /^efir_upload_session=[\da-f-]{36}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=3600$/,
    );
    const { session_id, file_id, expires_at } = (await first.json()) as Uploaded;
    expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(3_000_000);
    const second = await upload({ 'x-session-id': session_id });
    const third = await upload({ cookie: `theme=dark; efir_upload_session=${session_id}` });
    expect([second.session_id, third.session_id]).toEqual([session_id, session_id]);
    const listed = (await (await files(session_id)).json()) as { files: Uploaded[] };
    expect(listed.files.map((file) => file.file_id)).toEqual([file_id, second.file_id, third.file_id]);
  });

  test('takes a form as well, and judges by content', async () => {
    const form = new FormData();
    form.set('file', new Blob([makeRecording()]), 'talk.wav');
    const answer = await door.fetch('/files/upload', { key: door.key, method: 'POST', body: form });
    expect(await answer.json()).toMatchObject({ file_name: 'talk.wav', bytes: 5000 });
    const left = await measureLeftovers(door, async () => {
      const bad = await send({}, door.key, Buffer.from('%PDF-1.7 not a recording'));
      expect(bad.status).toBe(415);
      expect((await send({}, door.key, Buffer.alloc(0))).status).toBe(422);
      expect((await send({}, door.key, makeRecording(10_000_001))).status).toBe(413);
      expect((await send({ 'x-session-id': 'nonsense' })).status).toBe(404);
      expect((await send({ 'x-session-id': crypto.randomUUID() })).status).toBe(404);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test('keeps each session to itself, within a tenant and between tenants', async () => {
    const [mine, yours] = [await upload(), await upload()];
    expect(mine.session_id).not.toBe(yours.session_id);
    const crossed = { file_id: mine.file_id, session_id: yours.session_id };
    expect(await call('media.transcribe', crossed)).toMatchObject({
      error: { code: -32004, data: { code: 'session-file-not-found' } },
    });
    expect(await call('media.transcribe', { file_id: mine.file_id })).toMatchObject({
      error: { data: { code: 'session-not-found' } },
    });
    const stranger = await door.createKey(await door.db.createTenant('stranger'));
    expect((await files(mine.session_id, stranger)).status).toBe(404);
    expect((await send({ 'x-session-id': mine.session_id }, stranger)).status).toBe(404);
    const ended = await door.fetch('/files', {
      key: stranger,
      method: 'DELETE',
      headers: { 'x-session-id': mine.session_id },
    });
    expect(ended.status).toBe(404);
    expect((await files(mine.session_id)).status).toBe(200);
  });

  test('forgets a session with its files when told, while recordings stay', async () => {
    const { file_id, session_id } = await upload();
    const { result } = await call('media.transcribe', { file_id, session_id });
    const left = await measureLeftovers(door, async () => {
      const headers = { cookie: `efir_upload_session=${session_id}` };
      const ended = await door.fetch('/files', { key: door.key, method: 'DELETE', headers });
      expect(ended.status).toBe(204);
      expect(ended.headers.get('set-cookie')).toContain('Max-Age=0');
    });
    expect(left).toEqual({ rows: 0, files: -1 });
    expect((await files(session_id)).status).toBe(404);
    // A browser goes on with a session of its own; who names one that is over is told.
    expect((await upload({ cookie: `efir_upload_session=${session_id}` })).session_id).not.toBe(session_id);
    const recording_id = result?.['recording_id'];
    expect((await call('media.status', { recording_id })).result).toMatchObject({ state: 'queued' });
  });

  test('forgets sessions that nobody used for long', async () => {
    const { session_id } = await upload();
    const kept = await upload();
    const over = `update upload_sessions set expires_at = now() - interval '2 minutes' where id = $1`;
    await door.db.query(over, [session_id]);
    expect((await files(session_id)).status).toBe(404);
    const left = await measureLeftovers(door, async () => {
      expect(await clearEndedSessions(door.db.database, door)).toBe(1);
      expect(await clearEndedSessions(door.db.database, door)).toBe(0);
    });
    expect(left).toEqual({ rows: 0, files: -1 });
    expect((await files(kept.session_id)).status).toBe(200);
  });
});
