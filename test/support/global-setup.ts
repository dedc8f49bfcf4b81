import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { silentLogger } from '../../src/core/logger.ts';
import { useClient } from '../../src/db/client.ts';
import { layOutFolders } from '../../src/db/embedded/folders.ts';
import { stopPostmaster } from '../../src/db/embedded/postmaster.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../src/db/embedded/start.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URLs of the migrated database that test databases are cloned from. */
    testServer: { readonly url: string; readonly migrationUrl: string };
  }
}

const prefix = 'efir-test-server-';

/** One private PostgreSQL for the whole run, in a folder that goes with it; see `database.ts` for its use. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeRemains();
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await writeFile(join(folder, 'owner'), String(process.pid));
  // As root the server runs as another user, who must get there.
  await chmod(folder, 0o711);
  const server = await startServer(folder).catch(async (thrown: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  });
  project.provide('testServer', { url: server.url, migrationUrl: server.migrationUrl });
  return async () => {
    const forgotten = await listTestDatabases(server.migrationUrl);
    await server.close();
    await rm(folder, { recursive: true, force: true });
    if (forgotten.length > 0) throw new Error(`test databases left open: ${forgotten.join(', ')}`);
  };
}

async function startServer(dataDirectory: string): Promise<EmbeddedDatabase> {
  const server = await startEmbeddedDatabase({
    dataDirectory,
    logger: silentLogger,
    purpose: 'serve',
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  await migrateDatabase({ ...server, logger: silentLogger }).catch(async (thrown: unknown) => {
    await server.close();
    throw thrown;
  });
  return server;
}

/** Servers of runs that were killed: nobody else would ever stop them. */
async function removeRemains(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    const owner =
      name.startsWith(prefix) && Number(await readFile(join(folder, 'owner'), 'utf8').catch(() => ''));
    if (!owner || isAlive(owner)) continue;
    // Another user's, or another run is at it as well: not worth failing for.
    await stopPostmaster(layOutFolders(folder).cluster).catch(() => {});
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function listTestDatabases(url: string): Promise<string[]> {
  return useClient(url, 'efir test teardown', async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where datname like 'test\\_%' order by 1`,
    );
    return rows.map((row) => row.name);
  });
}
