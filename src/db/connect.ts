import { Kysely } from 'kysely';
import pg from 'pg';
import type { Logger } from '../core/logger.ts';
import { assertSafeRoles } from './assert-safe-roles.ts';
import { assertSchemaCurrent } from './assert-schema-current.ts';
import { connectionTypes, connectTimeoutMilliseconds } from './client.ts';
import { toDatabaseError } from './connection-errors.ts';
import type { Database } from './database.ts';
import { leadWhileElected } from './lead.ts';
import { openHints } from './notify-hints.ts';
import type { Schema } from './schema.ts';
import { createTransactions, EnteringDialect } from './transactions.ts';

export interface DatabaseOptions {
  /** The application role's URL; a unix socket as `postgres://role@%2Ffolder/database`. */
  readonly url: string;
  readonly logger: Logger;
  /** Connections for transactions at once; beside them one for hints and one for each leadership. Standard: 10. */
  readonly poolSize?: number;
}

/**
 * Connects to serve. Rejects with `database-unreachable`, with `database-role-unsafe` when the roles could step over
 * row-level security, and with `database-schema-old` when migrations are missing.
 */
export async function connectDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, logger, poolSize = 10 } = options;
  await assertSafeRoles(url);
  await assertSchemaCurrent(url);
  const pool = createPool(url, poolSize, logger);
  const kysely = new Kysely<Schema>({ dialect: new EnteringDialect({ pool }) });
  const hints = await openHints(url, logger);
  const transactions = createTransactions(kysely);
  return Object.freeze({
    ...transactions,
    hints,
    lead: (name, signal, work) => leadWhileElected({ url, logger, name, signal }, work),
    async check() {
      await pool.query('select 1').catch((thrown: unknown) => {
        throw toDatabaseError(thrown);
      });
    },
    async close() {
      await hints.close();
      await kysely.destroy();
      // Kysely leaves a pool alone that it never used; an open connection would keep the process for minutes.
      if (!pool.ended) await pool.end();
    },
  } satisfies Database);
}

function createPool(url: string, poolSize: number, logger: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'efir',
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    keepAlive: true,
    idleTimeoutMillis: 300_000,
    types: connectionTypes,
    pipeline: true,
  });
  // A connection lost in the middle of a transaction tells by the failing query; unheard, its event would end us.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', (error) => logger.warn({ error }, 'an idle database connection was lost'));
  return pool;
}
