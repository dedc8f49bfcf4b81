import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { silentLogger } from '../../src/core/logger.ts';
import { useClient } from '../../src/db/client.ts';
import { startEmbeddedDatabase } from '../../src/db/embedded/start.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URLs of the migrated database that test databases are cloned from. */
    testServer: { readonly url: string; readonly migrationUrl: string };
  }
}

/** One private PostgreSQL for the whole run, in a folder that goes with it; see `database.ts` for its use. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'efir-test-'));
  // As root the server runs as another user, who must get there.
  await chmod(folder, 0o711);
  const server = await startEmbeddedDatabase({
    dataDirectory: folder,
    logger: silentLogger,
    purpose: 'serve',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  await migrateDatabase({ ...server, logger: silentLogger });
  project.provide('testServer', { url: server.url, migrationUrl: server.migrationUrl });
  return async () => {
    const forgotten = await listTestDatabases(server.migrationUrl);
    await server.close();
    await rm(folder, { recursive: true, force: true });
    if (forgotten.length > 0) throw new Error(`test databases left open: ${forgotten.join(', ')}`);
  };
}

async function listTestDatabases(url: string): Promise<string[]> {
  return useClient(url, 'efir test teardown', async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where datname like 'test\\_%' order by 1`,
    );
    return rows.map((row) => row.name);
  });
}
