// The whole of `efir up` with the dashboard, as a person meets it for the first time:
//
//   const stack = await startDashboard({ EFIR_MODEL: 'slow' });
//   … await browser.open(stack.url); … stack.code

import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { buildDashboard, isDashboardBuilt } from '../../src/apps/setup/build-dashboard.ts';
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

/** What axe-core finds on the page as it stands that is serious or worse, one line each. */
export async function findBarriers(page: Page): Promise<string[]> {
  // What is on its way in is not judged half faded.
  await page.evaluate(`Promise.all(document.getAnimations()
    .filter(({ effect }) => effect.getComputedTiming().endTime < 5_000)
    .map((animation) => animation.finished.catch(() => undefined))).then(() => undefined)`);
  await page.evaluate(axe.source);
  // Its look into style sheets would copy them into the page, which the policy forbids.
  const { violations } = (await page.evaluate('axe.run({ preload: false })')) as {
    violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ failureSummary, html }) => `${id}: ${html} ${failureSummary}`));
}

/** Drops a file on the page, as a person does from a folder. */
export async function dropFile(page: Page, path: string, name: string): Promise<void> {
  const given = { bytes: readFileSync(path).toString('base64'), name };
  await page.evaluate(`{
    const { bytes, name } = ${JSON.stringify(given)};
    const dataTransfer = new DataTransfer();
    const data = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
    dataTransfer.items.add(new File([data], name, { type: 'audio/wav' }));
    for (const type of ['dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }`);
}
