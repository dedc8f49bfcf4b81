import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isNodeError } from '../../../core/errors.ts';
import { isBlobKey, type ListedBlob } from '../../../ports/blob-store.ts';

/**
 * Walks the blobs whose keys begin with `prefix`, folder by folder, holding no more than a few names at a time. What
 * is no blob (unfinished uploads, files of others) is passed over, as is what goes away under way.
 */
export async function* listFiles(root: string, prefix: string): AsyncGenerator<ListedBlob, void, void> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  yield* walk(root, folder, prefix);
}

async function* walk(root: string, folder: string, prefix: string): AsyncGenerator<ListedBlob, void, void> {
  for await (const entry of readFolder(join(root, folder))) {
    const key = `${folder}${entry.name}`;
    if (entry.isDirectory()) {
      const inside = `${key}/`;
      if (isBlobKey(key) && (inside.startsWith(prefix) || prefix.startsWith(inside)))
        yield* walk(root, inside, prefix);
    } else if (entry.isFile() && key.startsWith(prefix) && isBlobKey(key)) {
      const found = await stat(join(root, key)).catch(ignoreGone);
      if (found) yield { key, bytes: found.size, modifiedAt: found.mtime };
    }
  }
}

async function* readFolder(path: string): AsyncGenerator<Dirent, void, void> {
  const folder = await opendir(path).catch(ignoreGone);
  if (folder) yield* folder;
}

function ignoreGone(thrown: unknown): undefined {
  if (isNodeError(thrown) && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR')) return undefined;
  throw thrown;
}
