import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { TenantId } from '../../core/ids.ts';
import type { MessageContent } from '../../wire/chat.ts';
import { findSaid, forgetChatLeftovers, say, unsay } from './index.ts';

const bot = { id: 7 };
const chatId = 42;
let db: TestDatabase;
let tenantId: TenantId;
beforeAll(async () => {
  db = await createTestDatabase();
  tenantId = await db.createTenant();
  await db.query("insert into bots (tenant_id, id, username) values ($1, 7, 'efir_bot')", [tenantId]);
  await db.query("insert into chats (tenant_id, bot_id, id, kind) values ($1, 7, 42, 'private')", [tenantId]);
  await db.query(
    "insert into chats (tenant_id, bot_id, id, kind, state, reason) values ($1, 7, 43, 'private', 'unreachable', 'blocked')",
    [tenantId],
  );
});
afterAll(() => db.close());

const text = (words: string): MessageContent => ({ kind: 'text', text: words });
const sayIt = (key: string, content: MessageContent, chat = chatId) =>
  db.database.withTenant(tenantId, (tx) => say(tx, { bot, chatId: chat, key, content }));
const unsayIt = (key: string) => db.database.withTenant(tenantId, (tx) => unsay(tx, { bot, chatId, key }));
const row = async (key: string) =>
  (await db.query('select * from chat_messages where tenant_id = $1 and key = $2', [tenantId, key]))[0];
const change = (key: string, set: string) =>
  db.query(`update chat_messages set ${set} where tenant_id = $1 and key = $2`, [tenantId, key]);

test('what is said is one row for its key, and a version more for other words', async () => {
  const id = await sayIt('a', text('one'));
  expect(await sayIt('a', text('one'))).toBe(id);
  expect(await row('a')).toMatchObject({ id, version: 1, state: 'waiting', message_id: null });
  await change('a', "state = 'shown', shown_version = 1, message_id = 5");
  await sayIt('a', text('one'));
  expect(await row('a')).toMatchObject({ version: 1, state: 'shown' });
  expect(await sayIt('a', text('two'))).toBe(id);
  expect(await row('a')).toMatchObject({ version: 2, state: 'waiting', message_id: 5, shown_version: 1 });
});

test('what is changed while somebody sends it keeps that claim', async () => {
  await sayIt('claimed', text('one'));
  await change('claimed', "claim = gen_random_uuid(), due_at = now() + interval '1 minute'");
  await sayIt('claimed', text('two'));
  const { due_at, claim } = (await row('claimed')) as { due_at: Date; claim: string };
  expect(claim).not.toBeNull();
  expect(due_at.getTime()).toBeGreaterThan(Date.now() + 30_000);
});

test('what is unsaid before it was sent is gone, and said again is another message', async () => {
  const id = await sayIt('short', text('one'));
  await unsayIt('short');
  expect(await row('short')).toMatchObject({ state: 'gone', content: null });
  const again = await sayIt('short', text('one'));
  expect(again > id).toBe(true);
  expect(await row('short')).toMatchObject({ id: again, state: 'waiting', content: text('one') });
});

test('what may be in the chat is not gone before it was looked for', async () => {
  await sayIt('doubtful', text('one'));
  await change('doubtful', 'sending_since = now()');
  await unsayIt('doubtful');
  expect(await row('doubtful')).toMatchObject({ state: 'waiting', content: null });
});

test('a message of ours is found by the id that Telegram gave it', async () => {
  const id = await sayIt('found', text('one'));
  await change('found', 'message_id = 77');
  const find = (messageId: number) =>
    db.database.readTenant(tenantId, (tx) => findSaid(tx, { bot, chatId, messageId }));
  expect(await find(77)).toMatchObject({ id, key: 'found', content: text('one') });
  expect(await find(78)).toBeUndefined();
});

test('nothing waits for a chat that cannot be reached', async () => {
  await sayIt('blocked', text('one'), 43);
  expect(await row('blocked')).toMatchObject({ state: 'failed', error: { code: 'chat-unreachable' } });
});

test.each<[string, MessageContent]>([
  ['empty', text('')],
  ['blank', text(' \n')],
  ['long', text('x'.repeat(4097))],
  ['clip', { kind: 'clip', recordingId: 'x', start: 2, end: 2 }],
  ['caption', { kind: 'clip', recordingId: 'x', start: 1, end: 2, caption: 'x'.repeat(1025) }],
  ['button', { ...text('x'), buttons: [[{ text: 'x', action: 'ы'.repeat(33) }]] }],
])('what Telegram would never take is refused where it is said: %s', async (key, content) => {
  await expect(sayIt(key, content)).rejects.toMatchObject({ code: 'internal' });
});

test('bytes that no database keeps become signs of the same length', async () => {
  await sayIt('odd', text('a\0b\ud800c'));
  expect(await row('odd')).toMatchObject({ content: text('a\uFFFDb\uFFFDc') });
});

test('a chat that nobody opened is a mistake', async () => {
  await expect(sayIt('nowhere', text('x'), 999)).rejects.toThrow('nobody opened');
});

test('words of menus are forgotten a day behind, and their buttons still lead to them', async () => {
  const menu = { ...text('your secrets'), buttons: [[{ text: 'a secret', action: 'press' }]] };
  for (const key of ['menu', 'menu-today', 'menu-waiting']) await sayIt(key, menu);
  await change('menu', "state = 'shown', message_id = 501, due_at = now() - interval '25 hours'");
  await change('menu-today', "state = 'shown', message_id = 502, due_at = now() - interval '23 hours'");
  await change('menu-waiting', "due_at = now() - interval '25 hours'");
  await forgetChatLeftovers(db.database, new AbortController().signal);
  expect(await row('menu')).toMatchObject({
    state: 'shown',
    content: { kind: 'text', text: '', buttons: [[{ text: '', action: 'press' }]] },
  });
  for (const key of ['menu-today', 'menu-waiting']) expect(await row(key)).toMatchObject({ content: menu });
  const found = await db.database.readTenant(tenantId, (tx) => findSaid(tx, { bot, chatId, messageId: 501 }));
  expect(found).toMatchObject({ key: 'menu' });
  await sayIt('menu', menu);
  expect(await row('menu')).toMatchObject({ state: 'waiting', message_id: 501, content: menu });
});

test('what was said half a year ago of no recording is forgotten, what waits is not', async () => {
  await sayIt('old', text('one'));
  await sayIt('old-waiting', text('one'));
  await sayIt('young', { ...text('one'), buttons: [[{ text: 'Close', action: 'a' }]] });
  await sayIt('without-buttons', text('one'));
  await sayIt('menu:history:5:1', {
    ...text('one'),
    buttons: [[{ text: 'Words of a recording', action: 'a' }]],
  });
  await change('old', "state = 'shown', created_at = now() - interval '181 days'");
  await change('old-waiting', "created_at = now() - interval '181 days'");
  await change('young', "state = 'shown', created_at = now() - interval '179 days'");
  for (const key of ['without-buttons', 'menu:history:5:1'])
    await change(
      key,
      "state = 'shown', created_at = now() - interval '9 days', shown_at = now() - interval '49 hours'",
    );
  expect(await forgetChatLeftovers(db.database, new AbortController().signal)).toEqual({ rows: 3 });
  expect(await row('old')).toBeUndefined();
  expect(await row('without-buttons')).toBeUndefined();
  expect(await row('menu:history:5:1')).toBeUndefined();
  expect(await row('old-waiting')).toMatchObject({ state: 'waiting' });
  expect(await row('young')).toMatchObject({ state: 'shown' });
});
