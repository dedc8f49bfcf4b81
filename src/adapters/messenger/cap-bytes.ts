import { Readable } from 'node:stream';
import { EfirError } from '../../core/errors.ts';

/**
 * What a source gives, up to so many bytes; beyond them the stream fails with `file-too-large` and the source is let go.
 * `translate` words failures of the source.
 */
export function capBytes(
  source: AsyncIterable<Uint8Array>,
  mostBytes: number,
  translate: (thrown: unknown) => unknown = (thrown) => thrown,
): Readable {
  async function* pass() {
    let bytes = 0;
    const chunks = source[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await chunks.next().catch((thrown: unknown) => {
          throw translate(thrown);
        });
        if (next.done) return;
        bytes += next.value.byteLength;
        if (bytes > mostBytes) throw new EfirError('file-too-large', { limit: mostBytes });
        yield next.value;
      }
    } finally {
      await chunks.return?.().catch(() => {});
    }
  }
  return Readable.from(pass(), { objectMode: false });
}
