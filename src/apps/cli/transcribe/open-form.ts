import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { SendOptions } from './server-client.ts';

/** A file with fields before it as the body of a request; alone where there are none. It is read as it is sent. */
export async function openForm(
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Required<Pick<SendOptions, 'headers' | 'body'>>> {
  const { size } = await stat(path);
  const names = Object.keys(fields);
  if (names.length === 0) {
    return {
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
      body: toWeb(createReadStream(path)),
    };
  }
  const boundary = `efir-${randomUUID()}`;
  const part = (disposition: string, content: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${content}`;
  const head = Buffer.from(
    names.map((name) => part(`name="${name}"`, `${fields[name]}\r\n`)).join('') +
      part('name="file"; filename="recording"', ''),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + size + tail.length),
    },
    body: toWeb(Readable.from(concatenate(head, path, tail), { objectMode: false })),
  };
}

async function* concatenate(head: Buffer, path: string, tail: Buffer): AsyncGenerator<Buffer, void, void> {
  yield head;
  yield* createReadStream(path) as AsyncIterable<Buffer>;
  yield tail;
}

function toWeb(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}
