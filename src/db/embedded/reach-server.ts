import { stat } from 'node:fs/promises';
import pg from 'pg';
import type { Logger } from '../../core/logger.ts';
import { sleep } from '../../core/time.ts';
import { toDatabaseError } from '../connection-errors.ts';
import type { Binaries } from './binaries.ts';
import { type Folders, startFailure } from './folders.ts';
import {
  findPostmaster,
  readFailure,
  removeStaleLock,
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
  /** The owner's URL of the database `postgres`, which is always there. */
  readonly adminUrl: string;
  readonly logger: Logger;
}

/** Milliseconds for a killed server's children to let go of its memory and its lock file. */
const remainsPatience = 30_000;
const remains = /shared memory|lock file|another postmaster|already in use/;
const locked = /lock file .* already exists/;
/** Starts that may fail for another reason before we give up. */
const startTries = 3;
/** Milliseconds for a server that runs and says nothing, before it is stopped. */
const silencePatience = 15_000;

/**
 * Comes back when the server answers: one that runs already (another process's, or an orphan), or one started here.
 * Rejects with `database-start-failed` {detail}, and with the signal's AbortError.
 */
export async function reachServer(server: Server, signal: AbortSignal): Promise<void> {
  const mayTryAgain = limitTries();
  let silentSince = Date.now();
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 1_000)) {
    const answer = await ask(server.adminUrl);
    if (answer === 'ready') return;
    // Recovery after a crash may take minutes, and says so.
    if (answer === 'starting') silentSince = Date.now();
    if ((await findPostmaster(server.folders.cluster)) === undefined) {
      if (await tryToStart(server, mayTryAgain, signal)) return;
      silentSince = Date.now();
    } else if (Date.now() - silentSince > silencePatience) {
      server.logger.warn('a database server runs on our folder but does not answer; stopping it');
      await stopPostmaster(server.folders.cluster);
    }
    await sleep(pause, signal);
  }
}

/** False when it did not start and another try may help. */
async function tryToStart(server: Server, mayTryAgain: MayTryAgain, signal: AbortSignal): Promise<boolean> {
  const failure = await startOnce(server, signal);
  if (failure === undefined) return true;
  if (locked.test(failure) && (await removeStaleLock(server.folders))) {
    server.logger.warn('took away the lock file of a database server that is gone');
  }
  if (!mayTryAgain(failure)) throw startFailure(server.folders, failure);
  return false;
}

type MayTryAgain = (failure: string) => boolean;

function limitTries(): MayTryAgain {
  const began = Date.now();
  let failures = 0;
  return (failure) => {
    failures += 1;
    return remains.test(failure) ? Date.now() - began < remainsPatience : failures < startTries;
  };
}

/** Starts a server and waits for its first answer; says why when it ended before. */
async function startOnce(server: Server, signal: AbortSignal): Promise<string | undefined> {
  const { folders } = server;
  const { size: logBefore } = await stat(folders.log).catch(() => ({ size: 0 }));
  const { child, ended } = await spawnPostmaster(folders, server.binaries, server.user, server.settings);
  try {
    for (;;) {
      const end = await Promise.race([ended, sleep(25, signal)]);
      if (end !== undefined) return (await readFailure(folders.log, logBefore)) ?? end;
      if ((await ask(server.adminUrl)) === 'ready') return undefined;
    }
  } catch (thrown) {
    if (child.kill('SIGINT')) await ended;
    throw thrown;
  }
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
