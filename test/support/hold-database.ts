// A process that holds an embedded database: node hold-database.ts <data directory> <serve|visit>
// Says one line of JSON, {"url", "migrationUrl"} or {"code", "args"}, and lets go on SIGTERM.

import { EfirError } from '../../src/core/errors.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { startEmbeddedDatabase } from '../../src/db/embedded/start.ts';

const [dataDirectory = '', purpose] = process.argv.slice(2);

try {
  const held = await startEmbeddedDatabase({
    dataDirectory,
    logger: silentLogger,
    purpose: purpose === 'visit' ? 'visit' : 'serve',
    settings: { fsync: 'off' },
  });
  process.once('SIGTERM', () => void held.close());
  console.log(JSON.stringify({ url: held.url, migrationUrl: held.migrationUrl }));
} catch (thrown) {
  console.log(JSON.stringify(thrown instanceof EfirError ? thrown.toRecord() : { code: String(thrown) }));
}
