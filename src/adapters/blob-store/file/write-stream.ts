import type { FileHandle } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { EfirError } from '../../../core/errors.ts';

/** Bytes gathered before they are written: few system calls, and what one upload holds in memory is twice this. */
const batchBytes = 1024 * 1024;

/**
 * Writes a stream to an open file: while one batch is on its way to the disk the next one is gathered. Resolves
 * with the number of bytes; rejects with `file-too-large` {limit} as soon as there are more than `maxBytes`. The stream is left
 * to its owner on failure; only `signal` ends it.
 */
export async function writeStream(
  handle: FileHandle,
  content: Readable,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<number> {
  let bytes = 0;
  let batch: Uint8Array[] = [];
  let gathered = 0;
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    const chunks = batch;
    batch = [];
    gathered = 0;
    await writing;
    writing = writeAll(handle, chunks);
    // Awaited by the next flush; until then a failure must not count as nobody's.
    writing.catch(() => undefined);
  };

  if (signal) addAbortSignal(signal, content);
  try {
    for await (const chunk of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new EfirError('file-too-large', { limit: maxBytes });
      batch.push(chunk);
      gathered += chunk.byteLength;
      if (gathered >= batchBytes) await flush();
    }
    if (batch.length > 0) await flush();
    await writing;
  } finally {
    // The file is closed after this: no write may still be at it.
    await writing.catch(() => undefined);
  }
  return bytes;
}

/** The kernel may take less than it was given (a disk that is nearly full does). */
async function writeAll(handle: FileHandle, chunks: Uint8Array[]): Promise<void> {
  let rest = chunks;
  while (rest.length > 0) {
    const { bytesWritten } = await handle.writev(rest);
    rest = dropBytes(rest, bytesWritten);
  }
}

function dropBytes(chunks: Uint8Array[], count: number): Uint8Array[] {
  let left = count;
  let index = 0;
  for (; index < chunks.length; index += 1) {
    const length = chunks[index]?.byteLength ?? 0;
    if (left < length) break;
    left -= length;
  }
  const [first, ...others] = chunks.slice(index);
  return first === undefined ? [] : [first.subarray(left), ...others];
}
