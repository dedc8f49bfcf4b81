import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { createUser, signIn } from '../../../test/support/people.ts';
import { codeOf, encode, patchHeaders, tus, tusAt } from '../../../test/support/tus-requests.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const { ask, begin, countRecordings, listParts, patch } = tusAt(() => door);

async function audioOf(id: string): Promise<Buffer> {
  const answer = await door.fetch(`/v1/recordings/${id}/audio`, { key: door.key });
  return Buffer.from(await answer.arrayBuffer());
}

test('a page that means another account than its session looks at by now is refused, before a byte is taken', async () => {
  const other = await door.db.createTenant('Elsewhere');
  const anna = await createUser(door.db, { tenantId: door.tenantId });
  const cookie = await signIn(door.db, anna);
  const asPage = (
    method: string,
    path: string,
    tenant: string,
    headers = {},
    body?: Uint8Array<ArrayBuffer>,
  ) =>
    door.fetch(path, {
      ...{ method, ...(body ? { body } : {}) },
      headers: { ...tus, ...headers, cookie, 'sec-fetch-site': 'same-origin', 'x-efir-tenant': tenant },
    });
  const length = { 'upload-length': '1000' };
  for (const wrong of [other, 'nonsense', ''])
    expect(await codeOf(await asPage('POST', '/v1/uploads', wrong, length))).toBe('409 tenant-other');
  const begun = await asPage('POST', '/v1/uploads', door.tenantId, length);
  const path = begun.headers.get('location') ?? '';
  const part = { ...patchHeaders, 'upload-offset': '0' };
  const body = makeRecording(1000);
  expect(await codeOf(await asPage('PATCH', path, other, part, body))).toBe('409 tenant-other');
  expect(await codeOf(await asPage('GET', path, other))).toBe('409 tenant-other');
  expect((await asPage('HEAD', path, other)).status).toBe(409);
  const link = { url: 'http://127.0.0.1/talk.wav' };
  const linked = await door.fetch('/v1/recordings/from-link', {
    method: 'POST',
    headers: {
      cookie,
      'sec-fetch-site': 'same-origin',
      'x-efir-tenant': other,
      'content-type': 'application/json',
    },
    body: JSON.stringify(link),
  });
  expect(await codeOf(linked)).toBe('409 tenant-other');
  expect(await countRecordings()).toBe(0);
  expect((await asPage('HEAD', path, door.tenantId)).headers.get('upload-offset')).toBe('0');
  expect((await asPage('PATCH', path, door.tenantId, part, body)).status).toBe(204);
});

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
