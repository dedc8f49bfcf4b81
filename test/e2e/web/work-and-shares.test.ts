import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
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
  askStack,
  type DashboardStack,
  findBarriers,
  openAs,
  setUpFirst,
  startDashboard,
} from '../../support/dashboard.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createUser, signIn } from '../../support/people.ts';

/*
 * What others get to see of a recording, and what becomes of work that waits, goes on and fails: two tenants, people of
 * several ranks and people without an account, over one stack whose database the test looks into.
 */
const long = { timeout: 60_000 };
const hostile = 'talk <b>&"\u202E 🙈 ../x.wav';
/** As it is shown: its last part, without marks that turn writing. */
const shown = 'x.wav';

let db: TestDatabase;
let stack: DashboardStack;
let owner: string;
let talk: string;

beforeAll(async () => {
  db = await createTestDatabase();
  stack = await startDashboard({ DATABASE_URL: db.url, WORKER_SLOTS: '2' });
  owner = await setUpFirst(stack, {
    name: 'Anna <i>Petrova</i>',
    email: 'anna@example.com',
    password: 'correct horse battery',
  });
  const parts = [0, 1, 2, 3].flatMap((part) => [speech(3, 0.15 + part * 0.03), silence(1.2)]);
  await writeWav(join(stack.folder, 'talk.wav'), makeSamples(parts));
  await writeWav(join(stack.folder, 'long.wav'), makeSamples([speech(120, 0.2)]));
  talk = await send('talk.wav', hostile, 'diarize=true');
  await waitFor(talk, 'succeeded');
}, 200_000);
afterAll(async () => {
  await stack?.close();
  await db?.close();
});

const ask = <Body>(method: string, path: string, body?: unknown) => askStack<Body>(stack, method, path, body);

async function send(file: string, name: string, query = ''): Promise<string> {
  const answer = await fetch(`${stack.url}/v1/recordings?file_name=${encodeURIComponent(name)}&${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stack.key}`, 'content-type': 'audio/wav' },
    body: await readFile(join(stack.folder, file)),
  });
  if (answer.status !== 202) throw new Error(`not taken: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

const waitFor = (id: string, state: string) =>
  vi.waitUntil(async () => (await ask<{ state: string }>('GET', `/v1/recordings/${id}`)).state === state, {
    timeout: 60_000,
    interval: 100,
  });

const enter = (browser: TestBrowser, path: string, as = owner) => openAs(browser, stack, as, path);

describe('a transcript', () => {
  test('is shared by a link with a password, read and heard on a phone, and closed again', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser, `/recordings/${talk}`);
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share by link' });
    await dialog.getByText('There are none yet.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByLabel('The link works for').selectOption({ label: 'a month' });
    await dialog.locator('input[name=share-password]').fill('open sesame');
    await dialog.getByLabel('Let them listen, too').check();
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
    expect(link).toMatch(new RegExp(`^${stack.url}/s/[\\w-]{60,}$`));
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    await dialog.getByText(/with sound · with a password · not opened yet/).waitFor();
    await dialog.getByText('Anna <i>Petrova</i>').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'share-made');

    await readOnPhone(link);

    await page.reload();
    await page.getByRole('button', { name: 'Share' }).click();
    await dialog.getByText(/opened once/).waitFor();
    // The link itself is told once.
    expect(await page.content()).not.toContain(link.slice(-32));
    await dialog.getByRole('button', { name: /^Revoke the link/ }).click();
    await dialog.getByText('A revoked link cannot be brought back.').waitFor();
    await shoot(page, 'share-revoke');
    await dialog.getByRole('button', { name: 'Revoke', exact: true }).click();
    await dialog.getByText('There are none yet.').waitFor();

    await using visitor = await openBrowser();
    const gone = await visitor.open(link);
    await gone.getByText('There is nothing behind this link.').waitFor();
    expect(await findBarriers(gone)).toEqual([]);
    await shoot(gone, 'shared-revoked');
    forgive(visitor, /404/);
  }, 120_000);

  /** As somebody who has no account, and was told the password. */
  async function readOnPhone(link: string): Promise<void> {
    await using visitor = await openBrowser(smallPhone);
    const asked: URL[] = [];
    visitor.context.on('request', (request) => asked.push(new URL(request.url())));
    const page = await visitor.open(link);
    await page.getByRole('heading', { name: 'Расшифровка закрыта паролем' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await isWithin(page)).toBe(true);
    await shoot(page, 'shared-locked-phone');
    const password = page.getByLabel('Пароль', { exact: true });
    await password.fill('wrong');
    await password.press('Enter');
    await page.getByText('Пароль не подходит.').waitFor();
    await password.fill('open sesame');
    await password.press('Enter');
    await page.getByRole('heading', { name: shown }).waitFor();
    const text = page.getByRole('region', { name: 'Расшифровка' });
    await text
      .getByText(/Говорящий \D*1/)
      .first()
      .waitFor();
    await text
      .getByRole('button', { name: /^Слушать с/ })
      .nth(1)
      .click();
    await page.getByRole('button', { name: 'Пауза' }).waitFor();
    await page.locator('[data-heard] [class*=heard]').first().waitFor();
    await page.getByRole('button', { name: 'Пауза' }).click();
    expect(await findBarriers(page)).toEqual([]);
    expect(await isWithin(page)).toBe(true);
    await shoot(page, 'shared-phone');
    await page.getByRole('button', { name: 'Скачать' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /\.srt/ }).click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toContain('00:00:0');
    forgive(visitor, /401|403/);
    // Nothing of the dashboard is asked for, nobody is told the address, and nothing of it is for search engines.
    const paths = asked.filter(({ protocol }) => protocol !== 'blob:').map(({ pathname }) => pathname);
    expect(paths.filter((path) => !/^\/(?:s|assets|v1\/shares)\//.test(path))).toEqual([]);
    expect(
      new Set(asked.filter(({ protocol }) => protocol !== 'blob:').map(({ origin }) => origin)).size,
    ).toBe(1);
    expect((await visitor.context.cookies()).map(({ name }) => name)).toEqual(['efir_share']);
  }

  test('is closed behind wrong passwords and after its time, and tells search engines nothing', async () => {
    const make = (body: object) =>
      ask<{ path: string }>('POST', `/v1/recordings/${talk}/shares`, { expires_in: 3600, ...body });
    const [locked, plain] = [await make({ password: 'open sesame' }), await make({})];
    const page = await fetch(`${stack.url}${plain.path}`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('x-robots-tag')).toContain('noindex');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');

    await using visitor = await openBrowser();
    const read = await visitor.open(`${stack.url}${plain.path}`);
    await read.getByRole('heading', { name: shown }).waitFor();
    // Without its sound there is nothing to press.
    expect(await read.getByRole('button', { name: /^Play/ }).count()).toBe(0);
    expect(await read.getByRole('link').count()).toBe(0);
    expect(await findBarriers(read)).toEqual([]);
    await shoot(read, 'shared');
    await db.query(`update shares set expires_at = now() - interval '1 second' where password_hash is null`);
    await read.reload();
    await read.getByText('The time of this link is over.').waitFor();

    const guess = await visitor.open(`${stack.url}${locked.path}`);
    const password = guess.getByLabel('Password', { exact: true });
    for (let count = 1; count <= 10; count += 1) {
      await password.fill(`guess ${count}`);
      const [answer] = await Promise.all([
        guess.waitForResponse(/unlock$/),
        guess.getByRole('button', { name: 'Open' }).click(),
      ]);
      expect(answer.status()).toBe(403);
    }
    await password.fill('open sesame');
    await guess.getByRole('button', { name: 'Open' }).click();
    await guess.getByText('The password of this link was wrong too often.').waitFor();
    expect(await findBarriers(guess)).toEqual([]);
    await shoot(guess, 'shared-too-often');
    forgive(visitor, /401|403|410|429/);
  }, 120_000);

  test('is downloaded by itself, and with others in one archive', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser, `/recordings/${talk}`);
    await page.getByRole('button', { name: 'Export' }).click();
    const [one] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Text with times (.txt)' }).click(),
    ]);
    expect(one.suggestedFilename()).toBe('x.txt');
    expect(await readFile(await one.path(), 'utf8')).toMatch(/\d:\d\d/);

    const twin = await send('talk.wav', 'X.mp3');
    await waitFor(twin, 'succeeded');
    await page.goto(`${stack.url}/recordings`);
    const list = page.getByRole('list', { name: 'Recordings' });
    await list.getByRole('listitem').nth(1).waitFor();
    for (const box of await list.getByRole('checkbox').all()) await box.check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog', { name: /^Export \D*2\D* transcripts/ });
    await dialog.getByLabel('Subtitles (.srt)', { exact: true }).check();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'export-many');
    const [archive] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(archive.suggestedFilename()).toMatch(/^efir-.*-srt\.zip$/);
    const files = unzipSync(new Uint8Array(await readFile(await archive.path())));
    expect(Object.keys(files).toSorted()).toEqual(['X.srt', 'x (2).srt']);
  }, 120_000);
});

describe('work', () => {
  test('is seen as it waits and goes on, preferred, stopped, looked into and tried again', async () => {
    const failed = await send('talk.wav', `bad ${hostile}`.replace('../', ''), 'model=fail');
    await waitFor(failed, 'failed');
    // Two places: the last of them waits.
    for (const name of ['first.wav', 'second.wav', 'third.wav']) await send('long.wav', name, 'model=slow');
    await db.query(
      `insert into queue_history select date_trunc('minute', now()) - make_interval(mins => ago), 'tasks:transcribe',
         greatest(0, round(20 * sin(ago / 90.0) + 6))::int, 2
       from generate_series(1, 1400) ago where ago not between 500 and 620 on conflict do nothing`,
    );
    await using browser = await openBrowser();
    const page = await enter(browser, '/recordings');
    await page.getByRole('link', { name: 'Work' }).click();
    const running = page.getByRole('list', { name: 'In work' });
    const waiting = page.getByRole('list', { name: 'Waiting' });
    await running.getByRole('listitem').nth(1).waitFor();
    await waiting.getByText('third.wav').waitFor();
    await running.getByRole('progressbar').first().waitFor({ state: 'attached' });
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'work-now');

    await waiting.getByRole('button', { name: /^What to do with/ }).click();
    await page.getByRole('menuitem', { name: 'Sooner' }).click();
    await waiting.getByText(/priority \D*5/).waitFor();
    await waiting.getByRole('button', { name: /^What to do with/ }).click();
    await page.getByRole('menuitem', { name: 'Stop' }).click();
    await page
      .getByRole('dialog')
      .getByText(/third\.wav.* will not/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
    await waiting.waitFor({ state: 'detached' });

    const second = running.getByRole('listitem').filter({ hasText: 'second.wav' });
    await second.getByRole('button', { name: /^What to do with/ }).click();
    await page.getByRole('menuitem', { name: 'Stop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
    await second.waitFor({ state: 'detached' });

    await lookInto(page);

    await page.getByRole('tab', { name: 'Finished' }).click();
    await page.getByRole('list', { name: 'Finished' }).getByText('third.wav').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Workers' }).click();
    await page.getByText('scripted · default').waitFor();
    await page.getByText(/of \D*2\D*places\W* taken/).waitFor();
    const moment = page.getByRole('slider', { name: 'Moment' });
    await moment.focus();
    await page.keyboard.press('Home');
    const first = await moment.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => moment.getAttribute('aria-valuetext')).not.toBe(first);
    await expect.poll(() => page.getByRole('table').getByRole('row').count()).toBeGreaterThan(20);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'work-workers');
    await page.getByText('Week', { exact: true }).click();
    await page.getByRole('slider', { name: 'Moment' }).waitFor();
    await shoot(page, 'work-week');
  }, 120_000);

  /** The one that failed: by keyboard alone, from the tab to the second attempt. */
  async function lookInto(page: Page): Promise<void> {
    await page.getByRole('tab', { name: 'Now' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/tab=failed/);
    const list = page.getByRole('list', { name: 'Failed' });
    await list.getByText('The speech engine could not do its work').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await list.getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/task=/);
    const drawer = page.getByRole('dialog', { name: 'Task' });
    await drawer.getByText(/^\D*1\D*failed/).waitFor();
    await drawer.getByText('engine-failed').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'work-task');
    await drawer.getByRole('button', { name: 'Try again' }).focus();
    await page.keyboard.press('Enter');
    // It fails as before, and says so: nothing of the first attempt is forgotten.
    await drawer.getByText(/^\D*2\D*failed/).waitFor(long);
    await drawer.getByText(/^\D*1\D*failed/).waitFor();
    expect(await drawer.getByRole('link', { name: 'Open the recording' }).getAttribute('href')).toMatch(
      /^\/recordings\//,
    );
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await page.waitForURL((url) => url.search === '?tab=failed');
  }

  test('of others is not there: neither tasks nor recordings nor links; and who may only look changes nothing', async () => {
    const { tasks } = await ask<{ tasks: { id: string; file_name: string }[] }>(
      'GET',
      '/v1/tasks?state=dead',
    );
    const [dead] = tasks;
    await send('long.wav', 'fourth.wav', 'model=slow');
    await ask('POST', `/v1/recordings/${talk}/shares`, {});
    const stranger = await createUser(db, { tenantId: await db.createTenant('Others'), name: 'Boris' });
    await using browser = await openBrowser(smallPhone);
    const page = await enter(browser, '/work', await signIn(db, stranger));
    await page.getByText('Ничего не ждёт').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await isWithin(page)).toBe(true);
    await shoot(page, 'work-none-phone');
    await page.goto(`${stack.url}/work?tab=failed&task=${dead?.id}`);
    const drawer = page.getByRole('dialog', { name: 'Задача' });
    await drawer.getByText('Такой задачи нет').waitFor();
    await shoot(page, 'work-stranger-phone');
    const seen = await page.locator('body').textContent();
    expect(seen).not.toContain(dead?.file_name);
    await page.goto(`${stack.url}/work?tab=ended`);
    await page.getByText('Пока ничего не завершено').waitFor();
    await page.goto(`${stack.url}/recordings/${talk}`);
    await page.getByRole('alert').waitFor();
    expect(await page.locator('body').textContent()).not.toContain(shown);
    // Not by asking for it either, with the session of that browser.
    const codes = await page.evaluate(`Promise.all([
      fetch('/v1/recordings/${talk}/shares'), fetch('/v1/tasks/${dead?.id}'),
      fetch('/v1/tasks/${dead?.id}', { method: 'PATCH', body: '{"priority":1}', headers: { 'content-type': 'application/json' } }),
      fetch('/v1/recordings/export', { method: 'POST', body: '{"ids":["${talk}"]}', headers: { 'content-type': 'application/json' } }),
    ]).then((answers) => answers.map(({ status }) => status))`);
    expect(codes).toEqual([404, 404, 404, 409]);
    forgive(browser, /404|409/);

    const { id: tenantId } = await ask<{ id: string }>('GET', '/v1/tenant');
    const viewer = await createUser(db, { tenantId: tenantId as never, rank: 'viewer', name: 'Vera' });
    await using other = await openBrowser(smallPhone);
    const look = await enter(other, '/work?tab=failed', await signIn(db, viewer));
    await look.getByRole('list', { name: 'Ошибки' }).getByRole('link').first().click();
    await look
      .getByRole('dialog', { name: 'Задача' })
      .getByText(/^\D*1\D*не удалось/)
      .waitFor();
    expect(await look.getByRole('button', { name: 'Попробовать ещё раз' }).count()).toBe(0);
    expect(await findBarriers(look)).toEqual([]);
    expect(await isWithin(look)).toBe(true);
    await shoot(look, 'work-task-phone');
    await look.goto(`${stack.url}/work?tab=workers`);
    await look.getByRole('slider').waitFor();
    expect(await findBarriers(look)).toEqual([]);
    expect(await isWithin(look)).toBe(true);
    await shoot(look, 'work-workers-phone');
    await look.goto(`${stack.url}/work`);
    await look.getByRole('list', { name: 'В работе' }).getByRole('listitem').first().waitFor();
    expect(await findBarriers(look)).toEqual([]);
    await shoot(look, 'work-now-phone');
    await look.goto(`${stack.url}/recordings/${talk}`);
    await look.getByRole('button', { name: 'Скачать' }).first().waitFor();
    expect(await look.getByRole('button', { name: 'Поделиться' }).count()).toBe(0);
  }, 120_000);
});
