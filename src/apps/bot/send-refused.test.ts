import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type Outbox, openOutbox } from '../../../test/support/sending.ts';
import { type Person, type Sandbox, startSandbox } from '../../../test/support/telegram/start-sandbox.ts';
import { type ChatRecordingId, createChatRecordingId } from '../../core/ids.ts';
import { markUnreachable } from '../../domain/chats/index.ts';
import type { MessageContent } from '../../wire/chat.ts';

/* What Telegram refuses, and what becomes of it. Limits are not what is tried here. */
const limits = { chatPerSecond: 1000, chatBurst: 1000, groupPerMinute: 1000, perSecond: 1000 };

let db: TestDatabase;
let telegram: Sandbox;
let outbox: Outbox;
let ann: Person;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  telegram = await startSandbox({ limits });
  outbox = await openOutbox({ db, telegram });
  ann = await telegram.person('Ann');
  await ann.sendText('/start');
  await outbox.open(ann.id);
  await outbox.startSender();
});
afterEach(async () => {
  await outbox.close();
  await db.query('delete from bots where id = $1', [telegram.bot.id]);
  await telegram.close();
});

const texts = async (person = ann) => (await person.answers()).map(({ text }) => text);
const text = (words: string, more: object = {}): MessageContent => ({ kind: 'text', text: words, ...more });
const refuse = (method: string, description: string, more: object = {}) =>
  telegram.faults.add({
    method,
    kind: 'status',
    status: 400,
    description: `Bad Request: ${description}`,
    ...more,
  });
async function workOn(chatId: number, messageId = 1): Promise<ChatRecordingId> {
  const id = createChatRecordingId();
  await db.query(
    `insert into chat_recordings (tenant_id, id, bot_id, chat_id, user_id, message_id, source, state)
     values ($1, $2, $3, $4, $4, $5, '{"kind": "voice"}', 'working')`,
    [outbox.bot.tenantId, id, outbox.bot.id, chatId, messageId],
  );
  return id;
}

test('who blocked the bot is not written to, until he writes again', async () => {
  await outbox.say(ann.id, 'a', 'one');
  await outbox.untilShown();
  await ann.block();
  await outbox.say(ann.id, 'a', 'two');
  await outbox.say(ann.id, 'b', 'three');
  expect(await outbox.untilShown()).toMatchObject([
    { key: 'a', state: 'failed', error: { code: 'chat-unreachable' } },
    { key: 'b', state: 'failed' },
  ]);
  const [chat] = await db.query('select state, reason from chats where id = $1', [ann.id]);
  expect(chat).toMatchObject({ state: 'unreachable', reason: expect.stringContaining('blocked') });
  const before = (await telegram.journal()).length;
  await outbox.say(ann.id, 'c', 'four');
  await outbox.untilShown();
  expect((await telegram.journal()).length).toBe(before);
  await ann.block(false);
  await outbox.open(ann.id);
  await outbox.say(ann.id, 'd', 'five');
  await outbox.untilShown();
  expect(await texts()).toEqual(['one', 'five']);
});

test('who comes back gets the answers and files that were kept from him, in order, and nothing stale', async () => {
  const [done, open] = [await workOn(ann.id), await workOn(ann.id, 2)];
  await ann.block();
  await outbox.say(ann.id, `recording:${open}`, 'in work', { chatRecordingId: open });
  await outbox.say(ann.id, 'menu:settings:1:1', 'a menu');
  await outbox.untilShown();
  await db.query("update chat_recordings set state = 'answered' where id = $1", [done]);
  await outbox.say(ann.id, `recording:${done}`, 'part one', { chatRecordingId: done });
  await outbox.say(ann.id, `recording:${done}:2`, 'part two', { chatRecordingId: done });
  await db.query(
    `insert into chat_messages (tenant_id, id, bot_id, chat_id, key, content, chat_recording_id, state, error, due_at)
     select tenant_id, gen_random_uuid(), bot_id, chat_id, 'recording:old', content, chat_recording_id, state, error,
       now() - interval '4 days' from chat_messages where key = $1`,
    [`recording:${done}:2`],
  );
  // Telegram tells that he is gone, later than the refusal did.
  await outbox.open(ann.id);
  await db.database.withTenant(outbox.bot.tenantId, (tx) =>
    markUnreachable(tx, outbox.bot, ann.id, 'kicked'),
  );
  expect((await outbox.untilShown()).map(({ state }) => state)).toEqual(Array(5).fill('failed'));
  await ann.block(false);
  await outbox.open(ann.id);
  await outbox.untilShown();
  expect(await texts()).toEqual(['part one', 'part two']);
  await outbox.say(ann.id, `recording:${open}`, 'more of it', { chatRecordingId: open });
  await outbox.untilShown();
  expect(await texts()).toEqual(['part one', 'part two', 'more of it']);
});

test('a deleted account is unreachable as well', async () => {
  await ann.deleteAccount();
  await outbox.say(ann.id, 'a', 'one');
  expect(await outbox.untilShown()).toMatchObject([{ state: 'failed', error: { code: 'chat-unreachable' } }]);
});

test('a message that can never be sent is given up with a sentence, and does not hold up the next one', async () => {
  await refuse('sendMessage', 'something nobody has heard of');
  await outbox.say(ann.id, 'a', 'one');
  await outbox.say(ann.id, 'b', 'two');
  expect(await outbox.untilShown()).toMatchObject([
    {
      ...{ key: 'a', state: 'failed' },
      error: { code: 'message-refused', args: { detail: expect.stringContaining('nobody') } },
    },
    { key: 'b', state: 'shown' },
    { key: 'a:failed', state: 'shown' },
  ]);
  await outbox.say(ann.id, 'a', 'one again');
  await outbox.untilShown();
  const said = await texts();
  expect(said).toHaveLength(3);
  expect(said).toEqual(expect.arrayContaining(['two', 'one again', expect.stringMatching(/did not take/)]));
});

test('nobody is told again and again that nothing can be told', async () => {
  await refuse('sendMessage', 'something nobody has heard of', { count: 10 });
  await outbox.say(ann.id, 'a', 'one');
  const rows = await outbox.untilShown();
  expect(rows.map(({ key, state }) => [key, state])).toEqual([
    ['a', 'failed'],
    ['a:failed', 'failed'],
  ]);
});

test('what Telegram does not take is left out, and the rest is sent', async () => {
  await refuse('sendMessage', "can't parse entities: unsupported", { count: 1 });
  await outbox.say(ann.id, 'a', text('bold', { entities: [{ type: 'bold', offset: 0, length: 4 }] }));
  await outbox.untilShown();
  expect(await ann.answers()).toMatchObject([{ text: 'bold', entities: [] }]);
  await refuse('sendMessage', 'BUTTON_DATA_INVALID', { count: 1 });
  await outbox.say(ann.id, 'b', text('buttons', { buttons: [[{ text: 'x', action: 'y' }]] }));
  await outbox.untilShown();
  expect((await ann.answers())[1]).toMatchObject({ text: 'buttons', buttons: [] });
  await refuse('editMessageText', "can't parse entities: unsupported", { count: 1 });
  await outbox.say(ann.id, 'a', text('italic', { entities: [{ type: 'italic', offset: 0, length: 4 }] }));
  await outbox.untilShown();
  expect((await ann.answers())[0]).toMatchObject({ text: 'italic', entities: [] });
});

test('an answer to a message that is gone is sent all the same', async () => {
  const asked = await ann.sendText('a question');
  await ann.delete(asked);
  await outbox.say(ann.id, 'a', text('an answer', { replyTo: asked.id }));
  await outbox.untilShown();
  expect(await texts()).toEqual(['an answer']);
});

test('a closed or deleted topic is no reason to say nothing', async () => {
  const group = await telegram.supergroup('Choir', { owner: ann, bots: [{ bot: telegram.bot.id }] });
  await outbox.open(group.id, 'supergroup');
  await outbox.say(group.id, 'a', 'into nowhere', { threadId: 4711 });
  await outbox.untilShown();
  expect((await ann.in(group).answers()).map((message) => message.text)).toEqual(['into nowhere']);
});

test('not modified is as good as shown', async () => {
  await outbox.say(ann.id, 'a', 'one');
  await outbox.untilShown();
  await db.query("update chat_messages set state = 'waiting', version = 2, due_at = now()");
  expect(await outbox.untilShown()).toMatchObject([{ state: 'shown', shown_version: 2, error: null }]);
});

test('progress that somebody deleted stays away; the answer comes anew', async () => {
  const chatRecordingId = await workOn(ann.id);
  await outbox.say(ann.id, 'p', 'in work: 1', { chatRecordingId });
  const [row] = await outbox.untilShown();
  await ann.delete(row?.message_id ?? 0);
  await outbox.say(ann.id, 'p', 'in work: 2', { chatRecordingId });
  await outbox.untilShown();
  expect(await texts()).toEqual([]);
  await db.query("update chat_recordings set state = 'answered'");
  await outbox.say(ann.id, 'p', 'the words', { chatRecordingId });
  await outbox.untilShown();
  expect(await texts()).toEqual(['the words']);
});

test('what is too old to be deleted is blanked', async () => {
  await outbox.say(ann.id, 'a', text('a secret', { buttons: [[{ text: 'x', action: 'y' }]] }));
  await outbox.untilShown();
  await telegram.clock.advance(49 * 3600);
  await outbox.unsay(ann.id, 'a');
  expect(await outbox.untilShown()).toMatchObject([{ state: 'gone' }]);
  expect(await ann.answers()).toMatchObject([{ text: 'This message was taken back.', buttons: [] }]);
});

test('what somebody else deleted is gone', async () => {
  await outbox.say(ann.id, 'a', 'one');
  const [row] = await outbox.untilShown();
  await ann.delete(row?.message_id ?? 0);
  await outbox.unsay(ann.id, 'a');
  expect(await outbox.untilShown()).toMatchObject([{ state: 'gone' }]);
});

test('a group that became a supergroup is written to there', async () => {
  const group = await telegram.group('Choir', { owner: ann, bots: [{ bot: telegram.bot.id }] });
  await outbox.open(group.id, 'group');
  await outbox.say(group.id, 'a', 'one');
  await outbox.untilShown();
  const supergroup = await group.migrate();
  await outbox.say(group.id, 'b', 'two');
  const rows = await outbox.untilShown();
  expect(rows.find(({ key }) => key === 'b')).toMatchObject({ chat_id: supergroup.id, state: 'shown' });
  expect((await ann.in(supergroup).answers()).map((message) => message.text)).toContain('two');
});

describe('floods', () => {
  test('of a chat close that chat as long as Telegram says, and lose nothing', async () => {
    const bob = await telegram.person('Bob');
    await bob.sendText('/start');
    await outbox.open(bob.id);
    await telegram.faults.add({ method: 'sendMessage', chat: ann.id, kind: 'flood', retryAfter: 3 });
    const began = Date.now();
    await outbox.say(ann.id, 'a', 'one');
    await outbox.say(bob.id, 'a', 'two');
    await bob.waitFor((message) => message.text === 'two', { seconds: 2 });
    await outbox.untilShown();
    expect(await texts()).toEqual(['one']);
    expect(Date.now() - began).toBeGreaterThan(3_000);
    const sent = (await telegram.journal({ method: 'sendMessage', chat: ann.id })).map(({ time }) => time);
    expect(sent.length).toBe(2);
  });

  test('of many chats close the bot', async () => {
    const people = [ann];
    for (const name of ['Bob', 'Cid', 'Dan']) {
      const person = await telegram.person(name);
      await person.sendText('/start');
      await outbox.open(person.id);
      people.push(person);
    }
    await telegram.faults.add({ method: 'sendMessage', kind: 'flood', retryAfter: 2, count: 3 });
    for (const person of people.slice(0, 3)) await outbox.say(person.id, 'a', 'hello');
    await expect
      .poll(() => db.query('select 1 from chat_paces where chat_id = 0 and closed_until > now()'))
      .toHaveLength(1);
    await outbox.say(people[3]?.id ?? 0, 'a', 'hello');
    await outbox.untilShown();
    for (const person of people) expect(await texts(person)).toEqual(['hello']);
  });
});

test('a token that Telegram does not know stops the calls, not the bot', async () => {
  await telegram.faults.add({
    method: 'sendMessage',
    kind: 'status',
    status: 401,
    description: 'Unauthorized',
  });
  await outbox.say(ann.id, 'a', 'one');
  await expect
    .poll(() =>
      db.query("select 1 from chat_paces where chat_id = 0 and closed_until > now() + interval '30 s'"),
    )
    .toHaveLength(1);
  await db.query('update chat_paces set closed_until = null');
  await outbox.untilShown();
  expect(await texts()).toEqual(['one']);
});
