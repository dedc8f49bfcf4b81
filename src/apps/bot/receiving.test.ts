import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { setBotStage } from '../../../test/support/bot-stage.ts';
import type { RunningBot } from '../../../test/support/running-bot.ts';
import type { Person } from '../../../test/support/telegram/start-sandbox.ts';
import { createTelegramMessenger } from '../../adapters/messenger/telegram/telegram-messenger.ts';
import { sleep } from '../../core/time.ts';

/** As another program with the token would. */
const callTelegram = async (method: string, parameters: object) => {
  const messenger = createTelegramMessenger({ token: stage.telegram.token, apiUrl: stage.telegram.url });
  await messenger.call(method as 'setWebhook', parameters as { url: string });
  await messenger.close();
};
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const stage = setBotStage(7_100);
const { run } = stage;
interface Row {
  readonly id: number;
  readonly state: string;
  readonly error: { code: string } | null;
  /** Of the message; its words are forgotten. */
  readonly message: number;
}
/** Milliseconds: on a busy machine what comes at once takes longer. */
const patient = { timeout: 30_000, interval: 20 };
/** Ids of the messages. */
async function sendAll(person: Person, ...words: string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const text of words) ids.push((await person.sendText(text)).id);
  return ids;
}
/** What is in the inbox, by age. */
const readInbox = () =>
  stage.db.query<Row>(
    `select id::int, state, error, (payload -> 'message' ->> 'message_id')::int as message from chat_updates
     where bot_id = $1 order by id`,
    [stage.telegram.bot.id],
  );
const untilHandled = (count: number) =>
  vi.waitFor(async () => {
    const rows = await readInbox();
    expect(rows.map(({ state }) => state)).not.toContain('waiting');
    expect(rows.length).toBeGreaterThanOrEqual(count);
    return rows;
  }, patient);

const readyState = async (bot: RunningBot) => {
  const { state, dependencies } = await bot.role.ready();
  return { ...dependencies['updates'], state };
};
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'it succeeded',
    (thrown: unknown) => thrown,
  );

describe('polling', () => {
  test('stores what people send, in order, and confirms it', async () => {
    const bot = await run();
    const ann = await stage.telegram.person('Ann', { languageCode: 'ru' });
    const sent = await sendAll(ann, 'one', 'two', 'three');
    const rows = await untilHandled(3);
    expect(rows.map(({ message }) => message)).toEqual(sent);
    await vi.waitFor(async () => expect((await stage.telegram.readBot()).pendingUpdates).toBe(0), patient);
    expect(await readyState(bot)).toMatchObject({ state: 'ready' });
    const [chat] = await stage.db.query('select kind, state, language from chats where bot_id = $1', [
      stage.telegram.bot.id,
    ]);
    expect(chat).toEqual({ kind: 'private', state: 'reachable', language: 'ru' });
  });

  test('stores what comes twice or in another order once', async () => {
    const ann = await stage.telegram.person('Ann');
    const sent = await sendAll(ann, 'one', 'two', 'three', 'four');
    await stage.telegram.faults.add({ method: 'getUpdates', kind: 'duplicate-updates', count: 1 });
    await stage.telegram.faults.add({ method: 'getUpdates', kind: 'reorder-updates', count: 2 });
    await run();
    expect((await untilHandled(4)).map(({ message }) => message)).toEqual(sent);
  });

  test('is done by one of several processes, and goes on in another when that one ends', async () => {
    const pair = [await run(), await run()];
    const ann = await stage.telegram.person('Ann');
    const [first] = await sendAll(ann, 'one');
    await untilHandled(1);
    const states = await Promise.all(pair.map(readyState));
    expect(states.map(({ state }) => state)).toEqual(['ready', 'ready']);
    const index = states.findIndex(({ detail }) => /^Telegram answered/.test(detail ?? ''));
    expect(states[1 - index]?.detail).toBe('another process asks for updates');
    await pair[index]?.close();
    const [second] = await sendAll(ann, 'two');
    expect((await untilHandled(2)).map(({ message }) => message)).toEqual([first, second]);
    const conflicts = (await stage.telegram.journal({ method: 'getUpdates' })).filter(
      ({ status }) => status === 409,
    );
    expect(conflicts).toEqual([]);
  });

  test('goes on behind trouble of the network, and says so meanwhile', async () => {
    const kinds = ['drop-before', 'drop-after', 'status'] as const;
    for (const kind of kinds) await stage.telegram.faults.add({ method: 'getUpdates', kind });
    const bot = await run();
    const ann = await stage.telegram.person('Ann');
    await ann.sendText('one');
    await vi.waitFor(async () => expect((await readyState(bot)).state).toBe('degraded'), patient);
    await untilHandled(1);
    expect((await readyState(bot)).state).toBe('ready');
    const errors = await bot.metrics.registry.getSingleMetricAsString('chat_poll_errors_total');
    expect(errors).toContain('{kind="unreachable"} 3');
  });

  test('says that another program polls, and goes on when it stopped', async () => {
    await stage.telegram.faults.add({
      ...{ method: 'getUpdates', kind: 'status', status: 409, count: 2 },
      description: 'Conflict: terminated by other getUpdates request',
    });
    const bot = await run();
    await vi.waitFor(
      async () =>
        expect(await readyState(bot)).toMatchObject({
          state: 'degraded',
          detail: 'Another program receives the messages of this bot.',
        }),
      patient,
    );
    const ann = await stage.telegram.person('Ann');
    await ann.sendText('one');
    await untilHandled(1);
    expect(await readyState(bot)).toMatchObject({ state: 'ready' });
  });

  test('says that the token was revoked, and does not hammer', async () => {
    await stage.telegram.faults.add({
      ...{ method: 'getUpdates', kind: 'status', status: 401, count: 100 },
      description: 'Unauthorized',
    });
    const bot = await run();
    await vi.waitFor(
      async () =>
        expect(await readyState(bot)).toMatchObject({
          state: 'unready',
          detail: 'Telegram does not know the bot’s token.',
        }),
      patient,
    );
    await sleep(1_500);
    expect(await stage.telegram.journal({ method: 'getUpdates' })).toHaveLength(1);
  });

  test('removes a webhook that was set, and loses nothing of what waited for it', async () => {
    const ann = await stage.telegram.person('Ann');
    await callTelegram('setWebhook', { url: 'http://127.0.0.1:9/hook' });
    const sent = await sendAll(ann, 'one');
    await run();
    expect((await untilHandled(1)).map(({ message }) => message)).toEqual(sent);
    expect((await stage.telegram.readBot()).webhook.url).toBe('');
  });
});

describe('starting', () => {
  test('fails when Telegram does not know the token', async () => {
    const wrong = { url: stage.telegram.url, token: '1234:not_this_one' };
    expect(await failure(run({ telegram: wrong }))).toMatchObject({ code: 'telegram-token-wrong' });
  });

  test('fails for a tenant that does not exist, or that is not the bot’s', async () => {
    const missing = { TELEGRAM_TENANT: '01900000-0000-7000-8000-00000000dead' };
    expect(await failure(run({ settings: missing }))).toMatchObject({
      code: 'setting-invalid',
      args: { name: 'TELEGRAM_TENANT' },
    });
    const bot = await run();
    await bot.close();
    const other = { TELEGRAM_TENANT: await stage.db.createTenant() };
    expect(await failure(run({ settings: other }))).toMatchObject({
      code: 'setting-invalid',
      args: { name: 'TELEGRAM_TENANT', accepts: expect.stringContaining('so far') },
    });
  });

  test('waits for a Telegram that cannot be reached, and says so', async () => {
    for (const kind of ['drop-before', 'status'] as const) {
      await stage.telegram.faults.add({ method: 'getMe', kind, status: 502, body: '<html></html>' });
    }
    const bot = await run();
    expect(await readyState(bot)).toMatchObject({
      state: 'degraded',
      detail: expect.stringContaining('Telegram cannot be reached'),
    });
    const ann = await stage.telegram.person('Ann');
    await ann.sendText('one');
    await untilHandled(1);
    expect(await readyState(bot)).toMatchObject({ state: 'ready' });
  });
});

describe('a webhook', () => {
  const secret = 'a-secret_of-ours';
  const runWebhook = async () => {
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}/telegram/hook`;
    const settings = {
      TELEGRAM_PORT: String(port),
      TELEGRAM_WEBHOOK_URL: url,
      TELEGRAM_WEBHOOK_SECRET: secret,
    };
    return { bot: await run({ settings }), url, settings };
  };
  const post = async (url: string, body: string, given: string | null = secret) =>
    (
      await fetch(url, {
        method: 'POST',
        body,
        headers: given === null ? {} : { 'x-telegram-bot-api-secret-token': given },
      })
    ).status;
  const untilSet = (bot: RunningBot) =>
    vi.waitFor(async () => expect((await readyState(bot)).detail).toBe('the webhook is set'), {
      timeout: 10_000,
      interval: 20,
    });

  test('is set where it differs, and brings updates in', async () => {
    const { bot, url, settings } = await runWebhook();
    await untilSet(bot);
    const ann = await stage.telegram.person('Ann');
    const sent = await sendAll(ann, 'one', 'two', 'three');
    expect((await untilHandled(3)).map(({ message }) => message)).toEqual(sent);
    expect((await stage.telegram.readBot()).webhook).toMatchObject({ url, max_connections: 40 });
    await bot.close();
    const again = await run({ settings });
    await untilSet(again);
    expect(await stage.telegram.journal({ method: 'setWebhook' })).toHaveLength(1);
    expect(await stage.telegram.journal({ method: 'getUpdates' })).toHaveLength(0);
  });

  test('lets nobody in without the secret, and makes nothing of bodies that are no updates', async () => {
    const { bot, url } = await runWebhook();
    await untilSet(bot);
    const update = JSON.stringify({ update_id: 7, message: {} });
    expect(await post(url, update, null)).toBe(401);
    expect(await post(url, update, 'a-secret_of-ourz')).toBe(401);
    expect(await post(url, update, '')).toBe(401);
    for (const body of ['', 'hello', '[]', '{}', '{"update_id":"7"}', 'null']) {
      expect([body, await post(url, body)]).toEqual([body, 400]);
    }
    expect(await post(url, `{"update_id":8,"message":"${'x'.repeat(1_100_000)}"}`)).toBe(413);
    expect(await post(url.replace('hook', 'other'), update)).toBe(405);
    expect((await fetch(url)).status).toBe(404);
    expect(await readInbox()).toEqual([]);
    expect(await post(url, update)).toBe(200);
    expect(await post(url, update)).toBe(200);
    expect((await untilHandled(1)).map(({ id, state }) => [id, state])).toEqual([[7, 'refused']]);
    const health = await fetch(new URL('/ready', url));
    expect([health.status, await health.json()]).toMatchObject([200, { state: 'ready' }]);
    expect(await (await fetch(new URL('/metrics', url))).text()).toContain('chat_updates_total');
  });
});
