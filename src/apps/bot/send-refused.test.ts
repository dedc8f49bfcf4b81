import { beforeEach, describe, expect, test } from 'vitest';
import { setOutboxStage } from '../../../test/support/outbox-stage.ts';
import type { Person } from '../../../test/support/telegram/start-sandbox.ts';
import { markUnreachable } from '../../domain/chats/index.ts';
import type { MessageContent } from '../../wire/chat.ts';

/* What Telegram refuses, and what becomes of it. Limits are not what is tried here. */
const stage = setOutboxStage({
  limits: { chatPerSecond: 1000, chatBurst: 1000, groupPerMinute: 1000, perSecond: 1000 },
});
const { addRecording, meet } = stage;
let ann: Person;
beforeEach(async () => {
  ann = await meet('Ann');
  await stage.outbox.startSender();
});

const texts = async (person = ann) => (await person.answers()).map(({ text }) => text);
const text = (words: string, more: object = {}): MessageContent => ({ kind: 'text', text: words, ...more });
const refuse = (method: string, description: string, more: object = {}) =>
  stage.telegram.faults.add({
    method,
    kind: 'status',
    status: 400,
    description: `Bad Request: ${description}`,
    ...more,
  });
test('who blocked the bot is not written to, until he writes again', async () => {
  await stage.outbox.say(ann.id, 'a', 'one');
  await stage.outbox.untilShown();
  await ann.block();
  await stage.outbox.say(ann.id, 'a', 'two');
  await stage.outbox.say(ann.id, 'b', 'three');
  expect(await stage.outbox.untilShown()).toMatchObject([
    { key: 'a', state: 'failed', error: { code: 'chat-unreachable' } },
    { key: 'b', state: 'failed' },
  ]);
  const [chat] = await stage.db.query('select state, reason from chats where id = $1', [ann.id]);
  expect(chat).toMatchObject({ state: 'unreachable', reason: expect.stringContaining('blocked') });
  const before = (await stage.telegram.journal()).length;
  await stage.outbox.say(ann.id, 'c', 'four');
  await stage.outbox.untilShown();
  expect((await stage.telegram.journal()).length).toBe(before);
  await ann.block(false);
  await stage.outbox.open(ann.id);
  await stage.outbox.say(ann.id, 'd', 'five');
  await stage.outbox.untilShown();
  expect(await texts()).toEqual(['one', 'five']);
});

test('who comes back gets the answers and files that were kept from him, in order, and nothing stale', async () => {
  const [done, open] = [await addRecording(ann.id), await addRecording(ann.id, { messageId: 2 })];
  await ann.block();
  await stage.outbox.say(ann.id, `recording:${open}`, 'in work', { chatRecordingId: open });
  await stage.outbox.say(ann.id, 'menu:settings:1:1', 'a menu');
  await stage.outbox.untilShown();
  await stage.db.query("update chat_recordings set state = 'answered' where id = $1", [done]);
  await stage.outbox.say(ann.id, `recording:${done}`, 'part one', { chatRecordingId: done });
  await stage.outbox.say(ann.id, `recording:${done}:2`, 'part two', { chatRecordingId: done });
  await stage.db.query(
    `insert into chat_messages (tenant_id, id, bot_id, chat_id, key, content, chat_recording_id, state, error, due_at)
     select tenant_id, gen_random_uuid(), bot_id, chat_id, 'recording:old', content, chat_recording_id, state, error,
       now() - interval '4 days' from chat_messages where key = $1`,
    [`recording:${done}:2`],
  );
  // Telegram tells that he is gone, later than the refusal did.
  await stage.outbox.open(ann.id);
  await stage.db.database.withTenant(stage.outbox.bot.tenantId, (tx) =>
    markUnreachable(tx, stage.outbox.bot, ann.id, 'kicked'),
  );
  expect((await stage.outbox.untilShown()).map(({ state }) => state)).toEqual(Array(5).fill('failed'));
  await ann.block(false);
  await stage.outbox.open(ann.id);
  await stage.outbox.untilShown();
  expect(await texts()).toEqual(['part one', 'part two']);
  await stage.outbox.say(ann.id, `recording:${open}`, 'more of it', { chatRecordingId: open });
  await stage.outbox.untilShown();
  expect(await texts()).toEqual(['part one', 'part two', 'more of it']);
});

test('who blocks the bot while nobody knows whether an answer came finds it once when he is back', async () => {
  const done = await addRecording(ann.id);
  await stage.db.query("update chat_recordings set state = 'answered' where id = $1", [done]);
  // However often the way to Telegram failed before.
  await stage.telegram.faults.add({ method: 'sendMessage', kind: 'drop-after' });
  await stage.outbox.say(ann.id, `recording:${done}`, 'the answer', { chatRecordingId: done });
  await ann.waitFor(({ text: words }) => words === 'the answer');
  await ann.block();
  expect(await stage.outbox.untilShown()).toMatchObject([
    { state: 'failed', error: { code: 'chat-unreachable' } },
  ]);
  await stage.db.query('update chat_messages set tries = 20');
  await ann.block(false);
  await stage.outbox.open(ann.id);
  expect(await stage.outbox.untilShown()).toMatchObject([{ state: 'shown' }]);
  expect(await texts()).toEqual(['the answer']);
});

test('who lets the bot hear, but not speak, is written to five times and no more', async () => {
  const done = await addRecording(ann.id);
  await stage.db.query("update chat_recordings set state = 'answered' where id = $1", [done]);
  await ann.block();
  await stage.outbox.say(ann.id, `recording:${done}`, 'the answer', { chatRecordingId: done });
  for (let time = 0; time < 8; time += 1) {
    await stage.outbox.untilShown();
    await stage.outbox.open(ann.id);
  }
  await stage.outbox.untilShown();
  expect(await stage.telegram.journal({ method: 'sendMessage', chat: ann.id })).toHaveLength(6);
});

test('a deleted account is unreachable as well', async () => {
  await ann.deleteAccount();
  await stage.outbox.say(ann.id, 'a', 'one');
  expect(await stage.outbox.untilShown()).toMatchObject([
    { state: 'failed', error: { code: 'chat-unreachable' } },
  ]);
});

test('a message that can never be sent is given up with a sentence, and does not hold up the next one', async () => {
  await refuse('sendMessage', 'something nobody has heard of');
  await stage.outbox.say(ann.id, 'a', 'one');
  await stage.outbox.say(ann.id, 'b', 'two');
  expect(await stage.outbox.untilShown()).toMatchObject([
    {
      ...{ key: 'a', state: 'failed' },
      error: { code: 'message-refused', args: { detail: expect.stringContaining('nobody') } },
    },
    { key: 'b', state: 'shown' },
    { key: 'a:failed', state: 'shown' },
  ]);
  await stage.outbox.say(ann.id, 'a', 'one again');
  await stage.outbox.untilShown();
  const said = await texts();
  expect(said).toHaveLength(3);
  expect(said).toEqual(expect.arrayContaining(['two', 'one again', expect.stringMatching(/did not take/)]));
});

test('nobody is told again and again that nothing can be told', async () => {
  await refuse('sendMessage', 'something nobody has heard of', { count: 10 });
  await stage.outbox.say(ann.id, 'a', 'one');
  const rows = await stage.outbox.untilShown();
  expect(rows.map(({ key, state }) => [key, state])).toEqual([
    ['a', 'failed'],
    ['a:failed', 'failed'],
  ]);
});

test('what Telegram does not take is left out, and the rest is sent', async () => {
  await refuse('sendMessage', "can't parse entities: unsupported", { count: 1 });
  await stage.outbox.say(ann.id, 'a', text('bold', { entities: [{ type: 'bold', offset: 0, length: 4 }] }));
  await stage.outbox.untilShown();
  expect(await ann.answers()).toMatchObject([{ text: 'bold', entities: [] }]);
  await refuse('sendMessage', 'BUTTON_DATA_INVALID', { count: 1 });
  await stage.outbox.say(ann.id, 'b', text('buttons', { buttons: [[{ text: 'x', action: 'y' }]] }));
  await stage.outbox.untilShown();
  expect((await ann.answers())[1]).toMatchObject({ text: 'buttons', buttons: [] });
  await refuse('editMessageText', "can't parse entities: unsupported", { count: 1 });
  await stage.outbox.say(
    ann.id,
    'a',
    text('italic', { entities: [{ type: 'italic', offset: 0, length: 4 }] }),
  );
  await stage.outbox.untilShown();
  expect((await ann.answers())[0]).toMatchObject({ text: 'italic', entities: [] });
});

test('an answer to a message that is gone is sent all the same', async () => {
  const asked = await ann.sendText('a question');
  await ann.delete(asked);
  await stage.outbox.say(ann.id, 'a', text('an answer', { replyTo: asked.id }));
  await stage.outbox.untilShown();
  expect(await texts()).toEqual(['an answer']);
});

test('a closed or deleted topic is no reason to say nothing', async () => {
  const group = await stage.telegram.supergroup('Choir', {
    owner: ann,
    bots: [{ bot: stage.telegram.bot.id }],
  });
  await stage.outbox.open(group.id, 'supergroup');
  await stage.outbox.say(group.id, 'a', 'into nowhere', { threadId: 4711 });
  await stage.outbox.untilShown();
  expect((await ann.in(group).answers()).map((message) => message.text)).toEqual(['into nowhere']);
});

test('not modified is as good as shown', async () => {
  await stage.outbox.say(ann.id, 'a', 'one');
  await stage.outbox.untilShown();
  await stage.db.query("update chat_messages set state = 'waiting', version = 2, due_at = now()");
  expect(await stage.outbox.untilShown()).toMatchObject([{ state: 'shown', shown_version: 2, error: null }]);
});

test('progress that somebody deleted stays away; the answer comes anew', async () => {
  const chatRecordingId = await addRecording(ann.id);
  await stage.outbox.say(ann.id, 'p', 'in work: 1', { chatRecordingId });
  const [row] = await stage.outbox.untilShown();
  await ann.delete(row?.message_id ?? 0);
  await stage.outbox.say(ann.id, 'p', 'in work: 2', { chatRecordingId });
  await stage.outbox.untilShown();
  expect(await texts()).toEqual([]);
  await stage.db.query("update chat_recordings set state = 'answered'");
  await stage.outbox.say(ann.id, 'p', 'the words', { chatRecordingId });
  await stage.outbox.untilShown();
  expect(await texts()).toEqual(['the words']);
});

test('what is too old to be deleted is blanked', async () => {
  await stage.outbox.say(ann.id, 'a', text('a secret', { buttons: [[{ text: 'x', action: 'y' }]] }));
  await stage.outbox.untilShown();
  await stage.telegram.clock.advance(49 * 3600);
  await stage.outbox.unsay(ann.id, 'a');
  expect(await stage.outbox.untilShown()).toMatchObject([{ state: 'gone' }]);
  expect(await ann.answers()).toMatchObject([{ text: 'This message was taken back.', buttons: [] }]);
});

test('what somebody else deleted is gone', async () => {
  await stage.outbox.say(ann.id, 'a', 'one');
  const [row] = await stage.outbox.untilShown();
  await ann.delete(row?.message_id ?? 0);
  await stage.outbox.unsay(ann.id, 'a');
  expect(await stage.outbox.untilShown()).toMatchObject([{ state: 'gone' }]);
});

test('a group that became a supergroup is written to there', async () => {
  const group = await stage.telegram.group('Choir', { owner: ann, bots: [{ bot: stage.telegram.bot.id }] });
  await stage.outbox.open(group.id, 'group');
  await stage.outbox.say(group.id, 'a', 'one');
  await stage.outbox.untilShown();
  const supergroup = await group.migrate();
  await stage.outbox.say(group.id, 'b', 'two');
  const rows = await stage.outbox.untilShown();
  expect(rows.find(({ key }) => key === 'b')).toMatchObject({ chat_id: supergroup.id, state: 'shown' });
  expect((await ann.in(supergroup).answers()).map((message) => message.text)).toContain('two');
});

describe('floods', () => {
  test('of a chat close that chat as long as Telegram says, and lose nothing', async () => {
    const bob = await stage.telegram.person('Bob');
    await bob.sendText('/start');
    await stage.outbox.open(bob.id);
    await stage.telegram.faults.add({ method: 'sendMessage', chat: ann.id, kind: 'flood', retryAfter: 3 });
    const began = Date.now();
    await stage.outbox.say(ann.id, 'a', 'one');
    await stage.outbox.say(bob.id, 'a', 'two');
    await bob.waitFor((message) => message.text === 'two');
    await stage.outbox.untilShown();
    const order = (await stage.telegram.journal({ method: 'sendMessage' })).map(
      ({ parameters }) => parameters['text'],
    );
    expect(order.indexOf('two')).toBeLessThan(order.lastIndexOf('one'));
    expect(await texts()).toEqual(['one']);
    expect(Date.now() - began).toBeGreaterThan(3_000);
    const sent = (await stage.telegram.journal({ method: 'sendMessage', chat: ann.id })).map(
      ({ time }) => time,
    );
    expect(sent.length).toBe(2);
  });

  test('of many chats close the bot', async () => {
    const people = [ann];
    for (const name of ['Bob', 'Cid', 'Dan']) {
      const person = await stage.telegram.person(name);
      await person.sendText('/start');
      await stage.outbox.open(person.id);
      people.push(person);
    }
    await stage.telegram.faults.add({ method: 'sendMessage', kind: 'flood', retryAfter: 2, count: 3 });
    for (const person of people.slice(0, 3)) await stage.outbox.say(person.id, 'a', 'hello');
    await expect
      .poll(() => stage.db.query('select 1 from chat_paces where chat_id = 0 and closed_until > now()'))
      .toHaveLength(1);
    await stage.outbox.say(people[3]?.id ?? 0, 'a', 'hello');
    await stage.outbox.untilShown();
    for (const person of people) expect(await texts(person)).toEqual(['hello']);
  });
});

test('a token that Telegram does not know stops the calls, not the bot', async () => {
  await stage.telegram.faults.add({
    method: 'sendMessage',
    kind: 'status',
    status: 401,
    description: 'Unauthorized',
  });
  await stage.outbox.say(ann.id, 'a', 'one');
  await expect
    .poll(() =>
      stage.db.query("select 1 from chat_paces where chat_id = 0 and closed_until > now() + interval '30 s'"),
    )
    .toHaveLength(1);
  await stage.db.query('update chat_paces set closed_until = null');
  await stage.outbox.untilShown();
  expect(await texts()).toEqual(['one']);
});
