import { type ChildProcess, spawn } from 'node:child_process';
import { chown, open, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EfirError } from '../../core/errors.ts';
import { sleep } from '../../core/time.ts';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './cluster.ts';
import { type Folders, socketPath } from './folders.ts';
import type { ServiceUser } from './service-user.ts';

export type ServerSettings = Readonly<Record<string, string>>;

/** For a laptop or a small server: some 100 MB of memory, at most some 500 MB of journal. */
const standardSettings: ServerSettings = {
  shared_buffers: '64MB',
  max_connections: '60',
  max_wal_size: '512MB',
  wal_compression: 'on',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

const logLimit = 10_000_000;

export interface Postmaster {
  readonly child: ChildProcess;
  /** How it ended, or why it could not be run. Listened for from the first moment: some end within milliseconds. */
  readonly ended: Promise<string>;
}

/**
 * Starts a server in a process group of its own: Ctrl-C reaches us first, and we stop it in order. It listens at a
 * socket in our folder only. Ready is another question: connect and see.
 */
export async function spawnPostmaster(
  folders: Folders,
  binaries: Binaries,
  user: ServiceUser | undefined,
  settings: ServerSettings,
): Promise<Postmaster> {
  const all: ServerSettings = {
    ...standardSettings,
    ...settings,
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: `"${folders.database.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
  };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await openLog(folders.log, user);
  try {
    const child = spawn(join(binaries.folder, 'bin', 'postgres'), ['-D', folders.cluster, ...options], {
      cwd: '/',
      env: serverEnvironment,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
    const ended = waitForEnd(child);
    child.unref();
    return { child, ended };
  } finally {
    await log.close();
  }
}

/** `exit` tells what is needed; a program that cannot be run at all tells by `error`. */
function waitForEnd(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`the server ended at once (${signal ?? code})`));
  });
}

/** The process that runs this cluster now, from its lock file; undefined when there is none or it is dead. */
export async function findPostmaster(cluster: string): Promise<number | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 1 && (await isPostmaster(pid, cluster)) ? pid : undefined;
}

/**
 * Stops the server and waits until it is gone: SIGINT (open transactions roll back), SIGQUIT after 20 s (recovery at
 * the next start). Rejects with `database-start-failed` when it is still there after 40 s.
 */
export async function stopPostmaster(cluster: string): Promise<void> {
  const pid = await findPostmaster(cluster);
  if (pid === undefined) return;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!sendSignal(pid, signal)) return;
    for (let waited = 0; waited < 20_000; waited += 20) {
      if ((await findPostmaster(cluster)) !== pid) return;
      await sleep(20);
    }
  }
  throw new EfirError('database-start-failed', {
    detail: `the server with pid ${pid} does not stop`,
  });
}

/**
 * Takes away the lock files of a server that is gone, where PostgreSQL itself dares not: their pid belongs to another
 * program now (containers number their processes alike at every start). Only when no process at all works in the
 * cluster's folder; a server in another container that shares it would answer at the socket. True when taken away.
 */
export async function removeStaleLock(folders: Folders): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const lock = join(folders.cluster, 'postmaster.pid');
  const before = await readFile(lock, 'utf8').catch(() => '');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) if (await worksIn(folders.cluster, Number(pid))) return false;
  // Another start may have cleared it meanwhile, and have a lock of its own.
  if ((await readFile(lock, 'utf8').catch(() => '')) !== before) return false;
  await rm(lock, { force: true });
  await rm(`${socketPath(folders)}.lock`, { force: true });
  return true;
}

/** Why a server gave up: the last fatal line of its log behind `offset`, or its last line (a loader's complaint). */
export async function readFailure(log: string, offset: number): Promise<string | undefined> {
  const text = (await readFile(log).catch(() => Buffer.alloc(0))).subarray(offset).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((candidate) => /(FATAL|PANIC): /.test(candidate)) ?? lines.at(-1);
  return line?.replace(/^.*?(FATAL|PANIC):\s*/, '');
}

async function openLog(path: string, user: ServiceUser | undefined) {
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  const log = await open(path, size > logLimit ? 'w' : 'a', 0o600);
  if (user) await chown(path, user.uid, user.gid);
  return log;
}

/** A pid may have been given to somebody else since; a server works in its cluster's folder. */
async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (process.platform !== 'linux') return sendSignal(pid, 0);
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (status === undefined || status.slice(status.lastIndexOf(')') + 2).startsWith('Z')) return false;
  return (await worksIn(cluster, pid)) ?? sendSignal(pid, 0);
}

/** Whether the process has the cluster as its folder; undefined when it is not ours to ask. */
async function worksIn(cluster: string, pid: number): Promise<boolean | undefined> {
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (folder === undefined) return undefined;
  const [own, its] = await Promise.all([stat(cluster), stat(folder).catch(() => undefined)]);
  return its !== undefined && own.ino === its.ino && own.dev === its.dev;
}

function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
