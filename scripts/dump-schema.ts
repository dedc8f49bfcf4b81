// node scripts/dump-schema.ts           writes migrations/schema.sql
// node scripts/dump-schema.ts --check   compares it with what the migrations give

import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../src/core/logger.ts';
import { describeSchema } from '../src/db/describe-schema.ts';
import { startEmbeddedDatabase } from '../src/db/embedded/start.ts';
import { migrateDatabase } from '../src/db/migrate.ts';
import { isMain, reportProblems } from './problems.ts';

const target = new URL('../migrations/schema.sql', import.meta.url);

if (isMain(import.meta.url)) {
  const text = `-- Written by scripts/dump-schema.ts from the migrations beside it.\n\n${await dumpSchema()}`;
  if (process.argv.includes('--check')) {
    const committed = await readFile(target, 'utf8').catch(() => '');
    const problem = {
      path: 'migrations/schema.sql',
      text: 'differs from the migrations: node scripts/dump-schema.ts',
    };
    reportProblems(committed === text ? [] : [problem]);
  } else {
    await writeFile(target, text);
  }
}

/** The schema that all migrations give on an empty server of its own. */
async function dumpSchema(): Promise<string> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'efir-schema-'));
  await chmod(dataDirectory, 0o711);
  try {
    const settings = { fsync: 'off' };
    const server = await startEmbeddedDatabase({
      dataDirectory,
      logger: silentLogger,
      purpose: 'serve',
      settings,
    });
    try {
      await migrateDatabase({ ...server, logger: silentLogger });
      return await describeSchema(server.migrationUrl);
    } finally {
      await server.close();
    }
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}
