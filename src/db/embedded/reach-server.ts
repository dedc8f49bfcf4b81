import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { EfirError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { sleep } from '../../core/time.ts';
import { toDatabaseError } from '../connection-errors.ts';
import type { Binaries } from './binaries.ts';
import type { Folders } from './folders.ts';
import {
  findPostmaster,
  readLastFailure,
  type ServerSettings,
  spawnPostmaster,
  stopPostmaster,
} from './postmaster.ts';
import type { ServiceUser } from './service-user.ts';

export interface Server {
  readonly folders: Folders;
  readonly binaries: Binaries;
  readonly user: ServiceUser | undefined;
  readonly settings: ServerSettings;
  readonly adminUrl: string;
  readonly logger: Logger;
}

/** Milliseconds for servers that do not come up: leftover children may hold shared memory for a while. */
const startPatience = 30_000;
/** Milliseconds for a server that runs and says nothing, before it is stopped. */
const silencePatience = 15_000;

/**
 * Comes back when the server answers: one that runs already (another process's, or an orphan), or one started here.
 * Rejects with `database-start-failed` {reason}, and with the signal's error.
 */
export async function reachServer(server: Server, signal: AbortSignal): Promise<void> {
  const { folders, logger } = server;
  const giveUpAt = Date.now() + startPatience;
  let silentSince = Date.now();
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 1_000)) {
    signal.throwIfAborted();
    const answer = await ask(server.adminUrl);
    if (answer === 'ready') return;
    // Recovery after a crash may take minutes, and says so.
    if (answer === 'starting') silentSince = Date.now();
    if ((await findPostmaster(folders.cluster)) === undefined) {
      if (await startOnce(server, signal)) return;
      if (Date.now() > giveUpAt) {
        const reason = (await readLastFailure(folders.log)) ?? 'the server ends at once';
        throw new EfirError('database-start-failed', { reason });
      }
      silentSince = Date.now();
    } else if (Date.now() - silentSince > silencePatience) {
      logger.warn('a database server runs on our folder but does not answer; stopping it');
      await stopPostmaster(folders.cluster);
    }
    await sleep(pause, signal);
  }
}

/** Starts a server and waits for its first answer; false when it ended or was not the one to get the folder. */
async function startOnce(server: Server, signal: AbortSignal): Promise<boolean> {
  const child = await spawnPostmaster(server.folders, server.binaries, server.user, server.settings);
  const ended = new AbortController();
  void waitForEnd(child).then(() => ended.abort());
  const either = AbortSignal.any([signal, ended.signal]);
  while (!either.aborted) {
    const answer = await ask(server.adminUrl);
    if (answer === 'ready') return true;
    await sleep(25, either).catch(() => {});
  }
  if (signal.aborted && child.exitCode === null) child.kill('SIGINT');
  signal.throwIfAborted();
  return false;
}

async function waitForEnd(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await Promise.race([once(child, 'exit'), once(child, 'error')]).catch(() => {});
}

async function ask(url: string): Promise<'ready' | 'starting' | 'silent'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ready';
  } catch (thrown) {
    // cannot_connect_now: starting up, recovering or shutting down
    if ((thrown as { code?: string }).code === '57P03') return 'starting';
    if (toDatabaseError(thrown) === thrown) throw thrown;
    return 'silent';
  } finally {
    await client.end().catch(() => {});
  }
}
