import { finished, Readable } from 'node:stream';

/**
 * Reads the first `length` bytes of a stream (fewer when it is shorter) and gives them together with a stream of
 * everything, the head included. Rejects with the stream's error when it is cut before that.
 */
export async function peekStream(
  stream: Readable,
  length: number,
): Promise<{ head: Buffer; content: Readable }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const ended = await new Promise<boolean>((resolve, reject) => {
    const settle = (action: () => void) => {
      stream.off('readable', read);
      forget();
      action();
    };
    const read = () => {
      for (
        let chunk = stream.read() as Buffer | null;
        chunk !== null;
        chunk = stream.read() as Buffer | null
      ) {
        chunks.push(chunk);
        bytes += chunk.byteLength;
        if (bytes >= length) return settle(() => resolve(false));
      }
    };
    const forget = finished(stream, { writable: false }, (error) =>
      settle(() => (error ? reject(error) : resolve(true))),
    );
    stream.on('readable', read);
  });
  const head = Buffer.concat(chunks);
  if (ended) return { head, content: Readable.from(bytes > 0 ? [head] : [], { objectMode: false }) };
  stream.unshift(head);
  return { head: head.subarray(0, length), content: stream };
}
