import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { uploadRecording } from '../../../test/support/recordings.ts';
import { readByteRange } from './read-byte-range.ts';

const size = 5_000;
const bytes = makeRecording(size);
let door: TestApi;
let path: string;
beforeAll(async () => {
  door = await startTestApi();
  path = `/v1/recordings/${(await uploadRecording(door, { query: 'file_name=%D1%80%22%0D%0Ax.wav' })).id}/audio`;
});
afterAll(() => door.close());

const get = (range?: string, more: Record<string, string> = {}) =>
  door.fetch(path, { key: door.key, headers: { ...more, ...(range ? { range } : {}) } });

describe('audio', () => {
  test('whole, with its type by its bytes and a name that cannot break out of its header', async () => {
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(answer.headers.get('content-length')).toBe(String(size));
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="?\\"x.wav"; filename*=UTF-8\'\'%D1%80%22x.wav',
    );
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test.each([
    ['bytes=0-0', 0, 0],
    ['bytes=100-199', 100, 199],
    ['bytes=4990-', 4990, 4999],
    ['bytes=-10', 4990, 4999],
    ['bytes=-99999', 0, 4999],
    ['bytes=4000-99999', 4000, 4999],
  ])('%s gives those bytes', async (range, start, end) => {
    const answer = await get(range);
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end}/${size}`);
    expect(answer.headers.get('content-length')).toBe(String(end - start + 1));
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  test.each(['bytes=5000-', 'bytes=9999-10000', 'bytes=-0'])('%s lies outside', async (range) => {
    const answer = await get(range);
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe(`bytes */${size}`);
    expect(await answer.json()).toMatchObject({ error: { code: 'range-invalid' } });
  });

  test.each(['bytes=0-1,5-6', 'items=0-1', 'bytes=9-1', 'bytes=-', 'nonsense'])(
    '%s is answered with all',
    async (range) => {
      const answer = await get(range);
      expect(answer.status).toBe(200);
      expect((await answer.arrayBuffer()).byteLength).toBe(size);
    },
  );
});

describe('a browser that has some of it', () => {
  test('asks each time whether it may still play that', async () => {
    const tag = (await get('bytes=0-9')).headers.get('etag') ?? '';
    const again = await get(undefined, { 'if-none-match': tag });
    expect([again.status, again.headers.get('cache-control')]).toEqual([304, 'private, no-cache']);
    const out = await door.fetch(path, { headers: { 'if-none-match': tag } });
    expect(out.status).toBe(401);
  });

  test('gets the rest of the same bytes, and all where it has others', async () => {
    const tag = (await get()).headers.get('etag') ?? '';
    const rest = await get('bytes=10-', { 'if-range': tag });
    expect([rest.status, rest.headers.get('etag')]).toEqual([206, tag]);
    expect((await get('bytes=10-', { 'if-range': '"1-other"' })).status).toBe(200);
  });
});

test('a range of nothing lies outside', () => {
  expect(readByteRange('bytes=0-', 0)).toBe('outside');
  expect(readByteRange('bytes=-5', 0)).toBe('outside');
  expect(readByteRange(undefined, 0)).toBeUndefined();
});
