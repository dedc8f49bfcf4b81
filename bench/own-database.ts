import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../src/core/logger.ts';
import { type EmbeddedOptions, startEmbeddedDatabase } from '../src/db/embedded/start.ts';
import { migrateDatabase } from '../src/db/migrate.ts';

interface OwnDatabase extends AsyncDisposable {
  /** For the application's own role. */
  readonly url: string;
  /** For the owner of everything. */
  readonly migrationUrl: string;
  /** Beside its files; goes with them. */
  readonly folder: string;
}

/** A server of a bench's own with all tables and nothing in them, gone when the bench is over. */
export async function openOwnDatabase(settings: EmbeddedOptions['settings'] = {}): Promise<OwnDatabase> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'efir-bench-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  // As root the database runs as a user of its own, who has to get in.
  await chmod(folder, 0o711);
  const server = await startEmbeddedDatabase({
    ...{ dataDirectory: join(folder, 'database'), logger: silentLogger, purpose: 'serve', settings },
  });
  opening.defer(() => server.close());
  await migrateDatabase({ ...server, logger: silentLogger });
  const { migrationUrl, url } = server;
  const opened = opening.move();
  return { folder, migrationUrl, url, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
