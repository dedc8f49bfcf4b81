import { finished, Readable } from 'node:stream';

/**
 * Reads the first `length` bytes of a stream (fewer when it is shorter) and gives them together with a stream of
 * everything, the head included. Rejects with the stream's error when it is cut before that. What is cut later is told to
 * whoever reads on, and to nobody where nobody does: between two readers, or behind the last, it ends no process.
 */
export async function peekStream(
  stream: Readable,
  length: number,
): Promise<{ head: Buffer; content: Readable }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('error', () => undefined);
  const ended = await new Promise<boolean>((resolve, reject) => {
    const stop = () => {
      stream.off('readable', read);
      forget();
    };
    const read = () => {
      for (
        let chunk = stream.read() as Buffer | null;
        chunk !== null;
        chunk = stream.read() as Buffer | null
      ) {
        chunks.push(chunk);
        bytes += chunk.byteLength;
        if (bytes < length) continue;
        stop();
        // Here and now: a tick later the stream may have ended, and takes nothing back.
        stream.unshift(Buffer.concat(chunks));
        return resolve(false);
      }
    };
    const forget = finished(stream, { writable: false }, (error) => {
      stop();
      if (error) reject(error);
      else resolve(true);
    });
    stream.on('readable', read);
  });
  const head = Buffer.concat(chunks);
  const content = ended ? Readable.from(bytes > 0 ? [head] : [], { objectMode: false }) : stream;
  return { head: head.subarray(0, length), content };
}
