import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type Outbox, openOutbox } from '../../../test/support/sending.ts';
import { type Person, type Sandbox, startSandbox } from '../../../test/support/telegram/start-sandbox.ts';
import { type ChatRecordingId, createChatRecordingId } from '../../core/ids.ts';

let db: TestDatabase;
let telegram: Sandbox;
let outbox: Outbox;
let ann: Person;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  telegram = await startSandbox();
  outbox = await openOutbox({ db, telegram });
  ann = await meet('Ann');
});
afterEach(async () => {
  await outbox.close();
  await db.query('delete from bots where id = $1', [telegram.bot.id]);
  await telegram.close();
});

/** Somebody who wrote to the bot. */
async function meet(name: string): Promise<Person> {
  const person = await telegram.person(name);
  await person.sendText('/start');
  await outbox.open(person.id);
  return person;
}

async function addRecording(chatId: number, state = 'working'): Promise<ChatRecordingId> {
  const id = createChatRecordingId();
  await db.query(
    `insert into chat_recordings (tenant_id, id, bot_id, chat_id, user_id, message_id, source, state)
     values ($1, $2, $3, $4, $4, 1, '{"kind": "voice"}', $5)`,
    [outbox.bot.tenantId, id, outbox.bot.id, chatId, state],
  );
  return id;
}

const texts = async (person = ann) => (await person.answers()).map(({ text }) => text);
const calls = async (method: string) => (await telegram.journal({ method })).length;

describe('what is said', () => {
  test('comes, is edited in its place, and is taken away', async () => {
    await outbox.startSender();
    await outbox.say(ann.id, 'a', {
      kind: 'text',
      text: 'one two',
      entities: [{ type: 'bold', offset: 4, length: 3 }],
      buttons: [
        [
          { text: 'Stop', action: 'x1' },
          { text: 'Site', url: 'https://example.com/' },
        ],
      ],
    });
    const [row] = await outbox.untilShown();
    const [message] = await ann.answers();
    expect(message).toMatchObject({ id: row?.message_id, text: 'one two', edits: 0 });
    expect(message?.entities).toMatchObject([{ type: 'bold', offset: 4, length: 3 }]);
    expect(message?.buttons.flat().map(({ text }) => text)).toEqual(['Stop', 'Site']);
    await outbox.say(ann.id, 'a', 'three');
    await outbox.untilShown();
    expect(await ann.answers()).toMatchObject([
      { id: row?.message_id, text: 'three', edits: 1, buttons: [] },
    ]);
    await outbox.unsay(ann.id, 'a');
    expect(await outbox.untilShown()).toMatchObject([{ state: 'gone', message_id: null }]);
    expect(await texts()).toEqual([]);
    await outbox.say(ann.id, 'a', 'four');
    await outbox.untilShown();
    expect(await texts()).toEqual(['four']);
  });

  test('comes in its order, one after the other, and chats do not wait for each other', async () => {
    const bob = await meet('Bob');
    for (const word of ['one', 'two', 'three']) await outbox.say(ann.id, word, word);
    await outbox.say(bob.id, 'hello', 'hello');
    const before = Date.now();
    await outbox.startSender();
    await bob.waitFor(({ text }) => text === 'hello');
    expect(Date.now() - before).toBeLessThan(2_000);
    await outbox.untilShown();
    expect(await texts()).toEqual(['one', 'two', 'three']);
    expect((await telegram.limits.read()).exceeded).toEqual({ chat: 0, group: 0, all: 0 });
  });

  test('is sent as it is last: versions that nobody saw are left out', async () => {
    for (let step = 1; step <= 20; step += 1) await outbox.say(ann.id, 'a', `step ${step}`);
    await outbox.startSender();
    await outbox.untilShown();
    expect(await calls('sendMessage')).toBe(1);
    for (let step = 21; step <= 60; step += 1) await outbox.say(ann.id, 'a', `step ${step}`);
    const [row] = await outbox.untilShown();
    expect(row).toMatchObject({ version: 60, shown_version: 60 });
    expect(await texts()).toEqual(['step 60']);
    expect(await calls('editMessageText')).toBeLessThan(5);
  });

  test('is answered first and shown in progress last', async () => {
    const chatRecordingId = await addRecording(ann.id);
    await outbox.startSender();
    await outbox.say(ann.id, 'p', 'in work: 1', { chatRecordingId });
    await outbox.untilShown();
    await outbox.say(ann.id, 'p', 'in work: 2', { chatRecordingId });
    await outbox.say(ann.id, 'q', 'an answer');
    await outbox.say(ann.id, 'r', 'another answer');
    await outbox.untilShown();
    const methods = (await telegram.journal({ chat: ann.id })).map(({ method }) => method);
    expect(methods.filter((name) => /Message/.test(name))).toEqual([
      'sendMessage',
      'sendMessage',
      'sendMessage',
      'editMessageText',
    ]);
  });

  test('waits for its time', async () => {
    await outbox.startSender();
    await outbox.say(ann.id, 'later', 'later', { dueAt: new Date(Date.now() + 1500) });
    await outbox.say(ann.id, 'now', 'now');
    await outbox.untilShown();
    expect(await texts()).toEqual(['now', 'later']);
  });
});

test('growing text also streams as a draft, and no draft stays in the way of the answer', async () => {
  await outbox.startSender({ TELEGRAM_DRAFTS: 'true' });
  const chatRecordingId = await addRecording(ann.id);
  await outbox.say(ann.id, 'p', 'so far', { chatRecordingId });
  await outbox.untilShown();
  await outbox.say(ann.id, 'p', 'so far, and more', { chatRecordingId });
  const { draft } = await ann.waitForChat((chat) => chat.draft !== undefined);
  expect(draft?.text).toBe('so far, and more');
  // Without anything newer it is shown as ever.
  await outbox.untilShown();
  expect(await texts()).toEqual(['so far, and more']);
  await db.query("update chat_recordings set state = 'answered'");
  await outbox.say(ann.id, 'p', 'all of it', { chatRecordingId });
  await outbox.untilShown();
  expect(await texts()).toEqual(['all of it']);
});

test('where drafts are not wanted, the text is edited as ever', async () => {
  await telegram.faults.add({ method: 'sendMessageDraft', kind: 'status', status: 400, count: 100 });
  await outbox.startSender({ TELEGRAM_DRAFTS: 'true' });
  const chatRecordingId = await addRecording(ann.id);
  for (const step of [1, 2, 3]) {
    await outbox.say(ann.id, 'p', `so far: ${step}`, { chatRecordingId });
    await outbox.untilShown();
  }
  expect(await texts()).toEqual(['so far: 3']);
  expect(await calls('sendMessageDraft')).toBe(1);
});
