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
