import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startTelegramSandbox,
  type TelegramSandbox,
} from '../../../src/telegram-sandbox/start-telegram-sandbox.ts';
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
import { addViewer } from '../../support/members.ts';
import { type ModelSource, startModelSource } from '../../support/model-source.ts';
import { choose, hostile, makeWebhook, pasteMany, said } from '../../support/settings-steps.ts';
import { startWebTarget, type WebTarget } from '../../support/web-target.ts';

/*
 * What the work of an account needs, set up in the browser: webhooks, vocabulary, voices, retention, models, the bot.
 * One stack for all, with a receiver of news, a source of models and a Telegram of its own beside it.
 */
const long = { timeout: 60_000 };
const password = 'correct horse battery';
let stack: DashboardStack;
let target: WebTarget;
let source: ModelSource;
let telegram: TelegramSandbox;
let owner: string;

beforeAll(async () => {
  [target, source, telegram] = await Promise.all([
    startWebTarget(),
    startModelSource(),
    startTelegramSandbox({ bots: [{ username: 'settings_test_bot' }] }),
  ]);
  stack = await startDashboard({
    WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
    MODEL_SOURCE: source.url,
    MODEL_DOWNLOADS: 'true',
    SPEECH_DETECTOR: 'energy',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
    TELEGRAM_PORT: '0',
  });
  owner = await setUpFirst(stack, {
    name: 'Anna Petrova',
    email: 'anna@example.com',
    password,
  });
}, 200_000);
afterAll(async () => {
  await stack?.close();
  await Promise.all([target, source, telegram].map((one) => one?.close()));
});

const ask = <Body>(method: string, path: string, body?: unknown) => askStack<Body>(stack, method, path, body);

const openAt = (browser: TestBrowser, path: string, as = owner) =>
  openAs(browser, stack, as, `/settings/${path}`);

describe('webhooks', () => {
  test('are made, tried, failed, sent again, paused, given a new secret and deleted, with all that was sent to see', async () => {
    await using browser = await openBrowser();
    const page = await openAt(browser, 'webhooks');
    await page.getByText('No webhooks yet').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'webhooks-none');
    const secret = await makeWebhook(browser, page, target);
    expect(secret).toMatch(/^whsec_/);

    await page.getByRole('link', { name: target.url }).click();
    await page.getByText('Nothing was sent yet.').waitFor();
    // Not again before it is asked for.
    const later = { status: 503, headers: { 'retry-after': '3600' } };
    target.answer = () => ({ ...later, body: `<script>alert(1)</script>${'x'.repeat(2_000)}` });
    await page.getByRole('button', { name: 'Send a test' }).click();
    const log = page.getByRole('list', { name: 'What was sent' });
    // It follows by itself.
    await log.getByText('The answer was 503').waitFor(long);
    await log.getByRole('button', { name: /Test/ }).click();
    await page.getByText('<script>alert(1)</script>').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'webhook-waits');
    target.answer = () => ({ body: 'thanks' });
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByText('thanks').waitFor(long);
    await page.getByRole('button', { name: 'Send again' }).click();
    await expect.poll(() => target.received.length, long).toBe(3);
    expect(new Set(target.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    await log.getByText(said('sent 3 times')).waitFor(long);
    const outcomes = page.getByRole('radiogroup', { name: 'Show' });
    await outcomes.getByText('Failed').click();
    await page.getByText('There is none of these.').waitFor();
    await outcomes.getByText('Delivered').click();
    await log.getByRole('listitem').first().waitFor();
    await shoot(page, 'webhook');

    await choose(page, target.url, 'Pause');
    await page.getByText('Nothing is sent while it is paused.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'webhook-paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Send a test' }).waitFor();
    await choose(page, target.url, 'New secret…');
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    const fresh = await page.getByLabel('Secret', { exact: true }).inputValue();
    expect([fresh.slice(0, 6), fresh === secret]).toEqual(['whsec_', false]);
    await page.getByRole('button', { name: 'Done' }).click();
    await choose(page, target.url, 'Delete');
    await page.getByRole('button', { name: 'Keep' }).click();
    await choose(page, target.url, 'Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No webhooks yet').waitFor();
    await expect.poll(() => ask('GET', '/v1/webhooks')).toEqual({ webhooks: [] });
    forgive(browser, /4(04|22|00)/);
  }, 120_000);
});

describe('the vocabulary', () => {
  test('takes words and spellings one by one and many at once, and keeps what others add meanwhile', async () => {
    await using browser = await openBrowser();
    const page = await openAt(browser, 'vocabulary');
    const word = page.getByLabel('Another word or phrase');
    await word.fill('Efir, Kubernetes');
    await word.press('Enter');
    const words = page.getByRole('list', { name: 'Words to listen for' });
    await words.getByText('Kubernetes').waitFor();
    // Somebody else adds one: it is not lost.
    await ask('PUT', '/v1/vocabulary', { hot_words: ['Efir', 'Kubernetes', 'Theirs'], spellings: [] });
    await word.fill(hostile);
    await word.press('Enter');
    await words.getByText('<img src=x onerror=alert(1)>').waitFor();
    await words.getByText('Theirs').waitFor();
    await word.fill('x'.repeat(101));
    await word.press('Enter');
    await page.getByRole('alert').getByText('longer than 100 characters').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await words.getByRole('button', { name: said('Change “Theirs”') }).click();
    await page.getByLabel(said('Change “Theirs”')).and(page.locator('input')).fill('Ours');
    await page.keyboard.press('Enter');
    await words.getByText('Ours').waitFor();
    await words.getByRole('button', { name: said('Take “Ours” off') }).click();
    await words.getByText('Ours').waitFor({ state: 'detached' });

    await page.getByLabel('Heard', { exact: true }).fill('ether');
    await page.getByLabel('Written', { exact: true }).fill('Efir');
    await page.keyboard.press('Enter');
    const spellings = page.getByRole('list', { name: 'How it is written' });
    await spellings.getByText('ether').waitFor();
    await page.getByRole('button', { name: said('Change how “ether” is written') }).click();
    await page.getByLabel('Written', { exact: true }).fill('Ethernet');
    await page.keyboard.press('Enter');
    await spellings.getByText('Ethernet').waitFor();
    await pasteMany(page);
    forgive(browser, /4(00|13)/);
  }, 90_000);
});

describe('voices', () => {
  test('are kept of a speaker who agreed, know the person again, and are forgotten', async () => {
    const first = await hearTwo('first <b>.wav');
    await using browser = await openBrowser();
    const page = await openAt(browser, 'voices');
    await page.getByText('No voice is known yet').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'voices-none');
    await page.getByRole('button', { name: 'Add a voice' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /first <b>/ }).check();
    await dialog.getByRole('radio', { name: said('Speaker 1') }).check();
    await dialog.getByRole('button', { name: said('Hear Speaker 1') }).click();
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill('x'.repeat(101));
    await dialog.getByRole('button', { name: 'Keep this voice', disabled: true }).waitFor();
    await dialog.getByLabel(/This person agreed/).check();
    await dialog.getByRole('button', { name: 'Keep this voice' }).click();
    await dialog.getByRole('alert').getByText('at most 100 characters').waitFor();
    forgive(browser, /400/);
    await dialog.getByLabel('Name', { exact: true }).fill('Анна <i>\u202E');
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'voice-new');
    await dialog.getByRole('button', { name: 'Keep this voice' }).click();
    await page.getByText('not heard again yet').waitFor();

    const second = await hearTwo('second.wav');
    const { speakers } = await ask<{ speakers: { name?: string }[] }>(
      'GET',
      `/v1/recordings/${second}/transcript`,
    );
    expect(speakers.map(({ name }) => name)).toEqual(['Анна <i>', undefined]);
    await page.reload();
    await page.getByText(said('known again in 1 recording')).waitFor();
    await choose(page, 'Анна <i>', 'Add another recording');
    await dialog.getByRole('radio', { name: /second/ }).check();
    await dialog.getByRole('radio', { name: /Анна/ }).check();
    await dialog.getByRole('button', { name: 'Add' }).click();
    const samples = page.getByRole('list', { name: said('Recordings that Анна <i> is known by') });
    await expect.poll(() => samples.getByRole('listitem').count(), long).toBe(2);
    await ask('DELETE', `/v1/recordings/${first}`);
    await choose(page, 'Анна <i>', 'Rename');
    await dialog.getByLabel('Name', { exact: true }).fill('Anna');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await samples.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('A recording that was deleted').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'voices');
    await page.getByRole('button', { name: said('Take “A recording that was deleted” off') }).click();
    await page.getByText('A recording that was deleted').waitFor({ state: 'detached' });
    // As a speaker of a transcript leads here.
    await page.goto(`${stack.url}/settings/voices?recording=${second}&speaker=S2`);
    const other = dialog.getByRole('radio', { name: said('Speaker 2') });
    await other.waitFor();
    await expect.poll(() => other.isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await choose(page, 'Anna', 'Forget');
    await page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click();
    await page.getByText('No voice is known yet').waitFor();
    await expect.poll(() => ask('GET', '/v1/voices')).toEqual({ voices: [] });
  }, 120_000);
});

/** A recording in which two people speak, the second far higher; gives its id once it is done. */
async function hearTwo(name: string): Promise<string> {
  const wav = join(stack.folder, 'two.wav');
  const low = makeSamples([speech(6), silence(1)]);
  const high = makeSamples([speech(18)]).filter((_, place) => place % 3 === 0);
  await writeWav(wav, Float32Array.from([...low, ...high]));
  const form = new FormData();
  form.set('file', new Blob([await readFile(wav)]), name);
  form.set('diarize', 'true');
  const answer = await fetch(`${stack.url}/v1/recordings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stack.key}` },
    body: form,
  });
  const { id } = (await answer.json()) as { id: string };
  await expect.poll(() => ask('GET', `/v1/recordings/${id}`), long).toMatchObject({ state: 'succeeded' });
  return id;
}

describe('retention', () => {
  test('tells what would go, asks, and takes no nonsense', async () => {
    await using browser = await openBrowser();
    const page = await openAt(browser, 'retention');
    await page.getByText('This is how the server is set.').waitFor();
    const sound = page.getByRole('group', { name: 'Sound and video' });
    const idle = page.getByRole('button', { name: 'Save', exact: true, disabled: true });
    await idle.waitFor();
    const forEver = sound.getByLabel('For ever');
    await forEver.uncheck();
    const days = sound.getByLabel('Days');
    await days.fill('');
    await idle.waitFor();
    await days.fill('-5e9x');
    await days.fill('99999999');
    await days.blur();
    await expect.poll(() => days.inputValue()).toBe('36500');
    await days.fill('30');
    await page.getByText('Nothing that is here now will be deleted.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'retention');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved').first().waitFor();
    expect(await ask('GET', '/v1/retention')).toMatchObject({ audio_days: 30, own: true });
    await askBeforeLoss(page);
  }, 60_000);
});

/** What would be lost is told by the server; here it says so at once, without waiting for days. */
async function askBeforeLoss(page: Page): Promise<void> {
  const losses = { audio: 12, audio_bytes: 3.4e9, transcripts: 1, histories: 0 };
  await page.route('**/v1/retention/preview', (route) => route.fulfill({ json: losses }));
  const words = page.getByRole('group', { name: 'Transcripts' });
  await words.getByLabel('For ever').uncheck();
  await words.getByLabel('Days').fill('1');
  await page.getByText(said('the sound of 12 recordings, 3.4 GB')).waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(said('1 transcript')).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await shoot(page, 'retention-asks');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await ask('GET', '/v1/retention')).not.toMatchObject({ transcript_days: 1 });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByRole('button', { name: 'Delete and save' }).click();
  await expect.poll(() => ask('GET', '/v1/retention'), long).toMatchObject({ transcript_days: 1 });
  await ask('PUT', '/v1/retention', { audio_days: null, transcript_days: null, task_days: null });
}

describe('models', () => {
  test('are brought with progress, stopped, and say why they could not be brought', async () => {
    await using browser = await openBrowser();
    const page = await openAt(browser, 'models');
    await page.getByText('scripted').first().waitFor(long);
    const name = 'whisper-tiny';
    await page.getByRole('button', { name: said(`Download ${name}`, true) }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'models');
    for (const file of ['tiny-encoder.int8.onnx', 'tiny-decoder.int8.onnx', 'tiny-tokens.txt'])
      source.files.set(file, Buffer.alloc(200_000));
    source.misbehaviours.push({ type: 'stall', after: 120_000 });
    await page.getByRole('button', { name: said(`Download ${name}`, true) }).click();
    // So much of so much.
    await page.getByText(/\d.* kB.* of /).waitFor(long);
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'models-pull');
    await page.getByRole('button', { name: said(`Stop the download of ${name}`) }).click();
    await page.getByText('Stopped. What has come is kept').waitFor(long);
    // Nobody answers for it: no hub can be reached.
    source.files.clear();
    await page.getByRole('button', { name: said(`Download ${name}`, true) }).click();
    await page.getByRole('alert').waitFor(long);
    await page.getByRole('button', { name: said(`Try again: download ${name}`, true) }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await shoot(page, 'models-failed');
  }, 90_000);
});

const pages = ['webhooks', 'vocabulary', 'voices', 'retention', 'models', 'telegram'] as const;

test('the bot is told of in numbers, and each page fits a phone, in Russian and in the dark', async () => {
  await using browser = await openBrowser(smallPhone);
  const url = `${target.url}${'long/'.repeat(40)}`;
  const { id } = await ask<{ id: string }>('POST', '/v1/webhooks', { url });
  await ask('POST', `/v1/webhooks/${id}/test`);
  await ask('PUT', '/v1/vocabulary', {
    hot_words: [hostile.slice(0, 90), 'Кубернетес'],
    spellings: [{ heard: 'эфир '.repeat(15).trim(), write: 'Efir' }],
  });
  const page = await openAt(browser, 'telegram');
  await page.getByText('@settings_test_bot').waitFor();
  await page.getByText('Работает').waitFor(long);
  for (const name of [...pages, `webhooks/${id}`]) {
    await page.goto(`${stack.url}/settings/${name}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await page.locator('main [role=status][aria-label=Загрузка]').first().waitFor({ state: 'detached' });
    expect([name, await findBarriers(page), await isWithin(page)]).toEqual([name, [], true]);
    await shoot(page, `phone-${name.replace(/\/.*/, '-one')}`);
  }
}, 120_000);

test('who may only look finds everything to read and nothing to press', async () => {
  await using browser = await openBrowser();
  await ask('PUT', '/v1/vocabulary', { hot_words: ['Кубернетес'], spellings: [] });
  const page = await openAt(
    browser,
    'vocabulary',
    await addViewer(stack, { name: 'Viewer', email: 'viewer@example.com', password }),
  );
  await page.getByText('Кубернетес').waitFor();
  expect(await page.getByLabel('Another word or phrase').count()).toBe(0);
  expect(await page.getByRole('button', { name: /^Take/ }).count()).toBe(0);
  await page.goto(`${stack.url}/settings/retention`);
  await page.getByText('For ever').first().waitFor();
  expect(await page.getByRole('switch').count()).toBe(0);
  await shoot(page, 'viewer-retention');
  await page.goto(`${stack.url}/settings/models`);
  await page.getByText('whisper-tiny').first().waitFor();
  expect(await page.getByRole('button', { name: /^Download/ }).count()).toBe(0);
  await page.goto(`${stack.url}/settings/voices`);
  await page.getByText('No voice is known yet').waitFor();
  expect(await page.getByRole('button', { name: 'Add a voice' }).count()).toBe(0);
  await page.goto(`${stack.url}/settings/webhooks`);
  await page.getByText('This is not for you to change').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.goto(`${stack.url}/settings/account`);
  await page.getByRole('heading', { name: /Viewer/ }).waitFor();
  expect(await page.getByRole('textbox', { name: /name/i }).count()).toBe(0);
  forgive(browser, /40[13]/);
}, 60_000);
