import { expect, test } from 'vitest';
import { setOutboxStage } from '../../../test/support/outbox-stage.ts';
import { sleep } from '../../core/time.ts';

/* Telegram's limits, as the sandbox counts them: several processes together never come above one. */
const stage = setOutboxStage({ limits: { tolerance: 20 } });
const { meet } = stage;
const none = { chat: 0, group: 0, all: 0 };

test('three processes keep the limits of sixty private chats together', { timeout: 120_000 }, async () => {
  const people = await Promise.all(Array.from({ length: 60 }, (_, index) => meet(`P${index}`)));
  for (const key of ['a', 'b'])
    for (const person of people) await stage.outbox.say(person.id, key, `${key} of ${person.name}`);
  const began = Date.now();
  await Promise.all([stage.outbox.startSender(), stage.outbox.startSender(), stage.outbox.startSender()]);
  await stage.outbox.untilShown(90);
  const seconds = (Date.now() - began) / 1000;
  const { busiest, exceeded } = await stage.telegram.limits.read();
  expect(exceeded).toEqual(none);
  expect(busiest.second).toBeLessThanOrEqual(30);
  // 120 messages at 25 a second; a busy machine may take longer, never shorter.
  expect(seconds).toBeGreaterThan(3.8);
  for (const person of people)
    expect((await person.answers()).map(({ text }) => text)).toEqual([
      `a of ${person.name}`,
      `b of ${person.name}`,
    ]);
});

test('a group hears twenty a minute at most, and what is new has room beside progress', {
  timeout: 120_000,
}, async () => {
  const ann = await meet('Ann');
  const group = await stage.telegram.group('Choir', { owner: ann, bots: [{ bot: stage.telegram.bot.id }] });
  await stage.outbox.open(group.id, 'group');
  await Promise.all([stage.outbox.startSender(), stage.outbox.startSender()]);
  const chatRecordingId = await stage.addRecording(group.id, { userId: ann.id });
  let step = 0;
  const grow = async (until: number) => {
    for (; Date.now() < until; step += 1) {
      await stage.outbox.say(group.id, 'p', `in work: ${step}`, { chatRecordingId });
      await sleep(200);
    }
  };
  await grow(Date.now() + 10_000);
  const edits = await stage.telegram.journal({ method: 'editMessageText' });
  expect(edits.length).toBeLessThanOrEqual(4);
  // The answers do not wait for a minute to pass.
  const began = Date.now();
  for (let index = 0; index < 6; index += 1)
    await stage.outbox.say(group.id, `answer ${index}`, `answer ${index}`);
  await expect
    .poll(
      async () => (await stage.outbox.rows()).filter(({ key, state }) => key !== 'p' && state === 'shown'),
      { timeout: 45_000 },
    )
    .toHaveLength(6);
  expect(Date.now() - began).toBeLessThan(50_000);
  await grow(Date.now() + 20_000);
  const { busiest, exceeded } = await stage.telegram.limits.read();
  expect(exceeded).toEqual(none);
  expect(busiest.groupMinute).toBeLessThanOrEqual(20);
});

test('the last version goes as soon as the limit lets it', async () => {
  const ann = await meet('Ann');
  await stage.outbox.startSender();
  for (let step = 0; step < 15; step += 1) {
    await stage.outbox.say(ann.id, 'a', `version ${step}`);
    await sleep(100);
  }
  // Not with the next round of something, in a minute.
  await ann.waitFor(({ text }) => text === 'version 14');
  expect((await stage.telegram.limits.read()).exceeded).toEqual(none);
});
