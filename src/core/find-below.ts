import { constants, type FileHandle, open, readlink, realpath } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { EfirError, isNodeError, tellSystemError } from './errors.ts';

/**
 * The real path of a file that lies strictly below one of the folders, all links followed. Rejects with
 * `file-outside` for any other place, `file-not-found`, `file-unreadable`.
 */
export async function findBelow(folders: readonly string[], path: string): Promise<string> {
  // A NUL ends a path for the system, and what is not absolute depends on who reads it.
  if (!isAbsolute(path) || path.includes('\0') || path.length > longestPath) throw outside(path);
  const real = await realpath(path).catch((thrown: unknown) => {
    throw toFileError(path, thrown);
  });
  for (const folder of folders) {
    const root = await realpath(folder).catch(() => undefined);
    if (root !== undefined && isBelow(root, real)) return real;
  }
  throw outside(path);
}

/** The real path of a folder that is the given one or lies below it. Rejects as `findBelow`. */
export async function findFolder(root: string, path: string): Promise<string> {
  const [real, realRoot] = await Promise.all([realpath(path), realpath(root)]).catch((thrown: unknown) => {
    throw toFileError(path, thrown);
  });
  if (real !== realRoot && !isBelow(realRoot, real)) throw outside(path);
  return real;
}

/**
 * Opens a file strictly below the folder for reading, and nothing that a link put there meanwhile. Rejects as
 * `findBelow`; `file-unreadable` also for what is no file.
 */
export async function openBelow(folder: string, path: string): Promise<FileHandle> {
  const real = await findBelow([folder], path);
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(real, flags).catch((thrown: unknown) => {
    throw toFileError(path, thrown);
  });
  try {
    if (!(await handle.stat()).isFile())
      throw new EfirError('file-unreadable', { path, detail: 'not a file' });
    if ((await readOpenPath(handle, real)) !== real) throw outside(path);
    return handle;
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

const longestPath = 4096;

/** Where an open file really lies, where the system tells (Linux); else what was found before. */
function readOpenPath(handle: FileHandle, found: string): Promise<string> {
  return readlink(`/proc/self/fd/${handle.fd}`).catch(() => found);
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

function toFileError(path: string, thrown: unknown): EfirError {
  const missing = isNodeError(thrown) && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');
  return missing
    ? new EfirError('file-not-found', { path }, { cause: thrown })
    : new EfirError('file-unreadable', { path, detail: tellSystemError(thrown) }, { cause: thrown });
}

function outside(path: string): EfirError {
  return new EfirError('file-outside', { path: path.slice(0, 200) });
}
