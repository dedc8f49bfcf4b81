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
import { openCuttableWay } from '../../support/cuttable-way.ts';
import {
  type DashboardStack,
  findBarriers,
  openAs,
  setUpFirst,
  startDashboard,
} from '../../support/dashboard.ts';
import { serveNewer } from '../../support/newer-dashboard.ts';
import {
  chooseAgain,
  countKept,
  dropFiles,
  type ForeignServer,
  forgetFiles,
  listCached,
  listRecordings,
  listUnfinished,
  pasteText,
  readLength,
  record,
  serveRecording,
  shareWith,
  signIn,
  throttle,
  unthrottle,
  waitForShare,
  waitForTime,
} from '../../support/ways-in.ts';

/* Every way into the dashboard: files that are paused, cut, reloaded and refused, a microphone, links, what is shared. */
const person = { name: 'Anna Petrova', email: 'anna@example.com', password: 'correct horse battery' };
const long = { timeout: 60_000 };
const megabyte = 1_000_000;

let stack: DashboardStack;
let cookie: string;
let microphone: string;
let foreign: ForeignServer;

beforeAll(async () => {
  stack = await startDashboard({ WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' });
  microphone = join(stack.folder, 'voice.wav');
  await writeWav(microphone, makeSamples([speech(3, 0.4), silence(0.5), speech(60, 0.4)]));
  foreign = await serveRecording('/talk.wav');
  cookie = await setUpFirst(stack, person);
}, 200_000);
afterAll(async () => {
  foreign?.close();
  await stack?.close();
});

describe('files', () => {
  test('are sent many at once with what was chosen; what is refused says why, and double drops double nothing', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser);
    await page.getByRole('button', { name: 'Other ways in' }).click();
    await page.getByRole('menuitem', { name: 'Options' }).click();
    const dialog = page.getByRole('dialog', { name: 'How to take your recordings' });
    await dialog.getByLabel('Spoken language').fill('Russ');
    await page.getByRole('option', { name: 'Russian' }).click();
    await dialog.getByRole('combobox', { name: 'Speakers' }).click();
    await page.getByRole('option', { name: /^\W*2\W* people/ }).click();
    await dialog.getByLabel('Words that are likely').fill('Эфир, Kubernetes');
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-options');
    await dialog.getByRole('button', { name: 'Done' }).click();

    const names = [
      'one.wav',
      'two.wav',
      `<img src=x onerror=alert(1)>\u202Egpj.😀.wav`,
      `${'long '.repeat(45)}.wav`,
    ];
    const files = [
      ...names.map((name, place) => ({ name, bytes: 100_000 + place })),
      { name: 'paper.pdf', bytes: 100_000, head: '%PDF-1.7' },
      { name: 'nothing.wav', bytes: 0 },
    ];
    await dropFiles(page, files);
    await dropFiles(page, files.slice(0, 4));
    const panel = page.getByRole('region', { name: 'Being sent' });
    await panel.getByText(/\b2\W* files were not taken/).waitFor(long);
    await expect.poll(() => panel.getByRole('alert').count()).toBe(2);
    const said = (await panel.getByRole('alert').allTextContents()).join(' ');
    expect(said).toMatch(/PDF/);
    expect(said).toMatch(/empty/i);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-refused');
    const made = await listRecordings(stack);
    expect(made).toHaveLength(4);
    expect(made.map(({ file_name: name }) => name)).toContain('one.wav');
    for (const { options } of made)
      expect(options).toMatchObject({ language: 'ru', speakers: 2, hot_words: ['Эфир', 'Kubernetes'] });
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'detached' });
    forgive(browser, /4\d\d/);
  }, 120_000);

  test('are paused, go on after a reload, a cut and a lost network, and make one recording each', async () => {
    await using browser = await openBrowser();
    const way = await openCuttableWay(stack.url);
    const page = await enter(browser, way.url);
    const line = await throttle(page, 1.5 * megabyte);
    const before = (await listRecordings(stack)).length;
    await dropFiles(page, [{ name: 'film.wav', bytes: 30 * megabyte }]);
    const panel = page.getByRole('region', { name: 'Being sent' });
    await panel.getByText(/a second/).waitFor();
    await panel.getByRole('button', { name: /^Pause \W?film/ }).click();
    await panel.getByText(/Paused at \W?\d+/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-paused');
    await panel.getByRole('button', { name: /^Go on with \W?film/ }).click();
    await waitForShare(page, 6);

    // Reloaded in the middle: the browser asks, and then goes on by itself from what had arrived.
    page.once('dialog', (asked) => void asked.accept());
    await page.reload();
    await waitForShare(page, 9);
    await shoot(page, 'ways-sending');

    // The line is cut without a word, and nobody gets through for a while.
    way.cut();
    await panel.getByText('The connection is gone.').waitFor(long);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-cut');
    way.mend();
    await waitForShare(page, 12);
    await browser.context.setOffline(true);
    await panel.getByText('The connection is gone.').waitFor(long);
    await page.getByText('There is no network.').waitFor();
    await browser.context.setOffline(false);
    await unthrottle(line);
    await expect.poll(async () => (await listRecordings(stack)).length, long).toBe(before + 1);
    const [film] = await listRecordings(stack);
    expect(film).toMatchObject({ file_name: 'film.wav', bytes: 30 * megabyte });
    // The stream of the list came back by itself, too.
    await page.getByRole('list', { name: 'Recordings' }).getByText('film.wav').waitFor(long);
    expect(await listUnfinished(stack)).toEqual([]);
    await panel.waitFor({ state: 'detached', ...long });
    await page.close();
    await way.close();
    forgive(browser, /ERR_|Failed to load|50\d|EventSource/);
  }, 180_000);

  test('wait for who sends them: a session that ends, a file that has to be chosen again, a sign-out', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser);
    const line = await throttle(page, 1.5 * megabyte);
    await dropFiles(page, [{ name: 'call.wav', bytes: 20 * megabyte }]);
    const panel = page.getByRole('region', { name: 'Being sent' });
    await waitForShare(page, 5);
    await panel.getByRole('button', { name: /^Pause \W?call/ }).click();
    await browser.context.clearCookies();
    await panel.getByRole('button', { name: /^Go on with \W?call/ }).click();
    await page.getByRole('dialog').getByLabel('E-mail').waitFor();
    await panel.getByText('once you have signed in again').waitFor();
    await shoot(page, 'ways-session-over');
    await signIn(page, person);
    await waitForShare(page, 10);

    // Too large for the browser to keep: as if it had found no room.
    await panel.getByRole('button', { name: 'Pause all' }).click();
    await forgetFiles(page);
    await page.reload();
    await panel.getByText(/Choose it again, and it goes on from \W?\d+/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-lost');
    await chooseAgain(page, 'call.wav', stack.folder, { name: 'other.wav', bytes: 5 * megabyte });
    await page.getByText('This is another file.').waitFor();
    await unthrottle(line);
    await chooseAgain(page, 'call.wav', stack.folder, { name: 'call.wav', bytes: 20 * megabyte });
    const call = page.getByRole('list', { name: 'Recordings' }).getByText('call.wav');
    await call.waitFor(long);
    const calls = (await listRecordings(stack)).filter(({ file_name: name }) => name === 'call.wav');
    expect(calls).toHaveLength(1);

    await throttle(page, 0.5 * megabyte);
    await dropFiles(page, [{ name: 'secret.wav', bytes: 30 * megabyte }]);
    await waitForShare(page, 1, 'secret.wav');
    await page.getByRole('button', { name: person.name }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByText('What is being sent stops').waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await expect.poll(() => countKept(page)).toBe(0);
    forgive(browser, /401/);
  }, 180_000);

  test('are sent on a phone, in Russian and in the dark', async () => {
    await using browser = await openBrowser(smallPhone);
    const page = await enter(browser);
    await throttle(page, 0.5 * megabyte);
    await dropFiles(page, [
      { name: 'Совещание по закупкам.wav', bytes: 16 * megabyte },
      { name: 'лекция.wav', bytes: 12 * megabyte },
      { name: 'paper.pdf', bytes: 100_000, head: '%PDF-1.7' },
    ]);
    const panel = page.getByRole('region', { name: 'Отправляются' });
    await panel
      .getByText(/в секунду/)
      .first()
      .waitFor();
    await panel.getByRole('alert').waitFor();
    expect(await isWithin(page)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-phone');
    await panel.getByRole('button', { name: /Убрать .?лекция/ }).click();
    await page.getByRole('button', { name: 'Прекратить' }).click();
    await panel.getByRole('button', { name: 'Приостановить всё' }).click();
    await page.getByRole('button', { name: 'Другие способы' }).click();
    await page.getByRole('menuitem', { name: 'Параметры' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await isWithin(page)).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-options-phone');
    forgive(browser, /4\d\d/);
  }, 120_000);
});

describe('the microphone', () => {
  test('is recorded, survives a page that is killed, and is heard, sent or discarded', async () => {
    await using browser = await openBrowser({ microphone });
    const page = await enter(browser);
    await record(page);
    await waitForTime(page, 2);
    // Kept as it is spoken: what a page that is killed leaves behind.
    await expect.poll(() => countKept(page)).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    const elapsed = await page.getByRole('timer').textContent();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-microphone');
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await expect.poll(() => page.getByRole('timer').textContent()).not.toBe(elapsed);
    // Killed: nobody could say stop.
    await page.close({ runBeforeUnload: false });

    const next = await browser.open(`${stack.url}/recordings`);
    const takes = next.getByRole('list', { name: 'Recorded and not sent' });
    await takes.getByText('Not sent yet').waitFor();
    expect(await findBarriers(next)).toEqual([]);
    await shoot(next, 'ways-take');
    await takes.getByRole('button', { name: 'Listen' }).click();
    const dialog = next.getByRole('dialog', { name: 'Recorded' });
    await expect.poll(() => readLength(next), long).toBeGreaterThan(1.5);
    expect(await findBarriers(next)).toEqual([]);
    await shoot(next, 'ways-take-review');
    const before = (await listRecordings(stack)).length;
    await dialog.getByRole('button', { name: 'Send' }).click();
    await expect.poll(async () => (await listRecordings(stack)).length, long).toBe(before + 1);
    expect((await listRecordings(stack))[0]?.file_name).toMatch(/^Recording of .+\.webm$/);
    await takes.waitFor({ state: 'detached' });

    await record(next);
    await waitForTime(next, 1);
    await next.getByRole('button', { name: 'Stop', exact: true }).click();
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await next.getByText('will be gone for good').waitFor();
    const question = next.getByRole('dialog', { name: 'Discard what was recorded?' });
    await question.getByRole('button', { name: 'Discard' }).click();
    await next.getByRole('dialog').first().waitFor({ state: 'detached' });
    await expect.poll(() => countKept(next)).toBe(0);
    expect((await listRecordings(stack)).length).toBe(before + 1);
  }, 120_000);

  test('that is not there or not allowed is told of', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser);
    await record(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/No microphone was found|does not let this page/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-no-microphone');
  }, 60_000);
});

test('over plain http, as at home, uploads go on after a reload, and the microphone says what it needs', async () => {
  await using browser = await openBrowser({ installs: true });
  const page = await enter(browser, stack.url.replace('localhost', 'efir.test'));
  expect(await page.evaluate('isSecureContext')).toBe(false);
  const line = await throttle(page, megabyte);
  await dropFiles(page, [{ name: 'home.wav', bytes: 12 * megabyte }]);
  await waitForShare(page, 6);
  page.once('dialog', (asked) => void asked.accept());
  await page.reload();
  await waitForShare(page, 9);
  await unthrottle(line);
  await page.getByRole('list', { name: 'Recordings' }).getByText('home.wav').waitFor(long);
  await record(page);
  await page.getByText('over https only').waitFor();
  const made = (await listRecordings(stack)).filter(({ file_name: name }) => name === 'home.wav');
  expect(made).toHaveLength(1);
  forgive(browser, /Cross-Origin-Opener-Policy/);
}, 90_000);

describe('a link', () => {
  test('that is pasted is offered, fetched once however often one presses, and refused in the server’s words', async () => {
    await using browser = await openBrowser();
    const page = await enter(browser);
    const before = (await listRecordings(stack)).length;
    await pasteText(page, 'a text that is no link');
    await pasteText(page, ` ${foreign.url}/talk.wav\n`);
    const dialog = page.getByRole('dialog', { name: 'From a link' });
    const field = dialog.getByLabel('Address of the audio or video');
    await expect.poll(() => field.inputValue()).toBe(`${foreign.url}/talk.wav`);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-link');
    for (const wrong of ['javascript:alert(1)', 'x'.repeat(3_000), '<b>‮.mp3']) {
      await field.fill(wrong);
      await field.press('Enter');
      await dialog.getByText('An address begins with').waitFor();
    }
    await field.fill('http://10.0.0.1/talk.wav');
    await field.press('Enter');
    await dialog.getByRole('alert').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-link-refused');
    await field.fill(`${foreign.url}/talk.wav`);
    await dialog.getByRole('button', { name: 'Fetch it' }).dblclick();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('list', { name: 'Recordings' }).getByText('talk.wav').waitFor(long);
    expect(await listRecordings(stack)).toHaveLength(before + 1);
    forgive(browser, /4\d\d/);
  }, 60_000);
});

describe('the installed dashboard', () => {
  test('opens without a network, keeps nothing of the API, takes what is shared, and a newer version when one likes', async () => {
    await using browser = await openBrowser({ installs: true });
    const newer = await serveNewer(stack.url);
    const page = await browser.open(`${newer.url}/recordings`);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    const manifest = await page.evaluate(
      `fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())`,
    );
    expect(manifest).toMatchObject({ start_url: '/recordings', share_target: { action: '/share' } });

    // Shared while nobody is signed in: it waits for who signs in.
    await shareWith(page, { file: 'from my phone.wav', text: `Listen to this ${foreign.url}/talk.wav` });
    await signIn(page, person);
    await page.getByRole('heading', { name: 'Shared with Efir' }).waitFor();
    await page.getByText('from my phone.wav').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-shared');
    const before = (await listRecordings(stack)).length;
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('dialog', { name: 'From a link' }).getByRole('button', { name: 'Fetch it' }).click();
    await expect.poll(async () => (await listRecordings(stack)).length, long).toBe(before + 2);
    await page.goto(`${newer.url}/share`);
    await page.getByText('Nothing was shared').waitFor();
    await shoot(page, 'ways-shared-none');

    const kept = await listCached(page);
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter((path) => !path.startsWith('/assets/'))).toEqual(['/recordings']);

    await browser.context.setOffline(true);
    await page.goto(`${newer.url}/recordings`);
    await page.getByText('There is no network').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-offline');
    await browser.context.setOffline(false);
    await page.getByRole('list', { name: 'Recordings' }).waitFor(long);

    newer.release();
    await page.evaluate(
      'navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => undefined)',
    );
    await page.getByText('A new version is ready.').waitFor(long);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'ways-new-version');
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByText('A new version is ready.').waitFor({ state: 'detached' });
    await page.getByRole('list', { name: 'Recordings' }).waitFor(long);
    await expect.poll(() => page.evaluate('Boolean(navigator.serviceWorker.controller)')).toBe(true);
    await page.close();
    await newer.close();
    forgive(browser, /ERR_|Failed to load|EventSource|401|offline/);
  }, 120_000);
});

async function enter(browser: TestBrowser, url = stack.url): Promise<Page> {
  const page = await openAs(browser, { url }, cookie, '/recordings');
  // What there is, is there: nothing takes another's place any more.
  await page.locator('main :is(ul, ol, [class*=EmptyState])').first().waitFor();
  return page;
}
