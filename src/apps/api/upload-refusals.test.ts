import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { codeOf, encode, patchHeaders, tusAt } from '../../../test/support/tus-requests.ts';
import type { UploadId } from '../../core/ids.ts';
import { expireUploads } from '../../domain/media/index.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const { ask, begin, countRecordings, listParts, patch } = tusAt(() => door);

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
