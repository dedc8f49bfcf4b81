import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import type { UploadId } from '../../core/ids.ts';
import { expireUploads } from '../../domain/media/index.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

interface Asked {
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

const tus = { 'tus-resumable': '1.0.0' };
const patchHeaders = { ...tus, 'content-type': 'application/offset+octet-stream' };

function ask(method: string, path: string, { body, headers, key = door.key }: Asked = {}): Promise<Response> {
  return door.fetch(path, { key, method, headers: { ...tus, ...headers }, ...(body ? { body } : {}) });
}

const encode = (text: string) => Buffer.from(text).toString('base64');

async function begin(bytes: number, metadata?: string, key = door.key): Promise<string> {
  const headers = {
    'upload-length': String(bytes),
    ...(metadata === undefined ? {} : { 'upload-metadata': metadata }),
  };
  const answer = await ask('POST', '/v1/uploads', { key, headers });
  expect([answer.status, answer.status === 201 ? '' : await answer.text()]).toEqual([201, '']);
  return answer.headers.get('location') ?? '';
}

function patch(
  path: string,
  offset: number,
  body: Uint8Array<ArrayBuffer>,
  key = door.key,
): Promise<Response> {
  return ask('PATCH', path, { key, body, headers: { ...patchHeaders, 'upload-offset': String(offset) } });
}

async function codeOf(answer: Response): Promise<string> {
  const body = (await answer.json()) as { error: { code: string; message: string } };
  return `${answer.status} ${body.error.code}`;
}

/** What lies in the blob store of parts, whoever's. */
async function listParts(): Promise<string[]> {
  return (await door.listBlobFiles()).filter((file) => file.includes('/parts/'));
}

async function countRecordings(): Promise<number> {
  return (await door.db.query('select 1 from recordings')).length;
}

async function audioOf(id: string): Promise<Buffer> {
  const answer = await door.fetch(`/v1/recordings/${id}/audio`, { key: door.key });
  return Buffer.from(await answer.arrayBuffer());
}

describe('an upload in parts', () => {
  test('becomes one recording, byte for byte, with its name and options', async () => {
    const whole = makeRecording(300_000);
    const path = await begin(
      whole.byteLength,
      `filename ${encode('бе́седа.wav')},filetype YQ==,language ${encode('ru')}`,
    );
    const first = await patch(path, 0, whole.subarray(0, 100_000));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '100000']);
    expect(Date.parse(first.headers.get('upload-expires') ?? '')).toBeGreaterThan(
      Date.now() + 23 * 3_600_000,
    );
    const head = await ask('HEAD', path);
    expect([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
      200,
      '100000',
      '300000',
    ]);
    expect(head.headers.get('cache-control')).toBe('no-store');
    expect(head.headers.get('upload-recording')).toBeNull();
    const last = await patch(path, 100_000, whole.subarray(100_000));
    expect(last.status).toBe(204);
    const id = last.headers.get('upload-recording') ?? '';
    const recording = (await (await door.fetch(`/v1/recordings/${id}`, { key: door.key })).json()) as Record<
      string,
      unknown
    >;
    expect(recording).toMatchObject({
      state: 'queued',
      file_name: 'бе́седа.wav',
      bytes: 300_000,
      options: { language: 'ru' },
    });
    expect((await audioOf(id)).equals(whole)).toBe(true);
    expect(await listParts()).toEqual([]);
    // Who did not hear the answer asks, and hears the same.
    expect((await ask('HEAD', path)).headers.get('upload-recording')).toBe(id);
    const look = (await (await door.fetch(path, { key: door.key })).json()) as Record<string, unknown>;
    expect(look).toMatchObject({ state: 'taken', recording_id: id, received: 300_000, error: null });
  });

  test('may send its first bytes, or all of them, with its beginning', async () => {
    const whole = makeRecording(50_000);
    const headers = { ...patchHeaders, 'upload-length': '50000' };
    const answer = await ask('POST', '/v1/uploads', { headers, body: whole });
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([201, '50000']);
    expect((await audioOf(answer.headers.get('upload-recording') ?? '')).equals(whole)).toBe(true);
  });

  test('keeps what arrived of a connection that broke, and goes on behind it', async () => {
    const whole = makeRecording(2_000_000);
    const path = await begin(whole.byteLength);
    const cut = await openPatch(path, 0, whole.byteLength);
    cut.write(whole.subarray(0, 900_000));
    await new Promise((resolve) => setTimeout(resolve, 200));
    cut.destroy();
    const received = async () => Number((await ask('HEAD', path)).headers.get('upload-offset'));
    await expect.poll(received, { timeout: 30_000 }).toBeGreaterThan(0);
    const offset = await received();
    const last = await patch(path, offset, whole.subarray(offset));
    expect(last.status).toBe(204);
    expect((await audioOf(last.headers.get('upload-recording') ?? '')).equals(whole)).toBe(true);
  });

  test('goes on with the later of two that send at once', async () => {
    const whole = makeRecording(1_000_000);
    const path = await begin(whole.byteLength);
    const before = await countRecordings();
    const stuck = await openPatch(path, 0, whole.byteLength);
    const answered = new Promise<number>((resolve) => {
      stuck.once('response', (answer) => resolve(answer.statusCode ?? 0)).once('error', () => resolve(0));
    });
    stuck.write(whole.subarray(0, 200_000));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const later = await patch(path, 0, whole);
    expect(later.status).toBe(204);
    stuck.end(whole.subarray(200_000));
    expect(await answered).toBe(409);
    expect(await countRecordings()).toBe(before + 1);
    expect((await audioOf(later.headers.get('upload-recording') ?? '')).equals(whole)).toBe(true);
    expect(await listParts()).toEqual([]);
  });

  test('of many at once makes one recording of each, also over two processes', async () => {
    const another = await door.openAnother();
    const whole = makeRecording(200_000);
    const before = await countRecordings();
    const paths = await Promise.all(Array.from({ length: 8 }, () => begin(whole.byteLength)));
    await Promise.all(paths.map((path) => patch(path, 0, whole.subarray(0, 100_000))));
    // The same last bytes to both at once: one of them counts.
    const answers = await Promise.all(
      paths.flatMap((path) => [
        patch(path, 100_000, whole.subarray(100_000)),
        fetch(new URL(path, another.url), {
          method: 'PATCH',
          headers: { ...patchHeaders, 'upload-offset': '100000', authorization: `Bearer ${door.key}` },
          body: whole.subarray(100_000),
        }),
      ]),
    );
    expect(answers.every((answer) => [204, 409].includes(answer.status))).toBe(true);
    const recordings = await Promise.all(
      paths.map(async (path) => (await ask('HEAD', path)).headers.get('upload-recording')),
    );
    expect(new Set(recordings).size).toBe(8);
    expect(await countRecordings()).toBe(before + 8);
    await another.close();
  });
});

describe('an upload that cannot be', () => {
  test.each([
    [
      'at a wrong place',
      async (path: string) => patch(path, 5, makeRecording(1_000)),
      '409 upload-offset-wrong',
    ],
    [
      'with more than was announced',
      async (path: string) => patch(path, 0, makeRecording(6_000)),
      '413 file-too-large',
    ],
    [
      'without a place',
      (path: string) => ask('PATCH', path, { headers: patchHeaders, body: makeRecording(1_000) }),
      '400 request-invalid',
    ],
    [
      'of another type',
      (path: string) =>
        ask('PATCH', path, {
          headers: { 'content-type': 'audio/wav', 'upload-offset': '0' },
          body: makeRecording(1_000),
        }),
      '400 request-invalid',
    ],
    [
      'of another protocol',
      (path: string) =>
        ask('PATCH', path, { headers: { ...patchHeaders, 'tus-resumable': '0.2.2', 'upload-offset': '0' } }),
      '412 tus-version-unknown',
    ],
    [
      'at a place that is no number',
      (path: string) => ask('PATCH', path, { headers: { ...patchHeaders, 'upload-offset': '-1' } }),
      '400 request-invalid',
    ],
    [
      'that is not there',
      () => patch('/v1/uploads/01900000-0000-7000-8000-000000000000', 0, makeRecording(1_000)),
      '404 upload-not-found',
    ],
    [
      'under no id',
      () => patch('/v1/uploads/..%2f..%2fetc', 0, makeRecording(1_000)),
      '404 upload-not-found',
    ],
  ])('%s is refused in our words', async (_name, send, code) => {
    const path = await begin(5_000);
    expect(await codeOf(await send(path))).toBe(code);
    expect((await ask('HEAD', path)).headers.get('upload-offset')).toBe('0');
  });

  test.each([
    ['no length', {}, '400 request-invalid'],
    ['a deferred length', { 'upload-defer-length': '1' }, '400 request-invalid'],
    ['a length that is none', { 'upload-length': '1e3' }, '400 request-invalid'],
    ['nothing in it', { 'upload-length': '0' }, '422 media-empty'],
    ['more than is taken', { 'upload-length': '10000001' }, '413 file-too-large'],
    [
      'base64 that is none',
      { 'upload-length': '5', 'upload-metadata': 'filename §§§§'.replaceAll('§', '*') },
      '400 request-invalid',
    ],
    [
      'a name twice',
      { 'upload-length': '5', 'upload-metadata': 'filename YQ==,filename YQ==' },
      '400 request-invalid',
    ],
    [
      'an option that is none',
      { 'upload-length': '5', 'upload-metadata': `colour ${encode('red')}` },
      '400 request-invalid',
    ],
    [
      'a language that is none',
      { 'upload-length': '5', 'upload-metadata': `language ${encode('klingon')}` },
      '422 language-unknown',
    ],
    [
      'a callback into our own network',
      { 'upload-length': '5', 'upload-metadata': `callback_url ${encode('http://10.0.0.1/')}` },
      '422 url-forbidden',
    ],
  ])('with %s does not begin', async (_name, headers, code) => {
    const answer = await ask('POST', '/v1/uploads', { headers: headers as Record<string, string> });
    expect(await codeOf(answer)).toBe(code);
  });

  test('with a megabyte of metadata is cut off, and the door stays open', async () => {
    const headers = { 'upload-length': '5', 'upload-metadata': `filename ${encode('a'.repeat(1_000_000))}` };
    const answer = await ask('POST', '/v1/uploads', { headers }).catch(() => undefined);
    expect(answer?.status ?? 431).toBe(431);
    expect((await ask('GET', '/v1/uploads')).status).toBe(200);
  });

  test('under a name with tricks keeps what people can read of it', async () => {
    for (const [name, kept] of [
      ['../../etc/passwd', 'passwd'],
      ['..\\..\\windows\\talk\u202egpj.wav', 'talkgpj.wav'],
      ['\u0000\u0007', 'recording'],
    ] as const) {
      const path = await begin(5_000, `filename ${encode(name)}`);
      const look = (await (await door.fetch(path, { key: door.key })).json()) as { file_name: string };
      expect(look.file_name).toBe(kept);
    }
  });

  test('holds no recording: that is said at its first bytes, and nothing stays', async () => {
    const text = Buffer.from('hello, this is no recording. '.repeat(10_000));
    const path = await begin(text.byteLength);
    const before = await countRecordings();
    expect(await codeOf(await patch(path, 0, text.subarray(0, 100_000)))).toBe('415 media-unrecognised');
    expect(await codeOf(await patch(path, 0, text))).toBe('415 media-unrecognised');
    const look = (await (await door.fetch(path, { key: door.key })).json()) as Record<string, unknown>;
    expect(look).toMatchObject({
      state: 'refused',
      error: { code: 'media-unrecognised' },
      recording_id: null,
    });
    // In pieces too small to judge it is refused at the end.
    const slow = await begin(60);
    expect((await patch(slow, 0, text.subarray(0, 30))).status).toBe(204);
    expect(await codeOf(await patch(slow, 30, text.subarray(30, 60)))).toBe('415 media-unrecognised');
    expect(await countRecordings()).toBe(before);
    expect(await listParts()).toEqual([]);
  });

  test('of another tenant does not exist', async () => {
    const path = await begin(5_000);
    const stranger = await door.createKey(await door.db.createTenant());
    for (const method of ['HEAD', 'GET', 'DELETE'])
      expect((await ask(method, path, { key: stranger })).status).toBe(404);
    expect(await codeOf(await patch(path, 0, makeRecording(), stranger))).toBe('404 upload-not-found');
    expect(await (await ask('GET', '/v1/uploads', { key: stranger })).json()).toEqual({ uploads: [] });
    const reader = await door.createKey(door.tenantId, ['recordings:read']);
    expect(
      (await ask('POST', '/v1/uploads', { key: reader, headers: { 'upload-length': '5' } })).status,
    ).toBe(403);
    expect((await patch(path, 0, makeRecording())).status).toBe(204);
  });

  test('given up is gone, and one whose time is over says so and is swept away', async () => {
    const path = await begin(5_000);
    await patch(path, 0, makeRecording().subarray(0, 1_000));
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('HEAD', path)).status).toBe(404);
    const old = await begin(5_000);
    await patch(old, 0, makeRecording().subarray(0, 1_000));
    const id = old.split('/').at(-1) as UploadId;
    await door.db.query(`update uploads set expires_at = now() - interval '1 second' where id = $1`, [id]);
    expect(await codeOf(await patch(old, 1_000, makeRecording().subarray(1_000)))).toBe('410 upload-expired');
    expect(await listParts()).toHaveLength(1);
    expect(await expireUploads(door.db.database, { blobs: door.blobs })).toBe(1);
    expect(await listParts()).toEqual([]);
    expect((await ask('HEAD', old)).status).toBe(404);
  });

  test('is one too many beside so many that are unfinished', async () => {
    const key = await door.createKey(await door.db.createTenant());
    await Promise.all(Array.from({ length: 200 }, () => begin(5, undefined, key)));
    const answer = await ask('POST', '/v1/uploads', { key, headers: { 'upload-length': '5' } });
    expect(await codeOf(answer)).toBe('409 uploads-full');
  });
});

test('whatever a process left whole, another one makes a recording of', async () => {
  const whole = makeRecording(100_000);
  const path = await begin(whole.byteLength);
  await patch(path, 0, whole.subarray(0, 60_000));
  const id = path.split('/').at(-1) as string;
  // As a process leaves it that is killed behind the commit of the last part.
  const key = `tenants/${door.tenantId}/parts/${id}/${randomBytes(4).toString('hex')}`;
  await door.blobs.put(key, Readable.from([whole.subarray(60_000)]), { maxBytes: 1e6 });
  await door.db.query(
    `with part as (insert into upload_parts values ($1, $2, 60000, 40000, $3))
     update uploads set received = 100000, state = 'whole', claim = null where id = $2`,
    [door.tenantId, id, key],
  );
  const look = async () =>
    ((await (await door.fetch(path, { key: door.key })).json()) as { recording_id: string | null })
      .recording_id;
  await expect.poll(look, { timeout: 15_000, interval: 200 }).not.toBeNull();
  const recording = (await look()) ?? '';
  const files = await door.listBlobFiles();
  const blob = files.find((file) => file.includes(recording)) ?? '';
  expect((await readFile(blob)).equals(whole)).toBe(true);
  expect(await listParts()).toEqual([]);
}, 30_000);

test('a full disk is said, costs nothing that came, and once there is room the upload ends by itself', async (context) => {
  const small = await mkdtemp(join(tmpdir(), 'efir-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', small], { stdio: 'ignore' });
  } catch {
    return context.skip('only root may mount a small disk');
  }
  const usual = process.env['TMPDIR'];
  process.env['TMPDIR'] = small;
  const own = await startTestApi();
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
  const send = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: Uint8Array<ArrayBuffer>,
  ) =>
    own.fetch(path, {
      key: own.key,
      method,
      headers: { ...patchHeaders, ...headers },
      ...(body ? { body } : {}),
    });
  const start = async (bytes: number) => {
    const answer = await own.fetch('/v1/uploads', {
      ...{ key: own.key, method: 'POST' },
      headers: { ...tus, 'upload-length': String(bytes) },
    });
    return answer.headers.get('location') ?? '';
  };
  try {
    const large = makeRecording(5_000_000);
    const full = await send('PATCH', await start(large.byteLength), { 'upload-offset': '0' }, large);
    expect(await codeOf(full)).toBe('507 disk-full');
    expect(await own.listBlobFiles()).toEqual([]);
    // Its bytes have room, but not twice.
    const half = makeRecording(2_000_000);
    const path = await start(half.byteLength);
    expect(await codeOf(await send('PATCH', path, { 'upload-offset': '0' }, half))).toBe('507 disk-full');
    const look = async () =>
      (await (await own.fetch(path, { key: own.key })).json()) as Record<string, unknown>;
    expect(await look()).toMatchObject({ state: 'whole', received: 2_000_000, error: { code: 'disk-full' } });
    execFileSync('mount', ['-o', 'remount,size=20m', small]);
    await expect.poll(async () => (await look())['state'], { timeout: 40_000, interval: 500 }).toBe('taken');
    expect(await look()).toMatchObject({ error: null });
    expect(await own.listBlobFiles()).toHaveLength(1);
  } finally {
    await own.close();
    execFileSync('umount', [small]);
    await rm(small, { recursive: true });
  }
}, 60_000);

/** A request whose body the test writes itself. */
async function openPatch(path: string, offset: number, bytes: number): Promise<ClientRequest> {
  const sending = request(new URL(path, door.api.url), {
    method: 'PATCH',
    headers: {
      ...patchHeaders,
      'upload-offset': offset,
      'content-length': bytes,
      authorization: `Bearer ${door.key}`,
    },
  });
  sending.on('error', () => undefined);
  return sending;
}
