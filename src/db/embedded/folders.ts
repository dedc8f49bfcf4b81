import { chmod, chown, lstat, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EfirError, isNodeError, tellSystemError } from '../../core/errors.ts';
import { makeDataFolder } from '../../core/make-folder.ts';
import { canAccess, type ServiceUser } from './service-user.ts';

/** Everything the embedded server owns, below the data directory. */
export interface Folders {
  /** Mode 0700, the service user's; the socket lies in it. */
  readonly database: string;
  readonly cluster: string;
  readonly log: string;
  /** Copies of the npm package, one per version, for users that cannot reach it. */
  readonly binaries: string;
}

/** Longest path of a unix socket: `sun_path` has 108 bytes, one of them for the end. */
const socketPathLimit = 107;

export function layOutFolders(dataDirectory: string): Folders {
  const database = join(dataDirectory, 'database');
  return {
    database,
    cluster: join(database, 'cluster'),
    log: join(database, 'server.log'),
    binaries: join(database, 'binaries'),
  };
}

export function socketPath(folders: Folders): string {
  return join(folders.database, '.s.PGSQL.5432');
}

/**
 * Makes the folder of the server for `user` (absent: ourselves). Rejects with `data-directory-unusable`
 * {directory, detail} when it cannot be made, when the user cannot get there, or when a socket's path would be too long.
 */
export async function prepareFolders(folders: Folders, user: ServiceUser | undefined): Promise<void> {
  const { database } = folders;
  const excess = Buffer.byteLength(socketPath(folders)) - socketPathLimit;
  if (excess > 0) {
    throw unusable(dirname(database), `its path is ${excess} bytes too long for a unix socket`);
  }
  // The service user can pass through folders made here; existing ones stay as they are.
  await makeDataFolder(dirname(database), 0o711);
  try {
    await mkdir(database, { mode: 0o700 }).catch(ignore('EEXIST'));
    if (user) await chown(database, user.uid, user.gid);
    await chmod(database, 0o700);
  } catch (thrown) {
    throw unusable(database, tellSystemError(thrown), thrown);
  }
  if (!(await canAccess(user, database, 'x'))) {
    throw unusable(dirname(database), `the user ${user?.name ?? ''} that runs the database cannot get there`);
  }
}

/** `disk-full` where that is why, else `database-start-failed` {detail}. */
export function startFailure(folders: Folders, detail: string, cause?: unknown): EfirError {
  if (/no space left on device|disk quota exceeded/i.test(detail)) {
    return new EfirError('disk-full', { path: folders.database }, { cause });
  }
  return new EfirError('database-start-failed', { detail }, { cause });
}

export function unusable(directory: string, detail: string, cause?: unknown): EfirError {
  return new EfirError('data-directory-unusable', { directory, detail }, { cause });
}

/** Gives a tree to the service user; links themselves, not what they point to. */
export async function giveTree(path: string, user: ServiceUser): Promise<void> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return;
  await chown(path, user.uid, user.gid);
  if (!stats.isDirectory()) return;
  for (const name of await readdir(path)) await giveTree(join(path, name), user);
}

export function ignore(...codes: string[]): (thrown: unknown) => void {
  return (thrown) => {
    if (!isNodeError(thrown) || !codes.includes(thrown.code ?? '')) throw thrown;
  };
}
