import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCli, type StartedCommand, startCli } from '../support/command.ts';
import { type Sandbox, startSandbox } from '../support/telegram/start-sandbox.ts';

/*
 * The bot as an operator meets it: a token beside `efir up`, and the sentences where one is missing or wrong.
 */
let folder: string;
let telegram: Sandbox;
let up: StartedCommand;
let url: string;

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ EFIR_DATA_DIR: join(folder, 'data'), EFIR_ENGINE: 'scripted', PORT: '0' },
  ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url },
  ...more,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-bot-up-'));
  await chmod(folder, 0o755);
  telegram = await startSandbox();
  up = startCli(['up'], { environment: environment() });
  await vi.waitFor(() => expect(up.stdout()).toContain('Ctrl-C ends it.'), {
    timeout: 100_000,
    interval: 100,
  });
  url = /http:\/\/localhost:\d+/.exec(up.stdout())?.[0] ?? '';
}, 120_000);

afterAll(async () => {
  up.stop();
  await up.ended;
  await telegram.close();
  await rm(folder, { recursive: true, force: true });
});

test('a token beside efir up is all that it takes', { timeout: 60_000 }, async () => {
  const ann = await telegram.person('Анна', { languageCode: 'ru' });
  await ann.sendText('/start');
  const answer = await ann.waitFor(() => true);
  expect(answer.text).toMatch(/[а-я]{4}/);
  const ready = await (await fetch(`${url}/ready`)).json();
  expect(ready).toMatchObject({ dependencies: { bot: { state: 'ok' } } });
  const figures = await (await fetch(`${url}/metrics`)).text();
  expect(figures).toContain('chat_updates_total{kind="message",outcome="handled"} 1');
});

test('Telegram that goes away degrades, and the api serves on', { timeout: 60_000 }, async () => {
  await telegram.faults.add({ method: 'getUpdates', kind: 'drop-before', count: 1_000 });
  // The question under way is still answered.
  const ben = await telegram.person('Ben');
  await ben.sendText('/start');
  const read = async () => {
    const answer = await fetch(`${url}/ready`);
    return { status: answer.status, ...((await answer.json()) as { dependencies: object }) };
  };
  await vi.waitFor(
    async () =>
      expect(await read()).toMatchObject({ status: 200, dependencies: { bot: { state: 'degraded' } } }),
    { timeout: 20_000, interval: 100 },
  );
  await telegram.faults.clear();
  await vi.waitFor(
    async () => expect(await read()).toMatchObject({ dependencies: { bot: { state: 'ok' } } }),
    { timeout: 60_000, interval: 100 },
  );
});

test('efir bot says what is wrong with its token', { timeout: 60_000 }, async () => {
  const { EFIR_DATA_DIR, EFIR_ENGINE, PORT } = environment();
  const none = await runCli(['bot'], { environment: { EFIR_DATA_DIR, EFIR_ENGINE, PORT } });
  expect([none.exit, none.stderr]).toEqual([78, expect.stringContaining('The Telegram bot has no token.')]);
  const wrong = await runCli(['bot'], { environment: environment({ TELEGRAM_BOT_TOKEN: '12:wrong' }) });
  expect([wrong.exit, wrong.stderr]).toEqual([78, expect.stringContaining('does not know the bot’s token')]);
  const odd = await runCli(['bot'], { environment: environment({ TELEGRAM_BOT_TOKEN: 'secret words' }) });
  expect(odd.exit).toBe(78);
  expect(odd.stderr).not.toContain('secret words');
});
