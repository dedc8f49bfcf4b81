import { Kysely, PostgresDialect, sql } from 'kysely';
import { type MigrationProvider, Migrator } from 'kysely/migration';
import pg from 'pg';
import { EfirError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { sleep } from '../core/time.ts';
import { connectTimeoutMilliseconds } from './client.ts';
import { toDatabaseError } from './connection-errors.ts';
import { listMigrations, migrationSchema, migrationTable } from './migration-files.ts';

export interface MigrationOptions {
  /** URL of a role that may create tables and roles; it becomes the owner of the tables. */
  readonly migrationUrl: string;
  /** The role that Efir serves as; made when missing, with the password (none: it needs another way in). */
  readonly loginRole: { readonly name: string; readonly password?: string };
  readonly logger: Logger;
}

/**
 * Brings a database up to this program: roles, tables, grants. May be repeated, and two may run at once. Rejects with
 * `database-unreachable`, and with `database-role-unsafe` when the two roles are one.
 */
export async function migrateDatabase(options: MigrationOptions): Promise<void> {
  const pool = new pg.Pool({
    connectionString: options.migrationUrl,
    max: 2,
    application_name: 'efir migrate',
    connectionTimeoutMillis: connectTimeoutMilliseconds,
  });
  pool.on('error', () => {});
  const database = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await ensureRoles(database, options);
    await applyMigrations(database, options.logger);
    await grantMigrationList(database);
  } catch (thrown) {
    throw toDatabaseError(thrown);
  } finally {
    await database.destroy();
  }
}

async function ensureRoles(
  database: Kysely<unknown>,
  { loginRole, logger }: MigrationOptions,
): Promise<void> {
  const owner = await sql<{ owner: string }>`select current_user as owner`.execute(database);
  if (owner.rows[0]?.owner === loginRole.name) {
    throw new EfirError('database-role-unsafe', {
      role: loginRole.name,
      reason: 'is the role that migrates and would own the tables; DATABASE_URL needs a role of its own',
    });
  }
  await createRole(database, 'efir_app', 'nologin noinherit');
  await createRole(database, 'efir_dispatcher', 'nologin noinherit');
  await createRole(database, 'efir_identity', 'nologin noinherit');
  if (await createRole(database, loginRole.name, 'login noinherit', loginRole.password)) {
    logger.info({ role: loginRole.name }, 'application role created');
  }
  await withoutCollision(() => grantMembership(database, loginRole.name));
}

/** True when it was made now; roles belong to the whole server, so another database's migration may be first. */
async function createRole(
  database: Kysely<unknown>,
  name: string,
  attributes: string,
  password?: string,
): Promise<boolean> {
  const { rows } = await sql`select from pg_roles where rolname = ${name}`.execute(database);
  if (rows.length > 0) return false;
  const secret = password === undefined ? sql`` : sql` password ${sql.lit(password)}`;
  try {
    await sql`create role ${sql.id(name)} ${sql.raw(attributes)}${secret}`.execute(database);
    return true;
  } catch (thrown) {
    // duplicate_object, or unique_violation when both were at it in the same moment
    if (['42710', '23505'].includes((thrown as { code?: string }).code ?? '')) return false;
    throw thrown;
  }
}

async function grantMembership(database: Kysely<unknown>, login: string): Promise<void> {
  const { rows } = await sql<{ version: number; member: boolean; inherits: boolean }>`
    select current_setting('server_version_num')::int as version,
      bool_and(pg_has_role(${login}, rolname, 'member')) as member,
      bool_or(pg_has_role(${login}, rolname, 'usage')) as inherits
    from pg_roles where rolname in ('efir_app', 'efir_dispatcher', 'efir_identity')`.execute(database);
  const state = rows[0];
  if (state === undefined || (state.member && !state.inherits)) return;
  // From 16 on inheritance belongs to the membership, before to the role.
  const perMembership = state.version >= 160_000;
  if (!perMembership) await sql`alter role ${sql.id(login)} noinherit`.execute(database);
  const how = perMembership ? sql` with inherit false, set true` : sql``;
  await sql`grant efir_app, efir_dispatcher, efir_identity to ${sql.id(login)}${how}`.execute(database);
}

async function applyMigrations(database: Kysely<unknown>, logger: Logger): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: sqlFiles,
    migrationTableSchema: migrationSchema,
    migrationTableName: migrationTable,
    migrationLockTableName: 'lock',
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  for (const result of results) {
    if (result.status === 'Success') logger.info({ migration: result.migrationName }, 'migration applied');
  }
  if (error !== undefined) throw error;
}

const sqlFiles: MigrationProvider = {
  async getMigrations() {
    const files = await listMigrations();
    return Object.fromEntries(
      files.map(({ name, read }) => [
        name,
        {
          async up(database: Kysely<unknown>) {
            await sql.raw(await read()).execute(database);
          },
        },
      ]),
    );
  },
};

/** The serving roles read the list, to know whether the schema is theirs. */
async function grantMigrationList(database: Kysely<unknown>): Promise<void> {
  await withoutCollision(async () => {
    await sql`grant usage on schema ${sql.id(migrationSchema)} to efir_app`.execute(database);
    await sql`grant select on ${sql.id(migrationSchema, migrationTable)} to efir_app`.execute(database);
  });
}

/** Two that grant the same at once collide in the catalogue ("tuple concurrently updated"): one of them tries again. */
async function withoutCollision(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (thrown) {
      const code = (thrown as { code?: string }).code;
      if (tries >= 10 || (code !== 'XX000' && code !== '23505')) throw thrown;
      await sleep(20 * tries);
    }
  }
}
