import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { EfirError, isNodeError, tellSystemError } from '../../core/errors.ts';
import { makeDataFolder } from '../../core/make-folder.ts';

/**
 * Makes the folder in which this process keeps recordings until they are written down: `incoming-<host>-<pid>-…` in
 * `place`. Those of processes of this machine that are gone go first. Rejects with `data-directory-unusable`.
 */
export async function createIncomingFolder(place: string): Promise<string> {
  const prefix = `incoming-${hostname().replaceAll(/[^\w]/g, '_')}-`;
  await makeDataFolder(place);
  try {
    for (const name of await readdir(place)) {
      const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
      // A folder with our own number is of a process that had it before us, as the first one of a container does.
      if (owner === process.pid || isGone(owner))
        await rm(join(place, name), { recursive: true, force: true });
    }
    return await mkdtemp(join(place, `${prefix}${process.pid}-`));
  } catch (thrown) {
    const detail = tellSystemError(thrown);
    throw new EfirError('data-directory-unusable', { directory: place, detail }, { cause: thrown });
  }
}

function isGone(pid: number): boolean {
  if (Number.isNaN(pid)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (thrown) {
    return isNodeError(thrown) && thrown.code === 'ESRCH';
  }
}
