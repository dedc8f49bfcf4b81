import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSamples, runFfmpeg, silence, speech, writeWav } from '../support/audio.ts';
import { findServerPort } from '../support/broker-server.ts';
import { openBrowser, shoot } from '../support/browser.ts';
import { speakText } from '../support/spoken.ts';
import { type SandboxRoom, startSandboxCommand } from '../support/telegram/sandbox-command.ts';

/*
 * What a person without a token does: one command, a browser, a voice message. The bot, the api, the coordinator, the
 * worker, the database and the engine are the real ones; only Telegram is not.
 */

async function send(page: Page, file: string): Promise<void> {
  // What is chosen before the page is at work would be lost.
  await page.locator('#text:enabled').waitFor();
  await page.setInputFiles('#file', file);
  await page.locator('#attached li').waitFor();
  await page.getByRole('button', { name: /^(Send|Отправить)$/ }).click();
}

async function write(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.keyboard.press('Enter');
}

const answers = (page: Page) => page.locator('.message[data-kind="bot"]');
const alphabet =
  /\b(alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett|kilo|lima|mike|november|oscar)\b/;
const long = { timeout: 60_000 };

describe('with the scripted engine', () => {
  let room: SandboxRoom;
  let short: string;
  let endless: string;
  beforeAll(async () => {
    // A second for a second: there is time to see the text grow, and to stop it.
    room = await startSandboxCommand({ engine: 'scripted', environment: { EFIR_MODEL: 'slow' } });
    short = await makeVoice(room, 'short', 4);
    endless = await makeVoice(room, 'endless', 120);
  }, 120_000);
  afterAll(() => room[Symbol.asyncDispose]());

  test('a voice message is accepted at once, its text grows, and comes as a file', async () => {
    await using browser = await openBrowser();
    const page = await browser.open(room.url);
    await send(page, short);
    const answer = answers(page).last();
    await answer.getByRole('button', { name: 'Stop' }).waitFor(long);
    await answer.getByRole('button', { name: 'TXT' }).waitFor(long);
    await expect.poll(() => answer.locator('.text').textContent()).toMatch(alphabet);
    // The placeholder is the answer: nothing stands beside it.
    await expect.poll(() => answers(page).count()).toBe(1);
    await answer.getByRole('button', { name: 'TXT' }).click();
    const link = page.locator('.document a').last();
    await link.waitFor(long);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(await readFile(await download.path(), 'utf8')).toMatch(alphabet);
    await shoot(page, 'journey-en');
  }, 120_000);

  test('Stop ends it, and what was heard until then stays', async () => {
    await using browser = await openBrowser({ language: 'ru', dark: true, phone: true });
    const page = await browser.open(room.url);
    await send(page, endless);
    const answer = answers(page).last();
    await answer.getByText(/%/).waitFor(long);
    await shoot(page, 'journey-progress');
    await answer.getByRole('button', { name: /Стоп|Stop/ }).click();
    await answer.getByText(/Остановлено|Stopped/).waitFor(long);
    await shoot(page, 'journey-stopped');
    await expect.poll(() => answer.getByRole('button', { name: /Стоп|Stop/ }).count()).toBe(0);
  }, 120_000);

  test('a Russian finds the settings in Russian, and changes them', async () => {
    await using browser = await openBrowser({ language: 'ru' });
    const page = await browser.open(room.url);
    await page.getByRole('button', { name: 'Добавить человека' }).click();
    await page.getByLabel('Имя').first().fill('Борис');
    await page.locator('#person-dialog select').selectOption('ru');
    await page.getByRole('button', { name: 'Добавить', exact: true }).first().click();
    await page.locator('#person option:checked', { hasText: 'Борис' }).waitFor({ state: 'attached' });
    await write(page, '/settings');
    await page.getByText('Настройки').last().waitFor(long);
    await shoot(page, 'journey-settings');
    const menu = answers(page).last();
    await menu.getByRole('button', { name: 'Говорящие: Не различать' }).click();
    await menu.getByRole('button', { name: 'Различать', exact: true }).click();
    await menu
      .getByRole('button', { name: '✓ Различать' })
      .or(menu.getByRole('button', { name: 'Говорящие: Различать' }))
      .waitFor(long);
    await expect.poll(() => menu.textContent()).toContain('Различать');
    await shoot(page, 'journey-settings-changed');
  }, 120_000);

  test('the menu of commands is the bot’s, in the language of the person', async () => {
    await using browser = await openBrowser({ language: 'ru', phone: true });
    const page = await browser.open(room.url);
    await page.locator('#text:enabled').waitFor();
    await page.getByRole('button', { name: 'Чаты' }).click();
    await page.locator('#person').selectOption({ label: 'Борис (ru)' });
    await page.locator('#chat-list button').click();
    await page.getByRole('button', { name: 'Команды' }).click();
    await page.locator('#menu').getByText('Языки, говорящие, вид ответа, хранение').waitFor(long);
    await shoot(page, 'journey-menu');
    await expect.poll(() => page.locator('#menu button').count()).toBeGreaterThan(5);
  }, 120_000);

  test('a voice message is recorded from the microphone', async () => {
    const wav = join(room.folder, 'microphone.wav');
    await writeWav(wav, makeSamples([speech(30)]));
    await using browser = await openBrowser({ microphone: wav });
    const page = await browser.open(room.url);
    await page.locator('#text:enabled').waitFor();
    await page.getByRole('button', { name: 'Record a voice message' }).click();
    await expect.poll(() => page.locator('#recording-time').textContent()).toMatch(/0:(0[3-9]|[1-5]\d)/);
    await shoot(page, 'journey-recording');
    await page.getByRole('button', { name: 'Send the voice message' }).click();
    await page.locator('.message.own audio').last().waitFor();
    await answers(page).last().getByRole('button', { name: 'TXT' }).waitFor(long);
    await expect.poll(() => answers(page).last().locator('.text').textContent()).toMatch(alphabet);
  }, 120_000);
});

test('what is too large for Telegram comes through a page of our own', async () => {
  const environment = { PORT: String(await findServerPort()), SCRIPTED_CPU_SECONDS: '0' };
  await using room = await startSandboxCommand({ engine: 'scripted', environment });
  const large = join(room.folder, 'long lecture.wav');
  await runFfmpeg('-i', await makeVoice(room, 'lecture', 115), '-ar', '48000', '-ac', '2', large);
  await using browser = await openBrowser();
  const chat = await browser.open(room.url);
  await send(chat, large);
  const answer = answers(chat).last();
  const link = answer.locator('a[href*="/u/"]');
  await link.waitFor(long);
  await shoot(chat, 'journey-too-large');
  const upload = await browser.open((await link.getAttribute('href')) ?? '');
  await expect.poll(() => upload.locator('.lead').first().textContent()).toContain('long lecture.wav');
  await upload.setInputFiles('#file', large);
  await upload.getByRole('button', { name: 'Send' }).click();
  await upload.getByRole('heading', { name: 'The recording is here' }).waitFor(long);
  await answers(chat).last().getByRole('button', { name: 'TXT' }).waitFor(long);
  await expect.poll(() => answers(chat).last().locator('.text').textContent()).toMatch(alphabet);
  await expect.poll(() => answers(chat).count()).toBe(1);
  await upload.reload();
  await upload.getByRole('heading', { name: 'The recording is here' }).waitFor();
}, 240_000);

test('with a real engine the words are those that were said', async () => {
  await using room = await startSandboxCommand({ engine: 'pocketsphinx' });
  const wav = join(room.folder, 'talk.wav');
  await writeWav(
    wav,
    await speakText('We have to talk about the house. The water is cold and the door is open all day.'),
  );
  const voice = join(room.folder, 'talk.ogg');
  await runFfmpeg('-i', wav, '-c:a', 'libopus', voice);
  await using browser = await openBrowser();
  const page = await browser.open(room.url);
  await send(page, voice);
  const answer = answers(page).last();
  await answer.getByRole('button', { name: 'TXT' }).waitFor({ timeout: 90_000 });
  expect((await answer.locator('.text').textContent())?.toLowerCase()).toMatch(/talk about the house/);
  await shoot(page, 'journey-pocketsphinx');
}, 240_000);

async function makeVoice({ folder }: SandboxRoom, name: string, seconds: number): Promise<string> {
  const wav = join(folder, `${name}.wav`);
  const parts = Array.from({ length: Math.ceil(seconds / 4) }, () => [speech(3.4), silence(0.6)]).flat();
  await writeWav(wav, makeSamples(parts));
  const voice = join(folder, `${name}.ogg`);
  await runFfmpeg('-i', wav, '-c:a', 'libopus', voice);
  return voice;
}
