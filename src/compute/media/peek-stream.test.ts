import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { peekStream } from './peek-stream.ts';

const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index & 0xff));

test.each([0, 1, 99, 100, 101, 250, 5_000])(
  'of %i bytes nothing is lost, however they come',
  async (size) => {
    for (const chunkSize of [1, 7, 100, 5_000]) {
      const part = bytes.subarray(0, size);
      const chunks = Array.from({ length: Math.ceil(size / chunkSize) }, (_, index) =>
        part.subarray(index * chunkSize, (index + 1) * chunkSize),
      );
      const { head, content } = await peekStream(Readable.from(chunks, { objectMode: false }), 100);
      expect(head.equals(part.subarray(0, 100))).toBe(true);
      expect((await buffer(content)).equals(part)).toBe(true);
    }
  },
);

test('waits for a slow sender', async () => {
  const stream = new PassThrough();
  const peeking = peekStream(stream, 10);
  stream.write('01234');
  setImmediate(() => stream.write('56789abc'));
  const { head, content } = await peeking;
  expect(head.toString()).toBe('0123456789');
  stream.end('def');
  expect((await buffer(content)).toString()).toBe('0123456789abcdef');
});

test('rejects with what cut the stream', async () => {
  const stream = new PassThrough();
  const peeking = peekStream(stream, 10);
  stream.write('0123');
  setImmediate(() => stream.destroy(new Error('cut')));
  await expect(peeking).rejects.toThrow('cut');
  await expect(peekStream(stream, 10)).rejects.toThrow();
});

test('tells of a cut behind the head to whoever reads on, and ends no process while nobody does', async () => {
  const stream = new PassThrough();
  stream.write('0123456789abc');
  const { content } = await peekStream(stream, 10);
  stream.destroy(new Error('cut'));
  // An error that nobody heard would have ended the process by now.
  await new Promise((resolve) => setImmediate(resolve));
  await expect(buffer(content)).rejects.toThrow();
});
