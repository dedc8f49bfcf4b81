import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSamples, speech, writeWav } from '../../support/audio.ts';
import {
  forgive,
  isWithin,
  openBrowser,
  shoot,
  smallPhone,
  type TestBrowser,
} from '../../support/browser.ts';
import {
  type DashboardStack,
  findBarriers,
  openAs,
  setUpFirst,
  startDashboard,
} from '../../support/dashboard.ts';

/*
 * Recordings in order: folders, tags, filters, many at once, and lists that stay true while others work. The engine takes
 * a second for a second, so that there is something in work.
 */
const person = { name: 'Anna Petrova', email: 'anna@example.com', password: 'correct horse battery' };
const long = { timeout: 60_000 };
const patient = { timeout: 30_000 };
const hostile = 'beta <img src=x onerror=alert(1)> \u202E\u{1F3A7} gpj.wav';

let stack: DashboardStack;
let cookie: string;
let sound: Buffer;
/** In work until somebody stops it. */
let endless: Buffer;

beforeAll(async () => {
  stack = await startDashboard({ EFIR_MODEL: 'slow' });
  cookie = await setUpFirst(stack, person);
  const wav = join(stack.folder, 'talk.wav');
  await writeWav(wav, makeSamples([speech(2, 0.3)]));
  sound = await readFile(wav);
  await writeWav(wav, makeSamples([speech(120, 0.3)]));
  endless = await readFile(wav);
}, 200_000);
afterAll(() => stack?.close());

/** As another program of the same account. */
async function ask<Answer>(method: string, path: string, body?: object | Buffer): Promise<Answer> {
  const json = body !== undefined && !Buffer.isBuffer(body);
  const answer = await fetch(stack.url + path, {
    method,
    headers: {
      authorization: `Bearer ${stack.key}`,
      ...(body === undefined
        ? {}
        : { 'content-type': json ? 'application/json' : 'application/octet-stream' }),
    },
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : new Uint8Array(body as Buffer) }),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

async function upload(name: string, bytes = sound): Promise<string> {
  const path = `/v1/recordings?file_name=${encodeURIComponent(name)}`;
  return (await ask<{ id: string }>('POST', path, bytes)).id;
}

const open = (browser: TestBrowser, path: string, as = cookie) => openAs(browser, stack, as, path);

const listOf = (page: Page) => page.getByRole('list', { name: /^(Recordings|Записи)$/ });
const rowOf = (page: Page, name: string | RegExp) =>
  listOf(page).getByRole('listitem').filter({ hasText: name });
const namesOf = (page: Page) => listOf(page).getByRole('link').allInnerTexts();
const folders = (page: Page) => page.getByRole('navigation', { name: 'Folders' });

async function choose(page: Page, row: Locator, item: string | RegExp): Promise<void> {
  await row.getByRole('button', { name: /^What to do with/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
}

/** Types a name into the window that asks for one. */
async function answer(page: Page, label: string, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(label).fill(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  // Refused it stays, and says why; else it goes slowly.
  await expect.poll(async () => (await dialog.count()) - (await dialog.getByRole('alert').count())).toBe(0);
}

/** Rows are measured once they are there, and the page grows or shrinks by that. */
async function scrollTo(page: Page, top: string, row: Locator): Promise<void> {
  const scroll = `(() => { const before = scrollY; scrollTo(0, ${top}); return scrollY === before; })()`;
  await expect
    .poll(async () => (await page.evaluate(scroll)) && (await row.count()) === 1, patient)
    .toBe(true);
}

/** A sentence of the page: what is put into one stands between marks that nobody sees. */
const said = (sentence: string) =>
  new RegExp(sentence.replace(/[.?]/g, '\\$&').replaceAll(/\d+/g, '\\W*$&\\W*'));

describe('recordings', () => {
  test('are put into folders, tagged and named, and lists of them stay true', async () => {
    await upload('alpha.wav');
    await upload(hostile);
    const gamma = await upload('гамма.wav');
    await using browser = await openBrowser();
    const page = await open(browser, '/recordings');
    await rowOf(page, 'alpha').waitFor();
    await expect.poll(() => listOf(page).getByRole('listitem').count(), patient).toBe(3);

    await page.getByRole('button', { name: 'New folder' }).click();
    await answer(page, 'Name of the folder', 'Sales & <b>');
    const sales = folders(page).getByRole('link', { name: /Sales/ });
    await sales.waitFor();
    await page.getByRole('button', { name: 'New folder' }).click();
    await answer(page, 'Name of the folder', 'Sales & <b>');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    forgive(browser, /409/);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await sales.hover();
    await choose(page, folders(page).getByRole('listitem').filter({ hasText: 'Sales' }), 'New folder inside');
    await answer(page, 'Name of the folder', '2026');
    await folders(page).getByRole('link', { name: /2026/ }).waitFor();

    await choose(page, rowOf(page, 'alpha'), 'Move to…');
    await page.getByRole('dialog').getByRole('radio', { name: '2026' }).check();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'library-move');
    await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
    await rowOf(page, 'alpha').getByText('2026').waitFor();
    await choose(page, rowOf(page, 'alpha'), 'Tags…');
    await page.getByRole('dialog').getByRole('combobox', { name: 'Tags' }).fill('to review');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await rowOf(page, 'alpha').getByText('to review').waitFor();
    await choose(page, rowOf(page, 'beta'), 'Rename');
    await answer(page, 'Name of the recording', 'Beta 1/2 <i>\u202E.wav');
    await rowOf(page, 'Beta 1-2 <i>.wav').waitFor();
    await rowOf(page, 'Beta').getByRole('link').dragTo(sales);
    await page.getByText(said('1 recording moved.')).waitFor();
    await rowOf(page, 'Beta').getByText('Sales & <b>').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'library');

    // A folder shows those of the folders within it; what others do shows by itself, where it belongs.
    await sales.click();
    await page.waitForURL(/folder=/);
    await expect.poll(() => listOf(page).getByRole('listitem').count(), patient).toBe(2);
    await page.getByRole('heading', { name: 'Sales & <b>' }).waitFor();
    const folder = new URL(page.url()).searchParams.get('folder');
    await upload('elsewhere.wav');
    await folders(page).getByRole('link', { name: 'All recordings 4' }).waitFor();
    await expect.poll(() => listOf(page).getByRole('listitem').count(), patient).toBe(2);
    await ask('PUT', `/v1/recordings/${gamma}/folder`, { folder_id: folder });
    await rowOf(page, 'гамма').waitFor();
    await ask('PATCH', `/v1/recordings/${gamma}`, { file_name: 'дельта.wav' });
    await rowOf(page, 'дельта').waitFor();
    await ask('PUT', `/v1/recordings/${gamma}/folder`, { folder_id: null });
    await rowOf(page, 'дельта').waitFor({ state: 'detached' });
    await page.reload();
    await expect.poll(() => listOf(page).getByRole('listitem').count(), patient).toBe(2);

    // Its recordings stay when it goes, and where one was, one is no more.
    await folders(page).getByRole('listitem').filter({ hasText: 'Sales' }).first().hover();
    await choose(
      page,
      folders(page).getByRole('listitem').filter({ hasText: 'Sales' }).locator('> div'),
      'Delete',
    );
    await page
      .getByText(said('The folder goes, and the one inside it. Its 2 recordings stay, in no folder.'))
      .waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL((url) => !url.search.includes('folder'));
    await expect.poll(() => listOf(page).getByRole('listitem').count(), patient).toBe(4);
    await rowOf(page, 'alpha').getByText('2026').waitFor({ state: 'detached' });
  }, 180_000);

  test('are filtered by what the address says, and leave a list when they fit it no more', async () => {
    await using browser = await openBrowser();
    const page = await open(browser, '/recordings?state=running');
    for (const name of ['zeta.wav', 'Eta.wav']) await upload(name);
    const id = await upload('in work.wav', endless);
    await rowOf(page, 'in work').waitFor(long);
    await shoot(page, 'library-running');
    await ask('POST', `/v1/recordings/${id}/cancel`);
    await rowOf(page, 'in work').waitFor({ ...long, state: 'detached' });
    await page.getByText('Nothing matches').waitFor(long);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'library-nothing');
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await rowOf(page, 'in work').waitFor();
    await page.waitForURL(`${stack.url}/recordings`);

    await ask('PUT', `/v1/recordings/${id}/tags`, { tags: ['2026', 'план'] });
    await folders(page).getByRole('link', { name: 'план 1' }).click();
    await page.waitForURL(/tag=/);
    await expect.poll(() => namesOf(page), patient).toEqual(['in work.wav']);
    await page.getByRole('button', { name: 'State' }).click();
    await page.getByRole('menuitem', { name: 'Stopped' }).click();
    await page.getByRole('button', { name: 'Date' }).click();
    await page.getByLabel('From').fill('2026-01-01');
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox', { name: 'Find by name' }).fill('WORK');
    await page.waitForURL(/name=WORK/);
    await expect.poll(() => namesOf(page), patient).toEqual(['in work.wav']);
    await expect
      .poll(() => page.getByRole('list', { name: 'Filters' }).getByRole('listitem').count(), patient)
      .toBe(5);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'library-filters');
    await page.goBack();
    await page.goto(`${stack.url}/recordings?tag=2026&state=nonsense&from=never&sort=name`);
    await expect.poll(() => namesOf(page), patient).toEqual(['in work.wav']);
    await page.getByRole('button', { name: said('Remove the filter “2026”') }).click();
    await expect.poll(async () => (await namesOf(page)).length, patient).toBeGreaterThan(2);
    const names = await namesOf(page);
    expect(names).toEqual(names.toSorted());

    await ask('PATCH', '/v1/tags/2026', { name: 'yearly' });
    await rowOf(page, 'in work').getByText('yearly').waitFor();
    await choose(page, folders(page).getByRole('listitem').filter({ hasText: 'план' }), 'Delete');
    await page.getByText(said('It is taken off 1 recording, which stays.')).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await rowOf(page, 'in work').getByText('план').waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Find by name' }).fill(`${'%_\\'.repeat(20)}<b>`);
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('link', { name: 'Search what was said' }).first().waitFor();
  }, 180_000);
});

describe('somebody who may only read', () => {
  test('finds folders, tags and filters, and nothing to change them by', async () => {
    await upload('to be read.wav');
    await ask('POST', '/v1/folders', { name: 'Shelf' });
    const invitation = { email: 'vera@example.com', rank: 'viewer' };
    const { secret } = await ask<{ secret: string }>('POST', '/v1/invitations', invitation);
    const accepted = await fetch(`${stack.url}/v1/invitations/${secret}/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ name: 'Vera', password: person.password }),
    });
    expect(accepted.status).toBe(201);
    await using browser = await openBrowser();
    const vera = accepted.headers.get('set-cookie')?.split(';')[0];
    const page = await open(browser, '/recordings', vera);
    await rowOf(page, 'to be read').waitFor();
    await folders(page).getByRole('link', { name: /Shelf/ }).waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await page.getByRole('button', { name: /^What to do with|^New folder/ }).count()).toBe(0);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('j');
    await page.keyboard.press('#');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await folders(page).getByRole('link', { name: /Shelf/ }).click();
    await page.getByText('This folder is empty').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'library-empty-folder');
  }, 60_000);
});

describe('many recordings', () => {
  const count = 130;
  beforeAll(async () => {
    for (let at = 0; at < count; at += 10)
      await Promise.all(Array.from({ length: 10 }, (_, place) => upload(`many ${at + place}.wav`)));
  }, 120_000);

  test('are gone through and chosen by keys, opened and come back to, and acted on together', async () => {
    await using browser = await openBrowser();
    const page = await open(browser, '/recordings?name=many');
    await rowOf(page, `many ${count - 1}`).waitFor(long);
    const row = (place: number) => listOf(page).locator(`li[aria-posinset="${place}"]`);
    // In plain words: what is in work, and what goes before what waits.
    await listOf(page)
      .getByText(/\d\W* recordings before it|Next in line/)
      .first()
      .waitFor(long);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    await page.getByRole('toolbar').getByText(said('1 selected')).waitFor();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('k');
    await page.keyboard.press('Shift+X');
    await page.getByRole('toolbar').getByText(said('3 selected')).waitFor();
    await row(6)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await page.getByRole('toolbar').getByText(said('6 selected')).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'library-bulk');
    await page.getByRole('toolbar').getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'Tags' }).fill('six of them');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText(said('6 recordings tagged.')).first().waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('toolbar').waitFor({ state: 'detached' });

    // All that match are more than one page; what can be done with none of them is said of those.
    await listOf(page).getByRole('link').first().focus();
    await page.keyboard.press('Control+a');
    const toolbar = page.getByRole('toolbar');
    const matching = toolbar.getByRole('button', { name: 'Select all that match' });
    await matching.click();
    await toolbar.getByText(said(`${count} selected`)).waitFor();
    await toolbar.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/\d\W* recordings stopped\./).waitFor(long);
    await toolbar.getByRole('button', { name: 'Stop' }).click();
    await page
      .getByText(/\d\W* could not be done: /)
      .first()
      .waitFor(long);
    await toolbar.getByRole('button', { name: 'Select nothing' }).click();

    await scrollTo(page, 'document.documentElement.scrollHeight', row(count));
    await scrollTo(page, '4000', row(58));
    const scrolled = await page.evaluate('window.scrollY');
    await row(60).getByRole('link').click();
    await page.waitForURL(/recordings\/./);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Recordings' }).click();
    await row(60).waitFor();
    await expect.poll(() => page.evaluate('window.scrollY'), patient).toBe(scrolled);

    await row(60).getByRole('checkbox').click();
    await row(64)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    const gone = await row(62).getByRole('link').textContent();
    await page.keyboard.press('#');
    await page.getByText(said('5 recordings, their texts and everything made of them')).waitFor();
    await page.getByRole('button', { name: 'Delete' }).last().click();
    await page.getByText(said('5 recordings deleted.')).waitFor();
    await rowOf(page, new RegExp(`^${gone}`)).waitFor({ state: 'detached' });
    await toolbar.waitFor({ state: 'detached' });
  }, 180_000);

  test('have their place on a phone, in Russian and in the dark', async () => {
    await using browser = await openBrowser(smallPhone);
    const { id } = await ask<{ id: string }>('POST', '/v1/folders', { name: 'Очень '.repeat(16) });
    const [recording] = (await ask<{ recordings: { id: string }[] }>('GET', '/v1/recordings?name=many'))
      .recordings;
    await ask('PUT', `/v1/recordings/${recording?.id}/tags`, {
      tags: ['слово '.repeat(8), '\u{1F3A7}', 'шесть'],
    });
    const page = await open(browser, '/recordings');
    await rowOf(page, 'many').first().waitFor();
    expect(await isWithin(page)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'library-phone');
    await listOf(page).getByRole('checkbox').first().click();
    await page.getByRole('toolbar').getByRole('button', { name: 'Переместить' }).click();
    await page.getByRole('radio', { name: /^Очень/ }).check();
    expect(await isWithin(page)).toBe(true);
    await shoot(page, 'library-phone-move');
    await page.getByRole('dialog').getByRole('button', { name: 'Переместить' }).click();
    await page.getByText(said('Перемещена 1 запись.')).waitFor();
    await shoot(page, 'library-phone-bulk');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('toolbar').getByRole('button', { name: 'Снять выбор' }).click();
    await page.getByRole('button', { name: 'Папки' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('link', { name: /^Очень/ }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'library-phone-folders');
    await drawer.getByRole('link', { name: /^Очень/ }).click();
    await drawer.waitFor({ state: 'detached' });
    await expect.poll(() => listOf(page).getByRole('listitem').count(), patient).toBe(1);
    await ask('PUT', `/v1/recordings/${recording?.id}/folder`, { folder_id: null });
    await page.getByText('Папка пуста').waitFor();
    expect(page.url()).toContain(id);
    expect(await isWithin(page)).toBe(true);
  }, 120_000);
});
