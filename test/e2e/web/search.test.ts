import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeSamples, silence, speech, writeWav } from '../../support/audio.ts';
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
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addToTwo, openSession } from '../../support/members.ts';
import { signIn } from '../../support/ways-in.ts';

/* Finding what was said, getting anywhere by keyboard, and what becomes of a page whose session ends. */
const password = 'correct horse battery';
const anna = { name: 'Anna Petrova', email: 'anna@example.com', password };
const boris = { name: 'Борис 🎧 \u202Eתל', email: 'boris@example.com', password };
const hostile = '<img src=x onerror=alert(1)> \u202Eзадом наперёд \u{1F3A4}';
const long = { timeout: 60_000 };

let db: TestDatabase;
let stack: DashboardStack;
let cookie: string;
let planning: string;
let longTalk: string;

beforeAll(async () => {
  db = await createTestDatabase();
  stack = await startDashboard({ DATABASE_URL: db.url, DATABASE_MIGRATION_URL: db.migrationUrl });
  cookie = await setUpFirst(stack, anna);
  planning = await upload('Планёрка.wav', 16, [
    'Начнём, все уже здесь.',
    'Следующая встреча будет во вторник, бюджет согласован.',
    'Ёлка куплена.',
    `О встречах с клиентами расскажет Мария. ${hostile}`,
  ]);
  await upload(`Weekly sync ${hostile.replaceAll('/', '')}.wav`, 12, [
    'The next meeting is on Monday, and the budget is open.',
    'Meetings cost money.',
  ]);
  longTalk = await upload('Very long.wav', 130, []);
  const body = JSON.stringify({ tags: ['план'] });
  await ask(`/v1/recordings/${planning}/tags`, { method: 'PUT', body });
  await addToTwo(db, boris);
}, 200_000);
afterAll(async () => {
  await stack?.close();
  await db?.close();
});

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const json = typeof init.body === 'string' ? { 'content-type': 'application/json' } : {};
  const headers = { authorization: `Bearer ${stack.key}`, ...json };
  const answer = await fetch(`${stack.url}${path}`, { ...init, headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** A recording of which somebody corrected the first segments. */
async function upload(name: string, parts: number, texts: readonly string[]): Promise<string> {
  const path = join(stack.folder, 'talk.wav');
  const sounds = Array.from({ length: parts }, (_, part) => [
    speech(2.2, 0.1 + (part % 9) * 0.03),
    silence(0.9),
  ]);
  await writeWav(path, makeSamples(sounds.flat()));
  const form = new FormData();
  form.set('file', new Blob([await readFile(path)], { type: 'audio/wav' }), name);
  const { id } = (await (await ask('/v1/recordings', { method: 'POST', body: form })).json()) as {
    id: string;
  };
  const read = async () => ((await (await ask(`/v1/recordings/${id}`)).json()) as { state: string }).state;
  await vi.waitFor(async () => {
    if ((await read()) !== 'succeeded') throw new Error('not recognised yet');
  }, long);
  for (const [index, text] of texts.entries())
    await ask(`/v1/recordings/${id}/transcript/segments/${index}`, {
      method: 'PATCH',
      body: JSON.stringify({ text }),
    });
  return id;
}

const enter = (browser: TestBrowser, path: string, as = cookie) => openAs(browser, stack, as, path);
const field = (page: Page) => page.getByRole('searchbox');
const marks = (page: Page) => page.locator('main mark').allTextContents();
/** As from the clipboard: browsers cut what a field does not take. */
const paste = (page: Page, text: string): Promise<void> => page.keyboard.insertText(text);

describe('search', () => {
  test('finds words in any form as one types, teaches, filters, pages, and opens the moment', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser, '/recordings');
    await page.getByRole('navigation').getByRole('link', { name: 'Search' }).click();
    await page.getByText('Find what was said, and when').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('search');
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'search-empty');
    await page.getByRole('button', { name: 'meeting -budget' }).click();
    await expect.poll(() => marks(page)).toEqual(['Meetings']);
    expect(new URL(page.url()).searchParams.get('q')).toBe('meeting -budget');

    await field(page).fill('встречами');
    await expect.poll(() => marks(page)).toEqual(['встреча', 'встречах']);
    await expect.poll(() => page.getByText('<img src=x').count()).toBe(1);
    await field(page).fill('"расскажет Мария"');
    await expect.poll(() => marks(page)).toEqual(['расскажет', 'Мария']);
    await page.reload();
    await expect.poll(() => marks(page)).toEqual(['расскажет', 'Мария']);
    expect(await findBarriers(page)).toEqual([]);

    await page.getByRole('button', { name: 'Filters' }).click();
    await field(page).fill('next OR встреча');
    await expect.poll(() => page.getByRole('heading', { level: 2 }).count()).toBe(2);
    await page.getByLabel('Tag').selectOption('план');
    await expect.poll(() => page.getByRole('heading', { level: 2 }).count()).toBe(1);
    await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    await page.getByText('Nobody said that').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'search-nothing');
    await page.getByRole('button', { name: 'Look everywhere' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 2 }).count()).toBe(2);

    await field(page).fill('alpha OR bravo OR charlie OR delta OR echo OR golf OR hotel');
    await page.getByText(/\d\d\D? places/).waitFor();
    await shoot(page, 'search');
    await page.mouse.move(640, 500);
    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 2_000);
        return page.getByText(/\d\D? places$/).count();
      })
      .toBe(1);

    await field(page).fill('ёлки');
    await expect.poll(() => marks(page)).toEqual(['Ёлка']);
    await page.locator('main mark').click();
    await page.waitForURL(/\/recordings\/.*\?t=\d+/);
    await page.locator('[data-heard] [class*=heard]', { hasText: 'Ёлка' }).waitFor();
    await page.goBack();
    await expect.poll(() => field(page).inputValue()).toBe('ёлки');
    await expect.poll(() => marks(page)).toEqual(['Ёлка']);

    // What is found can be taken elsewhere, as words.
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const take = async () => {
      await page.evaluate(
        `getSelection().selectAllChildren(document.querySelector('main mark').closest('a'))`,
      );
      await page.keyboard.press('Control+c');
      return page.evaluate('navigator.clipboard.readText()');
    };
    await expect.poll(take).toMatch(/Ёлка куплена\.$/);
  }, 120_000);

  test('leads to a moment also by an address from elsewhere, however far into a talk', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser, `/recordings/${longTalk}?t=300`);
    const heard = page.locator('[data-heard] [class*=heard]').first();
    await expect.poll(() => heard.isVisible(), long).toBe(true);
    await page.getByText('5:00').first().waitFor();
    const row = page.locator('[data-index]', { has: heard });
    expect(Number(await row.getAttribute('data-index'))).toBeGreaterThan(20);
    for (const wrong of ['-1', 'soon', '1e99', '']) {
      await page.goto(`${stack.url}/recordings/${longTalk}?t=${wrong}`);
      await page.locator('[data-index="0"]').waitFor();
    }
    await page.goto(`${stack.url}/recordings/${longTalk}?t=99999`);
    await page.locator('[data-index]').last().waitFor();
  }, 60_000);

  test('takes whatever is typed, and says what went wrong', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser, `/search?q=${'x'.repeat(3_000)}&from=soon&folder=../../etc`);
    await page.getByText('Nobody said that').waitFor();
    for (const words of ['"', '-', '\u202E\u2066', '🎤', '!&|<->', "'); drop table segments; --"]) {
      await field(page).fill(words);
      await page.getByText('Nobody said that').waitFor();
    }
    await field(page).focus();
    await paste(page, `${hostile} ${'ы'.repeat(10_000_000)}`);
    await expect.poll(async () => (await field(page).inputValue()).length).toBe(500);
    await page.route('**/v1/search*', (route) => route.fulfill({ status: 500, body: '{' }));
    await field(page).fill('встреча');
    await page.getByRole('alert').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.unroute('**/v1/search*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => marks(page)).toEqual(['встреча', 'встречах']);
    forgive(browser, /./);
  }, 90_000);
});

describe('keys', () => {
  test('lead anywhere and do anything, in any layout, and the help tells of those that work', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser, '/settings/profile');
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const choose = async (words: string, option: string | RegExp) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'What would you like' }).fill(words);
      const options = page.getByRole('dialog').getByRole('option');
      await options.filter({ hasText: option }).first().waitFor();
      if (words === 'Планёрка') expect(await findBarriers(page)).toEqual([]);
      await shoot(page, `commands-${words}`);
      // What is found on the server comes later, and may push others down.
      const chosen = page.getByRole('dialog').getByRole('option', { selected: true });
      await expect
        .poll(async () => {
          if (!(await chosen.textContent())?.match(option)) await page.keyboard.press('ArrowDown');
          return chosen.textContent();
        })
        .toMatch(option);
      await page.keyboard.press('Enter');
      await options.first().waitFor({ state: 'detached' });
    };
    // What it is called in the other language, and what comes of the wrong layout, is understood.
    await choose('запис', /Recordings/);
    await page.waitForURL(/\/recordings$/);
    await choose('Планёрка', 'Планёрка.wav');
    await page.waitForURL(`${stack.url}/recordings/${planning}`);
    await page.getByText('Ёлка куплена.').waitFor();
    await choose('вторник', /Следующая встреча/);
    await page.waitForURL(/\?t=\d/);

    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.getByText('Play, pause').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'keys');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await pressRussian(page, 'п', 'KeyG');
    await pressRussian(page, 'а', 'KeyF');
    await page.waitForURL(/\/search$/);
    // A field keeps what is written into it.
    await field(page).pressSequentially('g r?');
    await expect.poll(() => field(page).inputValue()).toBe('g r?');
    await field(page).blur();
    await pressRussian(page, ',', 'Slash', true);
    await help.waitFor();
    await help.getByRole('switch').click({ force: true });
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.keyboard.press('Control+k');
    // What was opened lately comes first.
    const first = page.getByRole('listbox').getByRole('option').first();
    await expect.poll(() => first.textContent()).toBe('Планёрка.wav');
    expect(page.url()).toMatch(/\/search/);
    await page.keyboard.press('Control+k');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await choose('русский', /Русский/);
    await page.getByRole('heading', { name: 'Поиск' }).waitFor();
  }, 120_000);

  test('and all of it on a phone, in the dark', async () => {
    await using browser = await openBrowser(smallPhone);
    const page = await enter(browser, '/search?q=meeting OR встреча');
    await page.locator('main mark').first().waitFor();
    expect(await isWithin(page)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'search-phone');
    await page.getByRole('button', { name: anna.name }).click();
    await page.getByRole('menuitem', { name: 'Выйти' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'account-phone');
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem', { name: 'Выйти' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Что найти' }).fill('ckjdf');
    await shoot(page, 'commands-phone');
    await page.goto(`${stack.url}/nowhere/at-all`);
    await page.getByText('Здесь ничего нет').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  }, 90_000);
});

/** A key of the Russian layout: what it writes, and where it lies. */
function pressRussian(page: Page, key: string, code: string, shiftKey = false): Promise<void> {
  const init = JSON.stringify({ key, code, shiftKey, bubbles: true, cancelable: true });
  return page.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', ${init}))`);
}

const endSessions = () => db.query('delete from sessions');
const over = (page: Page) => page.getByRole('dialog', { name: 'You were signed out' });

describe('a session', () => {
  test('that ends in the middle of a correction keeps it for the same person, and for nobody else', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser, `/recordings/${planning}`, await openSession(stack, anna));
    const edit = page.getByRole('button', { name: /^Correct/ }).nth(2);
    await edit.click();
    await page.getByLabel('What is said', { exact: true }).fill('Ёлка куплена и наряжена.');
    await endSessions();
    // Nobody touched anything: the page hears of it.
    await over(page).waitFor(long);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'session-over');
    await signIn(page, anna);
    await over(page).waitFor({ state: 'detached' });
    const words = page.getByLabel('What is said', { exact: true });
    await expect.poll(() => words.inputValue()).toBe('Ёлка куплена и наряжена.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Ёлка куплена и наряжена.').waitFor();
    await page.getByLabel('What is said', { exact: true }).waitFor({ state: 'detached' });

    await edit.click();
    await page.getByLabel('What is said', { exact: true }).fill('Тайна Анны');
    await endSessions();
    await over(page).waitFor(long);
    await signIn(page, boris);
    await page.getByText('No recordings yet').waitFor(long);
    await page.waitForURL(/\/recordings$/);
    await page.getByText('Планёрка').first().waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('Тайна');
    await page.goto(`${stack.url}/recordings/${planning}`);
    await page.getByRole('alert').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.getByText(/Ёлка|Тайна/).count()).toBe(0);
    forgive(browser, /./);
  }, 180_000);

  test('outlives a server that does not answer, and says so until it does', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser, '/search?q=ёлка', await openSession(stack, anna));
    await page.locator('main mark').waitFor();
    await page.route('**/v1/events', (route) => route.abort());
    await page.reload();
    await page.getByText('Live news is interrupted').waitFor(long);
    await shoot(page, 'news-late');
    expect(await findBarriers(page)).toEqual([]);
    await page.unroute('**/v1/events');
    await page.getByText('Live news is interrupted').waitFor({ ...long, state: 'detached' });
    await page.route(/\/v1\/|\/health/, (route) => route.abort());
    await field(page).fill('вторник');
    await page.getByText('The server does not answer.').first().waitFor(long);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'server-silent');
    await page.unroute(/\/v1\/|\/health/);
    await expect.poll(() => marks(page), long).toEqual(['вторник']);
    await page.getByText('The server does not answer.').waitFor({ ...long, state: 'detached' });
    await browser.context.setOffline(true);
    await page.getByText('There is no network').waitFor();
    await browser.context.setOffline(false);
    await page.getByText('There is no network').waitFor({ state: 'detached' });
    forgive(browser, /./);
  }, 180_000);
});
