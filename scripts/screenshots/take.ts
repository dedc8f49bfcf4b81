import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { silentLogger } from '../../src/core/logger.ts';
import { startEmbeddedDatabase } from '../../src/db/embedded/start.ts';
import { type BrowserOptions, openBrowser } from '../../test/support/browser.ts';
import { startDashboard } from '../../test/support/dashboard.ts';
import { fillDemo, owner } from './fill-demo.ts';
import { listPages, type ShownPage } from './pages.ts';

/*
 * Writes a picture of every page of the dashboard into docs/screenshots: light, dark, and as a phone shows it in Russian.
 *
 *     ./efir web screenshots [--only NAME] [--into FOLDER]
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    into: { type: 'string', default: fileURLToPath(new URL('../../docs/screenshots', import.meta.url)) },
  },
});

const looks: Readonly<Record<string, BrowserOptions>> = {
  light: { size: { width: 1280, height: 800 } },
  dark: { size: { width: 1280, height: 800 }, dark: true },
  phone: { size: { width: 360, height: 740 }, language: 'ru', scale: 2 },
};

const folder = await mkdtemp(join(tmpdir(), 'efir-screenshots-'));
await chmod(folder, 0o711);
const database = await startEmbeddedDatabase({
  dataDirectory: join(folder, 'database'),
  logger: silentLogger,
  purpose: 'serve',
});
const stack = await startDashboard({
  DATABASE_URL: database.url,
  DATABASE_MIGRATION_URL: database.migrationUrl,
  WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
});
// Takes every second message, so that the log of deliveries has both kinds.
let taken = 0;
const receiver = createServer((_request, response) => {
  taken += 1;
  response.writeHead(taken % 2 === 0 ? 503 : 200).end();
});
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
try {
  await mkdir(values.into, { recursive: true });
  const setup = { name: 'setup', path: '/setup', signedOut: true };
  await takeAll([setup]);
  const { port } = receiver.address() as AddressInfo;
  const demo = await fillDemo(stack, database.migrationUrl, `http://127.0.0.1:${port}/efir`);
  await takeAll(listPages(demo));
} finally {
  await stack.close();
  receiver.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

async function takeAll(pages: readonly ShownPage[]): Promise<void> {
  const wanted = pages.filter(({ name }) => values.only === undefined || name === values.only);
  if (wanted.length === 0) return;
  for (const [look, options] of Object.entries(looks)) {
    await using browser = await openBrowser(options);
    browser.context.setDefaultTimeout(60_000);
    const page = await browser.open(`${stack.url}/sign-in`);
    for (const shown of wanted.filter(({ signedOut }) => signedOut)) await take(page, shown, look);
    if (!wanted.every(({ signedOut }) => signedOut)) await signIn(page);
    for (const shown of wanted.filter(({ signedOut }) => !signedOut)) await take(page, shown, look);
    // What a picture provoked on purpose is no fault of the page.
    browser.complaints.length = 0;
  }
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${stack.url}/sign-in`);
  await page.locator('input[type=email]').fill(owner.email);
  await page.locator('input[name=password]').fill(owner.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL(/\/recordings$/);
}

async function take(page: Page, { act, name, path, whole }: ShownPage, look: string): Promise<void> {
  await page.goto(stack.url + path);
  await page.locator('#root :is(a, button, form)').first().waitFor();
  // The wave is drawn when the sound is there, news come by a stream: neither ends.
  await page.waitForTimeout(1500);
  await act?.(page);
  await page.waitForTimeout(600);
  const [full, target] = [join(folder, 'full.png'), join(values.into, `${name}-${look}.png`)];
  await page.screenshot({ path: full, fullPage: whole ?? false });
  // A palette of 128 colours is as good to look at, and a third of the size.
  await promisify(execFile)('ffmpeg', [
    ...['-loglevel', 'error', '-y', '-i', full],
    ...['-vf', 'split[a][b];[a]palettegen=max_colors=128[p];[b][p]paletteuse=dither=none', target],
  ]);
  console.log(`${name}-${look}.png`);
}
