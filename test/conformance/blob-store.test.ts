import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFileBlobStore } from '../../src/adapters/blob-store/file/file-blob-store.ts';
import { createInMemoryBlobStore } from '../../src/adapters/blob-store/in-memory/in-memory-blob-store.ts';
import type { BlobStore } from '../../src/ports/blob-store.ts';
import { describeBlobStore } from './blob-store.ts';

describeBlobStore('file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'efir blobs '));
  return {
    store: createFileBlobStore(pathToFileURL(join(folder, 'store')).href),
    countStored: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).length;
    },
    close: () => rm(folder, { recursive: true }),
  };
});

describeBlobStore('in-memory', async () => {
  const { store, countStored } = countPuts(createInMemoryBlobStore());
  return { store, countStored, close: async () => {} };
});

/** Memory has nothing half-written to find: what `stat` knows is what there is. */
function countPuts(store: BlobStore): { store: BlobStore; countStored: () => Promise<number> } {
  const keys = new Set<string>();
  const put: BlobStore['put'] = (key, content, options) => {
    keys.add(key);
    return store.put(key, content, options);
  };
  return {
    store: { ...store, put },
    countStored: async () => {
      const found = await Promise.all([...keys].map((key) => store.stat(key).catch(() => undefined)));
      return found.filter((blob) => blob !== undefined).length;
    },
  };
}
