// The whole of `efir up` with the dashboard, as a person meets it for the first time:
//
//   const stack = await startDashboard({ EFIR_MODEL: 'slow' });
//   … await browser.open(stack.url); … stack.code

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { buildDashboard, isDashboardBuilt } from '../../src/apps/setup/build-dashboard.ts';
import { settle, type TestBrowser } from './browser.ts';
import { type StartedCommand, startCli } from './command.ts';

export interface DashboardStack {
  readonly url: string;
  /** For the first person. */
  readonly code: string;
  /** An API key with every scope: a program beside the people. */
  readonly key: string;
  readonly folder: string;
  close(): Promise<void>;
}

/** Builds the dashboard where that was not done yet, and starts everything on a free port. */
export async function startDashboard(
  environment: Readonly<Record<string, string>> = {},
): Promise<DashboardStack> {
  if (!(await isDashboardBuilt())) {
    await buildDashboard({
      environment: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' },
    });
  }
  const folder = await mkdtemp(join(tmpdir(), 'efir-dashboard-'));
  // The database runs as a user of its own where we are root, and has to get in here.
  await chmod(folder, 0o755);
  const up = startCli(['up'], {
    environment: {
      EFIR_DATA_DIR: join(folder, 'data'),
      EFIR_ENGINE: 'scripted',
      DIARIZER: 'scripted',
      SCRIPTED_CPU_SECONDS: '0',
      PORT: '0',
      ...environment,
    },
  });
  await waitUntilUp(up);
  const said = up.stdout();
  return {
    url: /http:\/\/localhost:\d+/.exec(said)?.[0] ?? '',
    code: /^ +([A-Z0-9]{4}(?:-[A-Z0-9]{4})+)$/m.exec(said)?.[1] ?? '',
    key: /efir_[\w-]+/.exec(said)?.[0] ?? '',
    folder,
    async close() {
      up.stop();
      await up.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Not by vitest: benches and pictures start it, too. */
async function waitUntilUp(up: StartedCommand): Promise<void> {
  const deadline = Date.now() + 100_000;
  while (!up.stdout().includes('Ctrl-C ends it.')) {
    if (Date.now() > deadline) throw new Error(`not up yet: ${up.stderr()}`);
    await sleep(100);
  }
}

/** The first person of a new server, by the API: gives the session's cookie, `name=value`. */
export async function setUpFirst(
  { code, url }: Pick<DashboardStack, 'code' | 'url'>,
  person: { readonly name: string; readonly email: string; readonly password: string },
): Promise<string> {
  const answer = await fetch(`${url}/v1/auth/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ code, ...person }),
  });
  if (answer.status !== 201) throw new Error(`not set up: ${await answer.text()}`);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** A request with the key of the installation, JSON in and out. Rejects with what is not of success. */
export async function askStack<Body>(
  { key, url }: Pick<DashboardStack, 'key' | 'url'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<Body> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as Body;
}

/** A browser in which somebody is signed in already. */
export async function takeCookie(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
}

/** A page of somebody who is signed in, once it has a frame and something in it. */
export async function openAs(
  browser: TestBrowser,
  { url }: Pick<DashboardStack, 'url'>,
  cookie: string,
  path: string,
): Promise<Page> {
  await takeCookie(browser.context, url, cookie);
  const page = await browser.open(new URL(path, url).href);
  await page.getByRole('main').waitFor();
  return page;
}

/** What axe-core finds on the page as it stands that is serious or worse, one line each. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await runAxe(page);
  // What was on its way in or out just then is not judged half faded.
  return found.length === 0 ? found : runAxe(page);
}

async function runAxe(page: Page): Promise<string[]> {
  await settle(page);
  // Its look into style sheets would copy them into the page, which the policy forbids.
  const { violations } = (await page.evaluate('axe.run({ preload: false })')) as {
    violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ failureSummary, html }) => `${id}: ${html} ${failureSummary}`));
}
