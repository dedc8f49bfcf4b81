import { addAbortSignal, Readable } from 'node:stream';
import { EfirError } from '../../../core/errors.ts';
import { type BlobStore, checkBlobKey } from '../../../ports/blob-store.ts';

/** The double: blobs in this process's memory, gone with it. No worker finds a file here. */
export function createInMemoryBlobStore(): BlobStore {
  const blobs = new Map<string, { readonly content: Buffer; readonly modifiedAt: Date }>();
  const find = (key: string) => {
    checkBlobKey(key);
    return blobs.get(key)?.content;
  };

  return {
    async put(key, content, { maxBytes, signal }) {
      checkBlobKey(key);
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      if (signal) addAbortSignal(signal, content);
      for await (const chunk of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
        bytes += chunk.byteLength;
        if (bytes > maxBytes) throw new EfirError('file-too-large', { limit: maxBytes });
        chunks.push(chunk);
      }
      blobs.set(key, { content: Buffer.concat(chunks), modifiedAt: new Date() });
      return { bytes };
    },
    async get(key, range) {
      const blob = find(key);
      if (blob === undefined) throw new EfirError('file-not-found', { path: key });
      const part = range ? blob.subarray(range.start, range.end + 1) : blob;
      return Readable.from(part.byteLength > 0 ? [part] : []);
    },
    async stat(key) {
      const blob = find(key);
      return blob && { bytes: blob.byteLength };
    },
    async *list(prefix) {
      for (const [key, { content, modifiedAt }] of blobs) {
        if (key.startsWith(prefix)) yield { key, bytes: content.byteLength, modifiedAt };
      }
    },
    async delete(key) {
      checkBlobKey(key);
      blobs.delete(key);
    },
    filePath: () => undefined,
    async check() {},
  };
}
