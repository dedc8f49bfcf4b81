// One database of its own for a test file:
//
//   let db: TestDatabase;
//   beforeAll(async () => { db = await createTestDatabase(); });
//   afterAll(() => db.close());
//   … const tenant = await db.createTenant(); await db.database.withTenant(tenant, (tx) => …);
//
// The server behind it is real, private to the run and started by `global-setup.ts`.

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { createTenantId, type TenantId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { useClient } from '../../src/db/client.ts';
import { connectDatabase } from '../../src/db/connect.ts';
import type { Database } from '../../src/db/database.ts';

export interface TestDatabase {
  /** Connected as the program connects. */
  readonly database: Database;
  /** For the application role, to give to processes and further connections. */
  readonly url: string;
  /** For the owner of the tables. */
  readonly migrationUrl: string;
  /** A further connection, as another process would have; the test closes it. */
  connect(options?: { poolSize?: number }): Promise<Database>;
  createTenant(name?: string): Promise<TenantId>;
  /** One statement as the owner, past row-level security: to look at what is really there. */
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Drops the database. Fails when somebody still holds a connection: a pool was left open. */
  close(): Promise<void>;
}

/** A fresh copy of the migrated schema: about 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('testServer');
  const adminUrl = renameDatabase(server.migrationUrl, 'postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(adminUrl, `create database ${name} template efir`);
  const url = renameDatabase(server.url, name);
  const migrationUrl = renameDatabase(server.migrationUrl, name);
  const connect: TestDatabase['connect'] = (options = {}) =>
    connectDatabase({ url, logger: silentLogger, ...options });
  const database = await connect();
  return {
    database,
    url,
    migrationUrl,
    connect,
    async createTenant(tenantName = 'a tenant') {
      const id = createTenantId();
      await database.withTenant(id, (tx) =>
        tx.insertInto('tenants').values({ id, name: tenantName }).execute(),
      );
      return id;
    },
    query: (text, values) => run(migrationUrl, text, values),
    async close() {
      await database.close();
      const open = await waitForNobody(adminUrl, name);
      await run(adminUrl, `drop database ${name} with (force)`);
      if (open.length > 0) throw new Error(`connections left open: ${open.join(', ')}`);
    },
  };
}

async function run<Row>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  return useClient(url, 'efir test', async (client) => (await client.query(text, values)).rows as Row[]);
}

/** Names of the connections that are still there after a moment's grace. */
async function waitForNobody(adminUrl: string, name: string): Promise<string[]> {
  for (let tries = 1; ; tries += 1) {
    const open = await run<{ name: string }>(
      adminUrl,
      `select application_name || ': ' || query as name from pg_stat_activity
       where datname = $1 and backend_type = 'client backend'`,
      [name],
    );
    if (open.length === 0 || tries >= 200) return open.map((row) => row.name);
    await sleep(50);
  }
}

function renameDatabase(url: string, name: string): string {
  return url.replace(/\/[^/]*$/, `/${name}`);
}
