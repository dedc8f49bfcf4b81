import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { silentLogger } from '../../src/core/logger.ts';
import { startEmbeddedDatabase } from '../../src/db/embedded/start.ts';
import { startDashboard } from '../../test/support/dashboard.ts';
import { fillDemo, signUp } from './fill-demo.ts';
import { emptyPage, listPages, type ShownPage, setupPage } from './pages.ts';
import { looks, takePictures } from './take-pictures.ts';

/*
 * Writes a picture of every page of the dashboard into docs/screenshots: light, dark, and as a phone shows it in Russian.
 * What is there of pages that are no more is removed.
 *
 *     ./efir web screenshots [--only NAME …] [--into FOLDER]
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    into: { type: 'string', default: fileURLToPath(new URL('../../docs/screenshots', import.meta.url)) },
  },
});

try {
  await takeAll();
} catch (error) {
  console.error(`efir: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function takeAll(): Promise<void> {
  checkNames();
  await using ends = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'efir-screenshots-'));
  ends.defer(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o711);
  const database = await startEmbeddedDatabase({
    dataDirectory: join(folder, 'database'),
    logger: silentLogger,
    purpose: 'serve',
  });
  ends.defer(() => database.close());
  const { migrationUrl } = database;
  const stack = await startDashboard({
    DATABASE_URL: database.url,
    DATABASE_MIGRATION_URL: migrationUrl,
    WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
  });
  ends.defer(() => stack.close());
  const receiver = await receiveHooks();
  ends.defer(receiver.close);

  const taken: string[] = [];
  const take = async (pages: readonly ShownPage[]) => {
    const wanted = pages.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
    taken.push(...(await takePictures({ pages: wanted, url: stack.url, folder, into: values.into })));
  };
  await mkdir(values.into, { recursive: true });
  await take([setupPage]);
  const call = await signUp(stack);
  await take([emptyPage]);
  const demo = await fillDemo(stack, call, { hookUrl: receiver.url, migrationUrl });
  await take(listPages(demo));
  if (values.only.length === 0) await removeOthers(new Set(taken));
  console.log(`${taken.length} pictures in ${values.into}`);
}

/** Before minutes go by. */
function checkNames(): void {
  const nothing = { planning: '', interview: '', failed: '', webhook: '', sharePath: '', invitationPath: '' };
  const all = [setupPage, emptyPage, ...listPages(nothing)].map(({ name }) => name);
  const unknown = values.only.filter((name) => !all.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no page ${unknown.join(', ')}: there are ${all.join(', ')}.`);
}

/** Takes every second message, so that the log of deliveries has both kinds. */
async function receiveHooks() {
  let taken = 0;
  const server = createServer((_request, response) => {
    taken += 1;
    response.writeHead(taken % 2 === 0 ? 503 : 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/efir`, close: () => void server.close() };
}

/** Pictures of pages that are no more; what else somebody keeps there is theirs. */
async function removeOthers(taken: ReadonlySet<string>): Promise<void> {
  const isPicture = new RegExp(`-(${Object.keys(looks).join('|')})\\.png$`);
  for (const name of await readdir(values.into)) {
    if (taken.has(name) || !isPicture.test(name)) continue;
    await rm(join(values.into, name));
    console.log(`${name} removed`);
  }
}
