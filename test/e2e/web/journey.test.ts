import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSamples, silence, speech, writeWav } from '../../support/audio.ts';
import {
  forgive,
  isWithin,
  openBrowser,
  shoot,
  smallPhone,
  type TestBrowser,
} from '../../support/browser.ts';
import { type DashboardStack, findBarriers, startDashboard } from '../../support/dashboard.ts';
import { dropFile, signIn } from '../../support/ways-in.ts';

/*
 * What the first person of a new server does, in a real browser over the whole of `efir up`. The engine takes a second
 * for a second, so that words appear while one looks.
 */
const person = { name: 'Anna Petrova', email: 'anna@example.com', password: 'correct horse battery' };
const long = { timeout: 60_000 };
/** Bytes of compressed script for the first page. */
const scriptBudget = 250_000;

let stack: DashboardStack;
let wav: string;

beforeAll(async () => {
  stack = await startDashboard({ EFIR_MODEL: 'slow' });
  wav = join(stack.folder, 'talk.wav');
  // Two pieces: the first is told while the second is still heard.
  const parts = [0, 1, 2, 3, 4, 5].flatMap((part) => [speech(3.2, 0.15 + part * 0.03), silence(1.2)]);
  await writeWav(wav, makeSamples([...parts, speech(4, 0.3)]));
}, 200_000);
afterAll(() => stack?.close());

/** Everything that pages ask for has to be asked of this server. */
function watchRequests(browser: TestBrowser): string[] {
  const strangers: string[] = [];
  browser.context.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(stack.url).host) strangers.push(request.url());
  });
  return strangers;
}

describe('the first person', () => {
  test('sets the server up, drops a recording, reads its words as they come, hears and corrects them, and leaves', async () => {
    await using browser = await openBrowser();
    const strangers = watchRequests(browser);
    const page = await browser.open(stack.url);

    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'setup');
    await page.getByLabel('Setup code').fill(stack.code);
    await page.getByLabel('Your name').fill(person.name);
    await page.getByLabel('E-mail').fill(person.email);
    await page.locator('input[name=password]').fill(person.password);
    await page.getByRole('button', { name: 'Begin' }).click();

    await page.getByText('No recordings yet').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'recordings-none');
    await dropFile(page, wav, 'talk <b>&\u202E.wav');
    const row = page.getByRole('list', { name: 'Recordings' }).getByRole('listitem').first();
    // At its beginning a bar has no width.
    await row.getByRole('progressbar').waitFor({ ...long, state: 'attached' });
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'recordings');

    await row.getByRole('link').click();
    const text = page.getByRole('region', { name: 'Transcript' });
    // Words are there while it still listens.
    await text
      .getByText(/\p{L}{3,} \p{L}{3,}/u)
      .first()
      .waitFor(long);
    await page.getByText('Listening…').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'transcript-live');

    await page.getByRole('button', { name: 'Export' }).waitFor(long);
    await hearWord(page);
    await correct(page, text);
    forgive(browser, /409/);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'transcript');

    await page.getByRole('button', { name: person.name }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'sign-in');
    // Nothing is left behind: the address of the recordings asks who it is.
    await page.goto(`${stack.url}/recordings`);
    await page.waitForURL(/\/sign-in\?next=/);
    expect(strangers).toEqual([]);
  }, 180_000);

  test('comes back on a phone, in Russian and in the dark, over no more script than the budget', async () => {
    await using browser = await openBrowser(smallPhone);
    const strangers = watchRequests(browser);
    const page = await browser.open(`${stack.url}/recordings`);
    await signIn(page, person);
    const link = page.getByRole('list', { name: 'Записи' }).getByRole('link').first();
    await link.waitFor();
    expect(await isWithin(page)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'recordings-phone');
    await page.reload();
    await link.waitFor();
    expect(await countScript(page)).toBeLessThan(scriptBudget);
    expect(await countScript(page)).toBeGreaterThan(50_000);

    await link.click();
    await page.getByRole('button', { name: 'Скачать' }).waitFor();
    expect(await isWithin(page)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'transcript-phone');
    expect(strangers).toEqual([]);
  }, 120_000);
});

describe('an address that leads nowhere', () => {
  test('says so by its heading and its title, and shows the way on, to a stranger and to who is signed in', async () => {
    await using browser = await openBrowser({ size: { width: 360, height: 740 } });
    const page = await browser.open(`${stack.url}/nowhere/at-all`);
    await expectNowhere(page);
    await shoot(page, 'unknown-signed-out');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(page, person);
    await page.getByRole('heading', { name: 'Recordings' }).waitFor();

    await page.goto(`${stack.url}/nowhere/at-all`);
    await expectNowhere(page);
    await shoot(page, 'unknown');
    // In the frame that one knows; and from there to where one was at home.
    await page.getByRole('button', { name: person.name }).waitFor();
    await page.getByRole('link', { name: 'To the recordings' }).click();
    await page.getByRole('heading', { name: 'Recordings' }).waitFor();
    await expect.poll(() => page.title()).toMatch(/^Recordings/);
  }, 90_000);
});

async function expectNowhere(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  await expect.poll(() => page.title()).toBe('There is nothing here · Efir');
  await expect.poll(() => page.getByRole('main').count()).toBe(1);
  await expect.poll(() => page.getByRole('heading', { level: 1 }).count()).toBe(1);
  expect(await isWithin(page)).toBe(true);
  expect(await findBarriers(page)).toEqual([]);
}

/** A click on a word plays from there, and lights it up. */
async function hearWord(page: Page): Promise<void> {
  const word = page.locator('[data-start]').nth(5);
  await word.waitFor();
  const start = Number(await word.getAttribute('data-start'));
  expect(start).toBeGreaterThan(0);
  await word.click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.locator('[data-heard] [class*=heard]').first().waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
}

/** In its place, against somebody who was faster. */
async function correct(page: Page, text: ReturnType<Page['getByRole']>): Promise<void> {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const edit = text.getByRole('button', { name: /^Correct/ }).first();
  await edit.click();
  const field = page.getByLabel('What is said', { exact: true });
  await field.fill('First thoughts of mine');
  const theirs = await fetch(`${stack.url}/v1/recordings/${id}/transcript/segments/0`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${stack.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Words of another program' }),
  });
  expect(theirs.status).toBe(200);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Somebody changed this meanwhile').waitFor();
  await page.getByText('Words of another program').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'transcript-conflict');
  await page.getByRole('button', { name: 'Save mine' }).click();
  await text.getByText('First thoughts of mine').waitFor();
  await page.reload();
  await text.getByText('First thoughts of mine').waitFor();
}

/** Bytes on the wire of scripts that the page has loaded since its last navigation. */
function countScript(page: Page): Promise<number> {
  return page.evaluate(`performance.getEntriesByType('resource')
    .filter(({ name }) => name.endsWith('.js'))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`);
}
