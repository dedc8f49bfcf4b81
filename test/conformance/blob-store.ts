import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlobStore } from '../../src/ports/blob-store.ts';

export interface BlobStoreUnderTest {
  readonly store: BlobStore;
  /** How many things, finished or not, the store holds now: nothing half-written may be among them. */
  countStored(): Promise<number>;
  close(): Promise<void>;
}

const key = 'tenants/0192-a/recordings/0192-b/audio';
const plenty = { maxBytes: 1e9 };

/** What every blob store must do, whatever keeps the bytes. */
export function describeBlobStore(name: string, open: () => Promise<BlobStoreUnderTest>): void {
  describe(`blob store ${name}`, () => {
    let under: BlobStoreUnderTest;
    let store: BlobStore;
    beforeAll(async () => {
      under = await open();
      store = under.store;
    });
    afterAll(() => under.close());

    const read = async (at: string, range?: { start: number; end: number }) =>
      await buffer(await store.get(at, range));

    test('gives back the bytes it was given, and their number', async () => {
      const bytes = makeBytes(3_000_001);
      expect(await store.put(key, inChunks(bytes, 65_536), plenty)).toEqual({ bytes: bytes.byteLength });
      expect((await read(key)).equals(bytes)).toBe(true);
      expect(await store.stat(key)).toEqual({ bytes: bytes.byteLength });
    });

    test('keeps an empty blob', async () => {
      expect(await store.put('tenants/a/empty', Readable.from([]), plenty)).toEqual({ bytes: 0 });
      expect((await read('tenants/a/empty')).byteLength).toBe(0);
      await store.delete('tenants/a/empty');
    });

    test('gives a range, both ends included, and the rest when the range ends behind the blob', async () => {
      const bytes = makeBytes(10_000);
      await store.put(key, inChunks(bytes, 999), plenty);
      expect((await read(key, { start: 0, end: 0 })).equals(bytes.subarray(0, 1))).toBe(true);
      expect((await read(key, { start: 500, end: 1499 })).equals(bytes.subarray(500, 1500))).toBe(true);
      expect((await read(key, { start: 9_990, end: 99_999 })).equals(bytes.subarray(9_990))).toBe(true);
    });

    test('replaces a blob as a whole', async () => {
      await store.put(key, inChunks(makeBytes(5_000), 1000), plenty);
      await store.put(key, Readable.from([Buffer.from('short')]), plenty);
      expect((await read(key)).toString()).toBe('short');
    });

    test('takes exactly maxBytes, and nothing stays of a stream with one more', async () => {
      const bytes = makeBytes(4_000);
      await store.put(key, inChunks(bytes, 1000), { maxBytes: 4_000 });
      const before = await under.countStored();
      const over = store.put('tenants/a/over', inChunks(makeBytes(4_001), 1000), { maxBytes: 4_000 });
      await expect(over).rejects.toMatchObject({ code: 'file-too-large', args: { limit: 4_000 } });
      expect(await store.stat('tenants/a/over')).toBeUndefined();
      expect(await under.countStored()).toBe(before);
    });

    test('nothing stays of a stream that is cut, and the blob that was there before stays whole', async () => {
      await store.put(key, Readable.from([Buffer.from('first')]), plenty);
      const before = await under.countStored();
      for (const at of [key, 'tenants/a/cut']) {
        const stream = new PassThrough();
        const putting = store.put(at, stream, plenty);
        stream.write(makeBytes(2_500_000));
        setImmediate(() => stream.destroy(new Error('cut')));
        await expect(putting).rejects.toThrow('cut');
      }
      expect(await store.stat('tenants/a/cut')).toBeUndefined();
      expect((await read(key)).toString()).toBe('first');
      expect(await under.countStored()).toBe(before);
    });

    test('stops waiting for a silent stream when the signal fires', async () => {
      const before = await under.countStored();
      const controller = new AbortController();
      const stream = new PassThrough();
      const putting = store.put('tenants/a/aborted', stream, { ...plenty, signal: controller.signal });
      stream.write(Buffer.from('some'));
      setImmediate(() => controller.abort());
      await expect(putting).rejects.toMatchObject({ name: 'AbortError' });
      expect(await under.countStored()).toBe(before);
    });

    test('leaves the stream alive after a failure, for its owner', async () => {
      const stream = new PassThrough();
      stream.write(Buffer.from('12345'));
      await expect(store.put('tenants/a/over', stream, { maxBytes: 4 })).rejects.toMatchObject({
        code: 'file-too-large',
      });
      expect(stream.destroyed).toBe(false);
      stream.end();
      stream.resume();
      await once(stream, 'end');
    });

    test('deletes, and deleting what is not there is fine', async () => {
      await store.put('tenants/a/gone', Readable.from([Buffer.from('x')]), plenty);
      await store.delete('tenants/a/gone');
      await store.delete('tenants/a/gone');
      expect(await store.stat('tenants/a/gone')).toBeUndefined();
      await expect(store.get('tenants/a/gone')).rejects.toMatchObject({ code: 'file-not-found' });
    });

    test('lists what begins with a prefix, with sizes and times, and nothing unfinished', async () => {
      const before = Date.now();
      const sizes = { 'lists/a/1': 10, 'lists/a/2': 0, 'lists/ab/1': 3, 'lists/b': 7 };
      for (const [at, bytes] of Object.entries(sizes))
        await store.put(at, inChunks(makeBytes(bytes), 4), plenty);
      const unfinished = new PassThrough();
      const putting = store.put('lists/unfinished', unfinished, plenty);
      unfinished.write('some');
      const list = async (prefix: string) => {
        const found: Record<string, number> = {};
        for await (const { key: at, bytes, modifiedAt } of store.list(prefix)) {
          found[at] = bytes;
          expect(Math.abs(modifiedAt.getTime() - before)).toBeLessThan(60_000);
        }
        return found;
      };
      expect(await list('lists/')).toEqual(sizes);
      expect(await list('lists/a')).toEqual({ 'lists/a/1': 10, 'lists/a/2': 0, 'lists/ab/1': 3 });
      expect(await list('lists/a/')).toEqual({ 'lists/a/1': 10, 'lists/a/2': 0 });
      expect(await list('lists/b')).toEqual({ 'lists/b': 7 });
      expect(await list('lists/none/')).toEqual({});
      expect(await list('')).toMatchObject(sizes);
      unfinished.destroy(new Error('cut'));
      await expect(putting).rejects.toThrow('cut');
    });

    test('lists on while blobs go away', async () => {
      const keys = Array.from({ length: 50 }, (_, index) => `going/${index}/audio`);
      for (const at of keys) await store.put(at, Readable.from([Buffer.from('x')]), plenty);
      let seen = 0;
      for await (const { key: at } of store.list('going/')) {
        seen += 1;
        await store.delete(at);
        await store.delete(keys.at(-seen) ?? '');
      }
      expect(seen).toBeGreaterThanOrEqual(25);
      expect(seen).toBeLessThanOrEqual(50);
    });

    test('holds puts and deletes in the same folder apart', async () => {
      const keys = Array.from({ length: 40 }, (_, index) => `tenants/b/r/${index % 4}`);
      await Promise.all(
        keys.map((at, index) =>
          index % 3 === 0 ? store.delete(at) : store.put(at, Readable.from([Buffer.from(at)]), plenty),
        ),
      );
      for (const at of new Set(keys)) {
        await store.put(at, Readable.from([Buffer.from(at)]), plenty);
        expect((await read(at)).toString()).toBe(at);
        await store.delete(at);
      }
    });

    test.each([
      '',
      '/etc/passwd',
      '../up',
      'a/../b',
      'a//b',
      '.hidden',
      'a/.incoming',
      'a\\b',
      'A',
      'a\0b',
      'a/',
      'x'.repeat(501),
    ])('refuses the key %j', async (wrong) => {
      const refused = { code: 'internal' };
      await expect(store.put(wrong, Readable.from([]), plenty)).rejects.toMatchObject(refused);
      await expect(store.get(wrong)).rejects.toMatchObject(refused);
      await expect(store.stat(wrong)).rejects.toMatchObject(refused);
      await expect(store.delete(wrong)).rejects.toMatchObject(refused);
    });

    test('says that it can be written', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });
  });
}

function makeBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let index = 0; index < length; index += 1) bytes[index] = (index * 31 + (index >> 8)) & 0xff;
  return bytes;
}

function inChunks(bytes: Buffer, size: number): Readable {
  const count = Math.ceil(bytes.byteLength / size);
  return Readable.from(
    Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size)),
  );
}
