import type pg from 'pg';
import { EfirError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { sleep } from '../../core/time.ts';
import { openClient } from '../client.ts';
import { isUnreachable } from '../connection-errors.ts';
import { prepareBinaries } from './binaries.ts';
import { ensureCluster, ownerRole } from './cluster.ts';
import { type Folders, layOutFolders, prepareFolders } from './folders.ts';
import { findServingPid, isLastToLeave, type Purpose, tryToServe, tryToVisit } from './marks.ts';
import { type ServerSettings, stopPostmaster } from './postmaster.ts';
import { reachServer, type Server } from './reach-server.ts';
import { chooseServiceUser } from './service-user.ts';

export interface EmbeddedOptions {
  /** Everything of the server lies in `database/` below it. */
  readonly dataDirectory: string;
  readonly logger: Logger;
  /** `serve`: one process at a time, restarts the server when it dies. `visit`: beside a server, or for a moment. */
  readonly purpose: Purpose;
  /** Gives up starting. */
  readonly signal?: AbortSignal;
  /** Settings of PostgreSQL beside our own. */
  readonly settings?: ServerSettings;
  /** Where the npm package with the binaries lies, when not where Node finds it. */
  readonly packageFolder?: string;
}

export interface EmbeddedDatabase {
  /** For the application role. */
  readonly url: string;
  /** For the owner of the tables. */
  readonly migrationUrl: string;
  /** The application role, for `migrateDatabase`. */
  readonly loginRole: { readonly name: string };
  /** Stops the server; a visitor does so only when it is the last one here. */
  close(): Promise<void>;
}

const loginRole = { name: 'efir' };
const databaseName = 'efir';

/**
 * Runs PostgreSQL from the npm package on a folder of ours: makes the cluster, takes over a server that a killed
 * process left running, or starts one. Rejects with `data-directory-in-use` {directory, pid},
 * `data-directory-unusable` {directory, detail}, `database-major-differs` {found, expected, directory},
 * `database-start-failed` {detail}, and with the signal's AbortError.
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const server = await prepareServer(options);
  const { folders } = server;
  const closing = new AbortController();
  let restarting: Promise<void> | undefined;
  let mark = await takeMark(server, options, options.signal ?? closing.signal);
  await createDatabase(mark).catch(async (thrown: unknown) => {
    await mark.end().catch(() => {});
    throw thrown;
  });
  if (options.purpose === 'serve') watch();

  // Whoever started the server, the end of our session on it tells that it is gone.
  function watch(): void {
    mark.once('end', () => {
      if (!closing.signal.aborted) restarting = restart();
    });
  }

  async function restart(): Promise<void> {
    options.logger.error('the database server was lost; starting it again');
    for (let pause = 100; !closing.signal.aborted; pause = Math.min(pause * 2, 10_000)) {
      try {
        mark = await takeMark(server, options, closing.signal);
        options.logger.info('the database server is back');
        return watch();
      } catch (error) {
        if (!closing.signal.aborted)
          options.logger.error({ error }, 'the database server could not be started again');
      }
      await sleep(pause, closing.signal).catch(() => {});
    }
  }

  return {
    url: urlFor(folders, loginRole.name),
    migrationUrl: urlFor(folders, ownerRole),
    loginRole,
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      await restarting;
      const stops = options.purpose === 'serve' || (await isLastToLeave(mark).catch(() => false));
      if (stops) await stopPostmaster(folders.cluster);
      await mark.end().catch(() => {});
    },
  };
}

async function prepareServer(options: EmbeddedOptions): Promise<Server> {
  const folders = layOutFolders(options.dataDirectory);
  const user = await chooseServiceUser(folders.cluster);
  await prepareFolders(folders, user);
  const binaries = await prepareBinaries(folders, user, options.packageFolder);
  const settings = options.settings ?? {};
  await ensureCluster(folders, binaries, user, settings['fsync'] !== 'off');
  return { folders, user, binaries, settings, adminUrl: adminUrlFor(folders), logger: options.logger };
}

/** A connection to a running server that carries our mark. */
async function takeMark(server: Server, options: EmbeddedOptions, signal: AbortSignal): Promise<pg.Client> {
  const began = Date.now();
  for (;;) {
    await reachServer(server, signal);
    const outcome = await tryMark(server, options.purpose);
    if ('client' in outcome) return outcome.client;
    if (Date.now() - began > patience[outcome.refused]) {
      if (outcome.refused === 'lost') throw outcome.error;
      throw new EfirError('data-directory-in-use', {
        directory: options.dataDirectory,
        pid: outcome.pid ?? '?',
      });
    }
    await sleep(150, signal);
  }
}

type Marked = { readonly client: pg.Client };
type Refused =
  | { readonly refused: 'taken'; readonly pid?: string }
  | { readonly refused: 'lost'; readonly error: unknown };

/**
 * Milliseconds. `taken`: a killed holder's lock goes when the server notices, a moment later. `lost`: a server that
 * another process is stopping just now goes away under us.
 */
const patience = { taken: 2_000, lost: 60_000 };

async function tryMark(server: Server, purpose: Purpose): Promise<Marked | Refused> {
  let client: pg.Client | undefined;
  try {
    client = await openClient(server.adminUrl, `efir ${purpose} ${process.pid}`);
    if (purpose === 'visit' && (await tryToVisit(client))) return { client };
    if (purpose === 'serve' && (await tryToServe(client))) {
      if (await isOurVersion(client, server)) return { client };
      server.logger.info('a server of another version was left running; starting ours');
      await stopPostmaster(server.folders.cluster);
      return {
        refused: 'lost',
        error: new EfirError('unavailable', { detail: 'the database is starting again' }),
      };
    }
    const pid = await findServingPid(client);
    await client.end();
    return { refused: 'taken', ...(pid === undefined ? {} : { pid }) };
  } catch (error) {
    await client?.end().catch(() => {});
    if (isLost(error)) return { refused: 'lost', error };
    throw error;
  }
}

function isLost(thrown: unknown): boolean {
  return isUnreachable(thrown) || (thrown instanceof EfirError && thrown.code === 'database-unreachable');
}

async function isOurVersion(client: pg.Client, server: Server): Promise<boolean> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return server.binaries.version.startsWith(`${rows[0]?.server_version}.`);
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query('select from pg_database where datname = $1', [databaseName]);
  if (rows.length > 0) return;
  await client.query(`create database ${databaseName}`).catch((thrown: { code?: string }) => {
    // duplicate_database: another start was first
    if (thrown.code !== '42P04' && thrown.code !== '23505') throw thrown;
  });
}

function adminUrlFor(folders: Folders): string {
  return `postgres://${ownerRole}@${encodeURIComponent(folders.database)}/postgres`;
}

function urlFor(folders: Folders, role: string): string {
  return `postgres://${role}@${encodeURIComponent(folders.database)}/${databaseName}`;
}
