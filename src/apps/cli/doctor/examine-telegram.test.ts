import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../../../../test/support/command.ts';
import { type Sandbox, startSandbox } from '../../../../test/support/telegram/start-sandbox.ts';
import { createMessenger } from '../../compose.ts';

let folder: string;
let telegram: Sandbox;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-doctor-'));
  telegram = await startSandbox();
});
afterEach(async () => {
  await telegram.close();
  await rm(folder, { recursive: true });
});

async function look(settings: Record<string, string> = {}) {
  const standard = { EFIR_DATA_DIR: join(folder, 'data'), EFIR_ENGINE: 'scripted', PORT: '0' };
  const bot = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url };
  const { stdout } = await runCli(['doctor', '--json'], {
    environment: { ...standard, ...bot, ...settings },
  });
  const findings = JSON.parse(stdout) as { name: string; state: string; text: string; hint?: string }[];
  return findings.find(({ name }) => name === 'telegram');
}

test('names the bot, and what is wrong with its token or the way to Telegram', async () => {
  expect(await look()).toEqual({
    ...{ name: 'telegram', state: 'ok' },
    text: 'Telegram bot @efir_sandbox_bot, asking for messages',
  });
  const wrong = await look({ TELEGRAM_BOT_TOKEN: '1234:wrong' });
  expect(wrong).toMatchObject({ state: 'failed', text: 'Telegram does not know the bot’s token.' });
  const away = await look({ TELEGRAM_API_URL: 'http://127.0.0.1:9' });
  expect(away).toMatchObject({ state: 'failed', text: expect.stringContaining('connection refused') });
  expect(JSON.stringify([wrong, away])).not.toContain(telegram.token);
});

test('says that a webhook is in the way', async () => {
  const messenger = createMessenger({
    telegram: { token: telegram.token, apiUrl: telegram.url } as never,
  });
  await messenger.call('setWebhook', { url: 'http://127.0.0.1:9/hook' });
  await messenger.close();
  expect(await look()).toMatchObject({ state: 'warning', hint: expect.stringContaining('removes it') });
  const ours = await look({ TELEGRAM_WEBHOOK_URL: 'http://127.0.0.1:9/hook' });
  expect(ours).toMatchObject({ state: 'ok', text: 'Telegram bot @efir_sandbox_bot, with a webhook' });
});
