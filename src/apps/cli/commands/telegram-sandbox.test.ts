import { expect, test, vi } from 'vitest';
import { runCli, startCli } from '../../../../test/support/command.ts';

/** With all of Efir behind it: test/e2e/telegram-page.test.ts. */
async function startAlone(environment: Readonly<Record<string, string>> = {}) {
  const command = startCli(['telegram-sandbox', '--alone'], {
    environment: { TELEGRAM_SANDBOX_PORT: '0', ...environment },
  });
  await vi.waitFor(() => expect(command.stdout()).toMatch(/:\d+\S*\n.*\n\S+:\s+\d+:[\w-]+\n/), {
    timeout: 20_000,
  });
  const [api = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(command.stdout()) ?? [];
  const [token = ''] = /\d+:[\w-]{35}/.exec(command.stdout()) ?? [];
  return { command, api, token };
}

test('alone it is a Bot API for other programs, with its page, and says where', async () => {
  const { api, command, token } = await startAlone();
  const me = await fetch(`${api}/bot${token}/getMe`);
  expect(await me.json()).toMatchObject({ ok: true, result: { username: 'efir_sandbox_bot' } });
  expect(await (await fetch(api)).text()).toContain('<title>Telegram sandbox · Efir</title>');
  expect(command.stdout()).toContain('A Bot API without Telegram');
  command.stop();
  expect((await command.ended).exit).toBe(0);
  await expect(fetch(api)).rejects.toThrow();
});

test('each run has a bot of its own, so that nothing of an earlier one is taken for its', async () => {
  const runs = [await startAlone(), await startAlone({ EFIR_LANG: 'ru' })];
  expect(new Set(runs.map(({ token }) => token)).size).toBe(2);
  expect(runs[1]?.command.stdout()).toContain('Bot API без Telegram');
  for (const { command } of runs) {
    command.stop();
    await command.ended;
  }
});

test('a port that is taken is told with the setting that chooses another', async () => {
  const { api, command } = await startAlone();
  const { port } = new URL(api);
  const second = await runCli(['telegram-sandbox', '--alone'], {
    environment: { TELEGRAM_SANDBOX_PORT: port },
  });
  expect(second.exit).toBe(69);
  expect(second.stderr).toContain(`Port ${port} is taken`);
  expect(second.stderr).toContain('TELEGRAM_SANDBOX_PORT');
  command.stop();
  await command.ended;
});
