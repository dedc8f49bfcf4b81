import { beforeEach, describe, expect, test } from 'vitest';
import { setOutboxStage } from '../../../test/support/outbox-stage.ts';
import type { Person } from '../../../test/support/telegram/start-sandbox.ts';

const stage = setOutboxStage();
const { addRecording, meet } = stage;
let ann: Person;
beforeEach(async () => {
  ann = await meet('Ann');
});

const texts = async (person = ann) => (await person.answers()).map(({ text }) => text);
const calls = async (method: string) => (await stage.telegram.journal({ method })).length;

describe('what is said', () => {
  test('comes, is edited in its place, and is taken away', async () => {
    await stage.outbox.startSender();
    await stage.outbox.say(ann.id, 'a', {
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
    const [row] = await stage.outbox.untilShown();
    const [message] = await ann.answers();
    expect(message).toMatchObject({ id: row?.message_id, text: 'one two', edits: 0 });
    expect(message?.entities).toMatchObject([{ type: 'bold', offset: 4, length: 3 }]);
    expect(message?.buttons.flat().map(({ text }) => text)).toEqual(['Stop', 'Site']);
    await stage.outbox.say(ann.id, 'a', 'three');
    await stage.outbox.untilShown();
    expect(await ann.answers()).toMatchObject([
      { id: row?.message_id, text: 'three', edits: 1, buttons: [] },
    ]);
    await stage.outbox.unsay(ann.id, 'a');
    expect(await stage.outbox.untilShown()).toMatchObject([{ state: 'gone', message_id: null }]);
    expect(await texts()).toEqual([]);
    await stage.outbox.say(ann.id, 'a', 'four');
    await stage.outbox.untilShown();
    expect(await texts()).toEqual(['four']);
  });

  test('comes in its order, one after the other, and chats do not wait for each other', async () => {
    const bob = await meet('Bob');
    for (const word of ['one', 'two', 'three']) await stage.outbox.say(ann.id, word, word);
    await stage.outbox.say(bob.id, 'hello', 'hello');
    await stage.outbox.startSender();
    await stage.outbox.untilShown();
    const sent = (await stage.telegram.journal({ method: 'sendMessage' })).map(
      ({ parameters }) => parameters['text'],
    );
    expect(sent.indexOf('hello')).toBeLessThan(sent.indexOf('three'));
    expect((await bob.answers()).map(({ text }) => text)).toEqual(['hello']);
    expect(await texts()).toEqual(['one', 'two', 'three']);
    expect((await stage.telegram.limits.read()).exceeded).toEqual({ chat: 0, group: 0, all: 0 });
  });

  test('is sent as it is last: versions that nobody saw are left out', async () => {
    for (let step = 1; step <= 20; step += 1) await stage.outbox.say(ann.id, 'a', `step ${step}`);
    await stage.outbox.startSender();
    await stage.outbox.untilShown();
    expect(await calls('sendMessage')).toBe(1);
    for (let step = 21; step <= 60; step += 1) await stage.outbox.say(ann.id, 'a', `step ${step}`);
    const [row] = await stage.outbox.untilShown();
    expect(row).toMatchObject({ version: 60, shown_version: 60 });
    expect(await texts()).toEqual(['step 60']);
    expect(await calls('editMessageText')).toBeLessThan(5);
  });

  test('is answered first and shown in progress last', async () => {
    const chatRecordingId = await addRecording(ann.id);
    await stage.outbox.startSender();
    await stage.outbox.say(ann.id, 'p', 'in work: 1', { chatRecordingId });
    await stage.outbox.untilShown();
    await stage.outbox.say(ann.id, 'p', 'in work: 2', { chatRecordingId });
    await stage.outbox.say(ann.id, 'q', 'an answer');
    await stage.outbox.say(ann.id, 'r', 'another answer');
    await stage.outbox.untilShown();
    const methods = (await stage.telegram.journal({ chat: ann.id })).map(({ method }) => method);
    expect(methods.filter((name) => /Message/.test(name))).toEqual([
      'sendMessage',
      'sendMessage',
      'sendMessage',
      'editMessageText',
    ]);
  });

  test('waits for its time', async () => {
    await stage.outbox.startSender();
    await stage.outbox.say(ann.id, 'later', 'later', { dueAt: new Date(Date.now() + 1500) });
    await stage.outbox.say(ann.id, 'now', 'now');
    await stage.outbox.untilShown();
    expect(await texts()).toEqual(['now', 'later']);
  });
});

test('growing text also streams as a draft, and no draft stays in the way of the answer', async () => {
  await stage.outbox.startSender({ TELEGRAM_DRAFTS: 'true' });
  const chatRecordingId = await addRecording(ann.id);
  await stage.outbox.say(ann.id, 'p', 'so far', { chatRecordingId });
  await stage.outbox.untilShown();
  await stage.outbox.say(ann.id, 'p', 'so far, and more', { chatRecordingId });
  const { draft } = await ann.waitForChat((chat) => chat.draft !== undefined);
  expect(draft?.text).toBe('so far, and more');
  // Without anything newer it is shown as ever.
  await stage.outbox.untilShown();
  expect(await texts()).toEqual(['so far, and more']);
  await stage.db.query("update chat_recordings set state = 'answered'");
  await stage.outbox.say(ann.id, 'p', 'all of it', { chatRecordingId });
  await stage.outbox.untilShown();
  expect(await texts()).toEqual(['all of it']);
});

test('where drafts are not wanted, the text is edited as ever', async () => {
  await stage.telegram.faults.add({ method: 'sendMessageDraft', kind: 'status', status: 400, count: 100 });
  await stage.outbox.startSender({ TELEGRAM_DRAFTS: 'true' });
  const chatRecordingId = await addRecording(ann.id);
  for (const step of [1, 2, 3]) {
    await stage.outbox.say(ann.id, 'p', `so far: ${step}`, { chatRecordingId });
    await stage.outbox.untilShown();
  }
  expect(await texts()).toEqual(['so far: 3']);
  expect(await calls('sendMessageDraft')).toBe(1);
});
