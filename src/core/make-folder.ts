import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EfirError, isNodeError, tellSystemError, toEfirError } from './errors.ts';

/** A folder above may go while we make one in it, as the last blob takes its folder along; not for ever, though. */
const tries = 5;

/**
 * Makes a folder and those above it that are missing; `mode` is that of new ones, whatever the umask is. Gives the
 * first that it made. Rejects with the system's error. Node's own way of doing so never ends where the system says
 * that there is no such folder whatever was made above it, as below /proc.
 */
export async function makeFolder(path: string, mode?: number): Promise<string | undefined> {
  let above: string | undefined;
  for (let left = tries; ; left--) {
    const outcome = await tryFolder(path, mode);
    if (outcome === 'made') return above ?? path;
    if (outcome === 'there') return above;
    if (left === 0 || dirname(path) === path) throw outcome.missing;
    above = (await makeFolder(dirname(path), mode)) ?? above;
  }
}

async function tryFolder(
  path: string,
  mode: number | undefined,
): Promise<'made' | 'there' | { readonly missing: unknown }> {
  try {
    await mkdir(path);
    if (mode !== undefined) await chmod(path, mode);
    return 'made';
  } catch (thrown) {
    if (isNodeError(thrown) && thrown.code === 'ENOENT') return { missing: thrown };
    // Some systems say EEXIST, and others that nobody may write, of a folder that is there.
    if (await isFolder(path)) return 'there';
    throw thrown;
  }
}

/** As `makeFolder`, for what a setting names. Rejects with `data-directory-unusable` {directory, detail} or `disk-full`. */
export async function makeDataFolder(directory: string, mode?: number): Promise<void> {
  try {
    await makeFolder(directory, mode);
  } catch (thrown) {
    const error = toEfirError(thrown);
    if (error.code === 'disk-full') throw error;
    const detail = tellSystemError(thrown);
    throw new EfirError('data-directory-unusable', { directory, detail }, { cause: thrown });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
