import { randomUUID } from 'node:crypto';
import { access, constants, type FileHandle, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { EfirError, isNodeError, tellSystemError, toEfirError } from '../../../core/errors.ts';
import { makeDataFolder, makeFolder } from '../../../core/make-folder.ts';
import { probeFolder } from '../../../core/probe-folder.ts';
import { type BlobStore, checkBlobKey } from '../../../ports/blob-store.ts';
import { listFiles } from './list-files.ts';
import { writeStream } from './write-stream.ts';

/** Uploads on their way; no key reaches a name that begins with a dot. */
const incoming = '.incoming';
/** An upload that nobody has written to for a day belongs to a process that was killed. */
const abandonedAfter = 24 * 60 * 60 * 1000;

/**
 * Blobs as files below the folder that a `file:///` URL names. A blob gets its name only when all of its bytes and
 * the name itself are on the disk. Unfinished ones lie in a folder of their own beside the blobs, on the same file system, so
 * that what a killed process left is found without walking through everything.
 */
export function createFileBlobStore(url: string): BlobStore {
  const root = resolve(fileURLToPath(url));
  const pathOf = (key: string) => {
    checkBlobKey(key);
    return join(root, key);
  };
  const once = { swept: false };

  return {
    async put(key, content, { maxBytes, signal }) {
      const path = pathOf(key);
      const unfinished = join(root, incoming, randomUUID());
      // A stream may be cut before anybody reads it; reading it then says so.
      content.on('error', ignore);
      try {
        await makeFolder(dirname(unfinished));
        if (!once.swept) void sweepAbandoned(dirname(unfinished));
        once.swept = true;
        const bytes = await writeFile(unfinished, content, maxBytes, signal);
        await moveIntoPlace(unfinished, path, root);
        return { bytes };
      } catch (thrown) {
        await rm(unfinished, { force: true });
        throw isDiskFull(thrown) ? new EfirError('disk-full', { path: root }, { cause: thrown }) : thrown;
      } finally {
        content.off('error', ignore);
      }
    },

    async get(key, range) {
      const handle = await open(pathOf(key)).catch((thrown) => {
        throw isMissing(thrown)
          ? new EfirError('file-not-found', { path: key }, { cause: thrown })
          : toEfirError(thrown);
      });
      return handle.createReadStream({ highWaterMark: 256 * 1024, ...range });
    },

    async stat(key) {
      const found = await stat(pathOf(key)).catch(ignoreMissing);
      return found?.isFile() ? { bytes: found.size } : undefined;
    },

    list: (prefix) => listFiles(root, prefix),

    async delete(key) {
      const path = pathOf(key);
      await rm(path, { force: true });
      // The folder goes with its last blob; while another is in it, or being put there, it stays.
      if (dirname(path) !== root) await rmdir(dirname(path)).catch(() => undefined);
    },

    filePath: pathOf,

    async check() {
      const place = join(root, incoming);
      try {
        await makeDataFolder(place);
        await access(root, constants.R_OK | constants.X_OK);
        await probeFolder(place);
      } catch (thrown) {
        const error = toEfirError(thrown);
        if (error.code === 'disk-full') throw error;
        const detail = error.args['detail'] ?? tellSystemError(thrown);
        throw new EfirError('data-directory-unusable', { directory: root, detail }, { cause: thrown });
      }
    },
  };
}

async function writeFile(
  path: string,
  content: Readable,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<number> {
  const handle = await open(path, 'wx', 0o640);
  try {
    return await writeStream(handle, content, maxBytes, signal);
  } finally {
    await handle.close();
  }
}

async function moveIntoPlace(from: string, path: string, root: string): Promise<void> {
  const folder = dirname(path);
  const move = async () => {
    const firstMade = await makeFolder(folder);
    await rename(from, path);
    return firstMade;
  };
  // Once more: a delete beside us may have taken the empty folder away between the two steps.
  const firstMade = await move().catch((thrown) => (isMissing(thrown) ? move() : Promise.reject(thrown)));
  await Promise.all(foldersToSync(folder, firstMade, root).map(syncFolder));
}

/** The blob's folder and, where folders are new, everything up to the one that holds the first new name. */
function foldersToSync(folder: string, firstMade: string | undefined, root: string): string[] {
  const last = firstMade === undefined ? folder : dirname(firstMade);
  const folders = [folder];
  for (let at = folder; at !== last && at !== dirname(root); ) {
    at = dirname(at);
    folders.push(at);
  }
  return folders;
}

async function syncFolder(path: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    await handle.sync();
  } finally {
    await handle?.close();
  }
}

async function sweepAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > abandonedAfter)
      await rm(path, { force: true }).catch(() => undefined);
  }
}

function ignore(): void {}

function ignoreMissing(thrown: unknown): undefined {
  if (isMissing(thrown)) return undefined;
  throw toEfirError(thrown);
}

const isMissing = (thrown: unknown) =>
  isNodeError(thrown) && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');
const isDiskFull = (thrown: unknown) =>
  isNodeError(thrown) && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT');
