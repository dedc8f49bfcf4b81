import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bot, type Context, InlineKeyboard, InputFile } from 'grammy';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runFfmpeg } from '../../../test/support/audio.ts';
import { openBrowser, shoot } from '../../../test/support/browser.ts';
import { getTexts } from '../../texts/texts.ts';
import { startTelegramSandbox, type TelegramSandbox } from '../start-telegram-sandbox.ts';
import { createPages } from './find-page.ts';

let folder: string;
let voice: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-page-'));
  voice = join(folder, 'voice.ogg');
  await runFfmpeg('-f', 'lavfi', '-i', 'sine=440:duration=3', '-c:a', 'libopus', voice);
});
afterAll(() => rm(folder, { recursive: true }));

interface Room extends AsyncDisposable {
  readonly sandbox: TelegramSandbox;
  /** What the bot heard. */
  readonly heard: NonNullable<Context['message']>[];
}

/** A sandbox with a bot that does a little of everything. */
async function openRoom(): Promise<Room> {
  const sandbox = await startTelegramSandbox({ pages: createPages(getTexts), limits: { refuse: false } });
  const bot = new Bot(sandbox.token, { client: { apiRoot: sandbox.url } });
  const heard: Room['heard'] = [];
  bot.on('message', async (context, next) => {
    heard.push(context.message);
    await next();
  });
  teach(bot);
  await bot.api.setMyCommands([
    { command: 'start', description: 'Begin' },
    { command: 'quote', description: 'A quote' },
  ]);
  const running = bot.start();
  return {
    sandbox,
    heard,
    async [Symbol.asyncDispose]() {
      await bot.stop();
      await running;
      await sandbox.close();
    },
  };
}

function teach(bot: Bot): void {
  bot.command('start', (context) =>
    context.reply('<b>Welcome</b>, <i>send</i> me a <u>voice</u> message. <code>x &lt; y</code>', {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard()
        .text('Settings', 's')
        .url('Site', 'https://example.com/')
        .row()
        .text('Window', 'w'),
    }),
  );
  bot.command('quote', (context) =>
    context.reply(`<blockquote expandable>${'A long line of words that goes on. '.repeat(20)}</blockquote>`, {
      parse_mode: 'HTML',
    }),
  );
  bot.command('draft', async (context) => {
    await context.api.sendMessageDraft(context.chat.id, 1, 'a draft that grows');
  });
  bot.callbackQuery('s', async (context) => {
    await context.answerCallbackQuery('Settings are <b>not</b> here');
    await context.editMessageText('Edited: <img src=x onerror="alert(1)"> stays text');
  });
  bot.callbackQuery('w', (context) => context.answerCallbackQuery({ text: 'In a window', show_alert: true }));
  bot.on('message:voice', (context) =>
    context.replyWithDocument(new InputFile(Buffer.from('words'), 'talk.txt'), {
      reply_parameters: { message_id: context.msgId },
    }),
  );
  bot.on('message:text', (context) => context.reply(`heard: ${context.message.text}`));
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByPlaceholder(/^(Message|Сообщение)$/).fill(text);
  await page.keyboard.press('Enter');
}

describe('the page', () => {
  test.each([
    ['en', false, false],
    ['ru', true, false],
    ['en', true, true],
    ['ru', false, true],
  ] as const)('is a messenger: in %s, dark %s, phone %s', async (language, dark, phone) => {
    await using room = await openRoom();
    const { heard, sandbox } = room;
    await using browser = await openBrowser({ language, dark, phone });
    const page = await browser.open(sandbox.url);
    const name = `sandbox-${language}-${dark ? 'dark' : 'light'}-${phone ? 'phone' : 'desktop'}`;
    await shoot(page, `${name}-1`);
    await write(page, '/start');
    await page.locator('.text strong', { hasText: 'Welcome' }).waitFor();
    await page.getByRole('button', { name: 'Settings' }).last().click();
    await page.getByRole('status').getByText('Settings are <b>not</b> here').waitFor();
    await page.getByText('<img src=x onerror="alert(1)"> stays text').last().waitFor();
    await write(page, '/quote');
    await page.locator('.expandable').last().waitFor();
    await page.setInputFiles('#file', voice);
    await page.getByRole('button', { name: language === 'ru' ? 'Отправить' : 'Send', exact: true }).click();
    await page.getByRole('link', { name: 'talk.txt' }).last().waitFor();
    expect(heard.at(-1)).toMatchObject({ voice: { mime_type: 'audio/ogg' } });
    await shoot(page, `${name}-2`);
    await page.keyboard.type('/');
    await page.locator('#menu button').first().waitFor();
    await shoot(page, `${name}-3`);
    await page.keyboard.press('Escape');
    await page.locator('#open-bench').click();
    await page.locator('#calls li').first().waitFor();
    await page.locator('#calls summary').first().click();
    await shoot(page, `${name}-4`);
    await page.getByRole('tab').nth(1).click();
    await shoot(page, `${name}-5`);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
});

describe('in the chat', () => {
  test('what people write is text, never markup, and links lead only to the web', async () => {
    await using room = await openRoom();
    await using browser = await openBrowser();
    const page = await browser.open(room.sandbox.url);
    const hostile =
      '<script>document.title="taken"</script> <b>x</b> \u202eevil https://example.com/?a=1&b=2';
    await write(page, hostile);
    await page.locator('.message[data-kind="bot"] .text', { hasText: 'heard: <script>' }).waitFor();
    expect(await page.title()).not.toContain('taken');
    expect(await page.locator('.text script, .text b').count()).toBe(0);
    const link = page.locator('.message.own a').first();
    expect(await link.getAttribute('href')).toBe('https://example.com/?a=1&b=2');
    expect(await link.getAttribute('rel')).toContain('noreferrer');
  });

  test('a message is answered, reacted to, edited and deleted', async () => {
    await using room = await openRoom();
    await using browser = await openBrowser();
    const page = await browser.open(room.sandbox.url);
    await write(page, 'one');
    const answer = page.locator('.message[data-kind="bot"]', { hasText: 'heard: one' });
    await answer.hover();
    await answer.getByRole('button', { name: 'Reply' }).click();
    await write(page, 'two');
    await page.locator('.own .answered', { hasText: 'heard: one' }).waitFor();
    expect(room.heard.at(-1)?.reply_to_message?.text).toBe('heard: one');
    await answer.hover();
    await answer.getByRole('button', { name: 'React with ✍' }).click();
    await answer.locator('.reaction.mine').waitFor();
    await answer.locator('.reaction.mine').click();
    await answer.locator('.reaction').waitFor({ state: 'detached' });
    const own = page.locator('.message.own').first();
    await own.hover();
    await own.getByRole('button', { name: 'Edit' }).click();
    await write(page, 'one, changed');
    await page.locator('.message.own', { hasText: 'one, changed' }).getByText('edited').waitFor();
    await page.locator('.message.own').last().hover();
    await page.locator('.message.own').last().getByRole('button', { name: 'Delete' }).click();
    await page.locator('.message.own', { hasText: 'two' }).waitFor({ state: 'detached' });
  });

  test('windows open where the bot says so', async () => {
    await using room = await openRoom();
    await using browser = await openBrowser();
    const page = await browser.open(room.sandbox.url);
    await write(page, '/start');
    await page.getByRole('button', { name: 'Window' }).click();
    await page.locator('dialog#alert', { hasText: 'In a window' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog#alert').waitFor({ state: 'hidden' });
    expect(await page.getByRole('link', { name: 'Site' }).getAttribute('href')).toBe('https://example.com/');
  });

  test('a draft stands in the chat until the message comes', async () => {
    await using room = await openRoom();
    await using browser = await openBrowser();
    const page = await browser.open(room.sandbox.url);
    await write(page, '/draft');
    await page.locator('.draft', { hasText: 'a draft that grows' }).waitFor();
    await write(page, 'and now?');
    await page.locator('.message[data-kind="bot"]', { hasText: 'heard: and now?' }).waitFor();
    await page.locator('.draft').waitFor({ state: 'detached' });
    expect(await page.locator('.draft').count()).toBe(0);
  });

  test('several files go as an album', async () => {
    await using room = await openRoom();
    await using browser = await openBrowser();
    const page = await browser.open(room.sandbox.url);
    await page.locator('#text:enabled').waitFor();
    await page.setInputFiles('#file', [
      { name: 'one.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('ID3one') },
      { name: 'two.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('ID3two') },
    ]);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => room.heard.length).toBe(2);
    const albums = room.heard.map((message) => message.media_group_id);
    expect(albums[0]).toBeTruthy();
    expect(albums[1]).toBe(albums[0]);
  });
});

describe('beside the chat', () => {
  test('a group with topics and a second person', async () => {
    await using room = await openRoom();
    await using browser = await openBrowser();
    const page = await browser.open(room.sandbox.url);
    await page.locator('#text:enabled').waitFor();
    await page.getByRole('button', { name: 'New group' }).click();
    await page.locator('#group-dialog').getByLabel('Name').fill('Choir');
    await page.locator('#group-dialog').getByLabel('With topics').check();
    await page.locator('#group-dialog').getByLabel('The bot is an administrator').check();
    await page.locator('#group-dialog').getByRole('button', { name: 'Add' }).click();
    await page.getByRole('heading', { name: 'Choir' }).waitFor();
    await page.getByRole('button', { name: 'New topic' }).click();
    await page.getByRole('button', { name: 'Topic 1' }).waitFor();
    await write(page, 'in the topic');
    await expect.poll(() => room.heard.at(-1)?.is_topic_message).toBe(true);
    await page.getByText('heard: in the topic').waitFor();
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.locator('#person-dialog').getByLabel('Name').fill('Boris');
    await page.locator('#person-dialog').getByRole('button', { name: 'Add' }).click();
    await page.locator('#person option:checked', { hasText: 'Boris' }).waitFor({ state: 'attached' });
    await write(page, 'from Boris');
    await expect.poll(() => room.heard.at(-1)?.from.first_name).toBe('Boris');
    await shoot(page, 'sandbox-group');
  });

  test('faults meet the bot’s calls, and calls are listed', async () => {
    await using room = await openRoom();
    await using browser = await openBrowser();
    const page = await browser.open(room.sandbox.url);
    await page.getByRole('button', { name: 'For developers' }).click();
    await page.getByRole('tab', { name: 'Faults' }).click();
    await page.getByLabel('What happens').selectOption('delay-answer');
    await page.getByLabel('To which method').fill('sendMessage');
    await page.getByLabel('Milliseconds').fill('700');
    await page.getByRole('button', { name: 'Add the fault' }).click();
    await page.locator('#faults li', { hasText: 'sendMessage' }).waitFor();
    await write(page, 'slowly');
    await page.getByText('heard: slowly').waitFor();
    await page.getByRole('tab', { name: 'Calls' }).click();
    await page.locator('#calls summary', { hasText: 'sendMessage' }).first().waitFor();
    await page.getByRole('tab', { name: 'Clock' }).click();
    const before = await page.locator('#now').textContent();
    await page.getByRole('button', { name: '+ 49 hours' }).click();
    await expect.poll(() => page.locator('#now').textContent()).not.toBe(before);
    await page.getByRole('tab', { name: 'This chat' }).click();
    await page.getByRole('button', { name: 'Block the bot' }).click();
    await page.getByText('you blocked this bot').waitFor();
  });

  test('everything is reached by the keyboard alone', async () => {
    await using room = await openRoom();
    await using browser = await openBrowser();
    const page = await browser.open(room.sandbox.url);
    await page.locator('#text:enabled').focus();
    await page.keyboard.type('/');
    await page.locator('#menu button').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.text strong', { hasText: 'Welcome' }).waitFor();
    await page.locator('.message[data-kind="bot"]').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const told = page.getByText('Settings are <b>not</b> here');
    await told.waitFor();
    expect(await told.count()).toBeGreaterThan(0);
  });

  test('the page comes with a strict policy and nothing of others', async () => {
    await using room = await openRoom();
    const answer = await fetch(room.sandbox.url);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:/);
    const asked: string[] = [];
    await using browser = await openBrowser();
    browser.context.on('request', (request) => asked.push(new URL(request.url()).origin));
    const page = await browser.open(room.sandbox.url);
    await page.locator('#text:enabled').waitFor();
    expect([...new Set(asked)].filter((origin) => origin !== 'null')).toEqual([room.sandbox.url]);
    expect((await fetch(`${room.sandbox.url}/page/find-page.ts`)).status).toBe(404);
    expect((await fetch(`${room.sandbox.url}/page/..%2finterface.ts`)).status).toBe(404);
  });
});
