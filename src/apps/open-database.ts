import type { Config } from '../config/config.ts';
import { EfirError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { probeFolder } from '../core/probe-folder.ts';
import { rememberCheck } from '../core/remember-check.ts';
import { type CatalogueFault, checkCatalogue } from '../db/check-catalogue.ts';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/database.ts';
import { startEmbeddedDatabase } from '../db/embedded/start.ts';
import { migrateDatabase } from '../db/migrate.ts';

export interface OpenedDatabase {
  readonly database: Database;
  /** What could show one tenant's rows to another: nothing, in a sound database. */
  findLeaks(): Promise<CatalogueFault[]>;
  /** Closes the connections, and stops the built-in server unless others use it. */
  close(): Promise<void>;
}

export interface DatabasePurpose {
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** `serve`: as the one process that owns the data directory. `visit`: beside it, for a moment. */
  readonly purpose: 'serve' | 'visit';
  /** Leaves the schema as it is: an old one is refused with `database-schema-old`. */
  readonly unchanged?: boolean;
}

/**
 * Opens the server of DATABASE_URL or, without one, our own below the data directory. Our own is migrated on the
 * way; another one only where DATABASE_MIGRATION_URL says that we may. Rejects as `connectDatabase` and
 * `startEmbeddedDatabase`.
 */
export async function openDatabase(config: Config, purpose: DatabasePurpose): Promise<OpenedDatabase> {
  if (config.databaseUrl !== undefined) {
    if (config.databaseMigrationUrl !== undefined && !purpose.unchanged)
      await migrateGivenDatabase(config, purpose.logger);
    return connect(config.databaseUrl, purpose.logger);
  }
  const server = await startEmbeddedDatabase({ dataDirectory: config.dataDirectory, ...purpose });
  try {
    const { migrationUrl, loginRole, url } = server;
    if (!purpose.unchanged) await migrateDatabase({ migrationUrl, loginRole, logger: purpose.logger });
    const opened = await connect(url, purpose.logger);
    const { database } = opened;
    const checkFolder = rememberCheck(() => probeFolder(config.dataDirectory));
    return {
      ...opened,
      // On a full disk it answers questions still, and takes nothing in.
      database: {
        ...database,
        check: async () => {
          await Promise.all([database.check(), checkFolder()]);
        },
      },
      close: async () => {
        await opened.close();
        await server.close();
      },
    };
  } catch (thrown) {
    await server.close();
    throw thrown;
  }
}

async function connect(url: string, logger: Logger): Promise<OpenedDatabase> {
  const database = await connectDatabase({ url, logger });
  return { database, findLeaks: () => checkCatalogue(url), close: () => database.close() };
}

/**
 * Brings the server of DATABASE_URL up to date as the role of DATABASE_MIGRATION_URL. Rejects with
 * `setting-invalid` when one of the two is missing, and as `migrateDatabase`.
 */
export async function migrateGivenDatabase(config: Config, logger: Logger): Promise<void> {
  const { databaseMigrationUrl: migrationUrl, databaseUrl } = config;
  if (databaseUrl === undefined || migrationUrl === undefined) {
    const name = databaseUrl === undefined ? 'DATABASE_URL' : 'DATABASE_MIGRATION_URL';
    throw new EfirError('setting-invalid', { name, value: '', accepts: 'a postgres:// URL' });
  }
  const { password, username } = new URL(databaseUrl);
  const name = decodeURIComponent(username);
  const loginRole = password === '' ? { name } : { name, password: decodeURIComponent(password) };
  await migrateDatabase({ migrationUrl, loginRole, logger });
}
