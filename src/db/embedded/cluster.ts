import { execFile } from 'node:child_process';
import { chown, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EfirError } from '../../core/errors.ts';
import type { Binaries } from './binaries.ts';
import { type Folders, giveTree, ignore, startFailure, unusable } from './folders.ts';
import type { ServiceUser } from './service-user.ts';

const run = promisify(execFile);

/** The superuser of the embedded server: owner of the tables, never the role that serves. */
export const ownerRole = 'postgres';

/** Nothing of our own environment reaches the server: a stray PGDATA or PGOPTIONS would turn it. */
export const serverEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Makes the cluster when there is none, aside and renamed, so that a kill in the middle leaves nothing half-made.
 * Rejects with `database-major-differs` {found, expected, directory} for a cluster of another major version and with
 * `data-directory-unusable` for a folder that is no cluster or another user's.
 */
export async function ensureCluster(
  folders: Folders,
  binaries: Binaries,
  user: ServiceUser | undefined,
  durable: boolean,
): Promise<void> {
  const found = await readMajor(folders.cluster);
  if (found === undefined) return initialise(folders, binaries, user, durable);
  if (found !== binaries.major) {
    throw new EfirError('database-major-differs', {
      found,
      expected: binaries.major,
      directory: folders.cluster,
    });
  }
  const { uid } = await stat(folders.cluster);
  if (user && uid === 0) await giveTree(folders.cluster, user);
  if (!user && uid !== process.getuid?.())
    throw unusable(folders.cluster, `it belongs to another user (${uid})`);
}

async function readMajor(cluster: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(cluster, 'PG_VERSION'), 'utf8'), 10);
  } catch (thrown) {
    ignore('ENOENT')(thrown);
  }
  const entries = await readdir(cluster).catch(() => []);
  if (entries.length > 0) throw unusable(cluster, 'it holds files, but no PostgreSQL database');
  return undefined;
}

async function initialise(
  folders: Folders,
  binaries: Binaries,
  user: ServiceUser | undefined,
  durable: boolean,
): Promise<void> {
  await removeUnfinished(folders);
  const unfinished = `${folders.cluster}.new-${process.pid}`;
  await mkdir(unfinished, { mode: 0o700 });
  if (user) await chown(unfinished, user.uid, user.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const options = ['--username', ownerRole, '--auth=trust', ...locale, ...(durable ? [] : ['--no-sync'])];
  try {
    await run(join(binaries.folder, 'bin', 'initdb'), ['-D', unfinished, ...options], {
      cwd: '/',
      env: serverEnvironment,
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
    // Another start may have been first; then its cluster is as good as ours.
    await rename(unfinished, folders.cluster).catch(ignore('ENOTEMPTY', 'EEXIST'));
  } catch (cause) {
    const detail = String((cause as { stderr?: string }).stderr || (cause as Error).message).trim();
    throw startFailure(folders, detail, cause);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** What starts that were killed left behind; a living process's attempt is left alone. */
async function removeUnfinished(folders: Folders): Promise<void> {
  for (const name of await readdir(folders.database)) {
    const pid = /^cluster\.new-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(folders.database, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
