import { Api } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judgeShapes } from '../../test/support/telegram/judge-shapes.ts';
import { type Person, type Sandbox, startSandbox } from '../../test/support/telegram/start-sandbox.ts';
import { startWebTarget } from '../../test/support/web-target.ts';

let telegram: Sandbox;
let ann: Person;
let api: Api;

beforeEach(async () => {
  telegram = await startSandbox({ limits: { refuse: false } });
  api = new Api(telegram.token, { apiRoot: telegram.url });
  ann = await telegram.person('Ann');
});
afterEach(async () => {
  expect(await judgeShapes(await telegram.journal())).toEqual([]);
  await telegram.close();
});

async function write(...texts: string[]) {
  for (const text of texts) await ann.sendText(text);
}
const texts = (updates: Awaited<ReturnType<Api['getUpdates']>>) =>
  updates.map(({ message }) => message?.text);

test('an offset confirms what is below it, and nothing else does', async () => {
  await write('one', 'two', 'three');
  const all = await api.getUpdates();
  expect(texts(all)).toEqual(['one', 'two', 'three']);
  const [first = 0, second = 0] = all.map(({ update_id }) => update_id);
  expect(second).toBe(first + 1);
  expect(texts(await api.getUpdates({ offset: second }))).toEqual(['two', 'three']);
  expect(texts(await api.getUpdates({ offset: first }))).toEqual(['two', 'three']);
});

test('limit takes the oldest; a negative offset forgets all but the newest', async () => {
  await write('one', 'two', 'three', 'four');
  expect(texts(await api.getUpdates({ limit: 2 }))).toEqual(['one', 'two']);
  expect(texts(await api.getUpdates({ offset: -2 }))).toEqual(['three', 'four']);
  expect((await telegram.readBot()).pendingUpdates).toBe(2);
});

test('a long poll answers as soon as something comes', async () => {
  const polling = api.getUpdates({ timeout: 30 });
  await write('at last');
  expect(texts(await polling)).toEqual(['at last']);
});

test('a second poll that waits ends the first with 409', async () => {
  const first = api.getUpdates({ timeout: 30 });
  const failed = expect(first).rejects.toMatchObject({
    error_code: 409,
    description:
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  });
  await expect.poll(async () => (await telegram.journal({ method: 'getUpdates' })).length).toBe(1);
  const second = api.getUpdates({ timeout: 30, offset: 5 });
  await failed;
  await write('for the second');
  expect(texts(await second)).toEqual(['for the second']);
});

test('who asks the same again at once is made to wait and gets one at a time', async () => {
  const started = performance.now();
  await api.getUpdates({ offset: 7 });
  const again = api.getUpdates({ offset: 7 });
  expect(await again).toEqual([]);
  expect(performance.now() - started).toBeGreaterThan(2900);
  await write('one', 'two');
  expect(await api.getUpdates({ offset: 8 })).toHaveLength(2);
  expect(await api.getUpdates({ offset: 8 })).toHaveLength(1);
});

test('updates that nobody fetched for a day are gone', async () => {
  await write('old');
  await telegram.clock.advance(23 * 3600);
  await write('younger');
  expect(await api.getUpdates()).toHaveLength(2);
  await telegram.clock.advance(2 * 3600);
  expect(texts(await api.getUpdates({ offset: 1 }))).toEqual(['younger']);
});

test('allowed_updates is kept until it is given again; an empty list is the standard', async () => {
  await api.getUpdates({ allowed_updates: ['edited_message'] });
  const sent = await ann.sendText('not wanted');
  await ann.edit(sent, 'wanted');
  const [update] = await api.getUpdates({ offset: 1 });
  expect(update?.edited_message?.text).toBe('wanted');
  await api.getUpdates({ offset: (update?.update_id ?? 0) + 1, allowed_updates: [] });
  await write('wanted again');
  expect(texts(await api.getUpdates({ offset: 2 }))).toEqual(['wanted again']);
});

test('reactions come only to who asks for them by name', async () => {
  const message = await ann.sendText('look');
  await ann.react(message, '👍');
  expect(await api.getUpdates()).toHaveLength(1);
  await api.getUpdates({ offset: 1, allowed_updates: ['message_reaction'] });
  await ann.react(message, '🔥');
  const updates = await api.getUpdates({ offset: 2 });
  expect(updates.at(-1)?.message_reaction).toMatchObject({
    message_id: message.id,
    user: { id: ann.id },
    old_reaction: [{ type: 'emoji', emoji: '👍' }],
    new_reaction: [{ type: 'emoji', emoji: '🔥' }],
  });
});

test('a webhook gets every update with its secret until it takes it, each chat in order', async () => {
  const target = await startWebTarget();
  target.answer = (_received, index) => ({ status: index < 2 ? 500 : 200 });
  await api.setWebhook(target.url, { secret_token: 'a_secret-1' });
  await write('one', 'two');
  await expect.poll(() => target.received.length).toBe(1);
  await expect
    .poll(async () => (await api.getWebhookInfo()).last_error_message)
    .toMatch(/^Wrong response from the webhook: 500/);
  await telegram.clock.advance(1);
  await expect.poll(() => target.received.length).toBe(2);
  await expect
    .poll(async () => {
      await telegram.clock.advance(2);
      return target.received.length;
    })
    .toBe(4);
  const bodies = target.received.map(({ body }) => JSON.parse(body) as { message: { text: string } });
  expect(bodies.map(({ message }) => message.text)).toEqual(['one', 'one', 'one', 'two']);
  expect(target.received[0]?.headers['x-telegram-bot-api-secret-token']).toBe('a_secret-1');
  await expect.poll(async () => (await api.getWebhookInfo()).pending_update_count).toBe(0);
  await target.close();
});

test('no more are under way at once than max_connections allows', async () => {
  const target = await startWebTarget();
  target.answer = () => 'silence';
  await api.setWebhook(target.url, { max_connections: 2 });
  for (const name of ['Ben', 'Cleo', 'Dan']) await (await telegram.person(name)).sendText('hello');
  await expect.poll(() => target.received.length).toBe(2);
  expect(await api.getWebhookInfo()).toMatchObject({ max_connections: 2, pending_update_count: 3 });
  await api.deleteWebhook();
  expect(await api.getUpdates()).toHaveLength(3);
  await target.close();
});

test('polling and a webhook shut each other out', async () => {
  const target = await startWebTarget();
  const polling = expect(api.getUpdates({ timeout: 30 })).rejects.toMatchObject({
    error_code: 409,
    description: 'Conflict: terminated by setWebhook request',
  });
  await expect.poll(async () => (await telegram.journal({ method: 'getUpdates' })).length).toBe(1);
  await api.setWebhook(target.url);
  await polling;
  await expect(api.getUpdates()).rejects.toMatchObject({
    error_code: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  });
  await expect(api.setWebhook(target.url)).rejects.toMatchObject({
    error_code: 429,
    parameters: { retry_after: 1 },
  });
  await target.close();
});

test.each([
  ['x'.repeat(257), 'Bad Request: secret token is too long'],
  ['not allowed!', 'Bad Request: secret token contains unallowed characters'],
])('a wrong secret is refused', async (secret, description) => {
  await expect(api.setWebhook('http://127.0.0.1:1/', { secret_token: secret })).rejects.toMatchObject({
    error_code: 400,
    description,
  });
});

test('updates come twice or in the wrong order where a tester wants it', async () => {
  await write('one', 'two');
  await telegram.faults.add({ method: 'getUpdates', kind: 'duplicate-updates' });
  expect(texts(await api.getUpdates())).toEqual(['one', 'one', 'two', 'two']);
  await telegram.faults.add({ method: 'getUpdates', kind: 'reorder-updates' });
  expect(texts(await api.getUpdates({ offset: 1 }))).toEqual(['two', 'one']);
});

test('an update of any shape can be given to a bot', async () => {
  const id = await telegram.pushUpdate({ message: 'wrong', nonsense: [1] });
  const response = await fetch(`${telegram.url}/bot${telegram.token}/getUpdates`);
  expect(await response.json()).toEqual({
    ok: true,
    result: [{ update_id: id, message: 'wrong', nonsense: [1] }],
  });
  await fetch(`${telegram.url}/sandbox/journal`, { method: 'DELETE' });
});
