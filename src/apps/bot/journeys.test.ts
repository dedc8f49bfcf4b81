import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BotTown, makeLine, makeSound, openBotTown } from '../../../test/support/bot-town.ts';
import type { Person } from '../../../test/support/telegram/start-sandbox.ts';
import type { MessageView } from '../../telegram-sandbox/interface.ts';

// Telegram lets one message a second into a chat, and a machine may be busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let town: BotTown;
let ann: Person;
let ben: Person;
beforeAll(async () => {
  town = await openBotTown({ seesAll: true, settings: { TELEGRAM_USER_QUOTA: '30s' } });
  ann = await town.telegram.person('Ann', { languageCode: 'en' });
  ben = await town.telegram.person('Ben', { languageCode: 'en' });
});
afterAll(() => town.close());

const has = (label: string) => (message: MessageView) =>
  message.buttons.flat().some(({ text }) => text === label);

test('/cancel stops all that is under way, in the queue and in work', async () => {
  const first = await ann.sendVoice(makeSound(), { duration: 12 });
  await expect
    .poll(() => town.db.query("select 1 from chat_recordings where state = 'working'"), { timeout: 20_000 })
    .toHaveLength(1);
  await ann.sendVoice(makeSound(), { duration: 12 });
  await ann.waitForChat(({ messages }) => messages.filter(has('⏹ Stop')).length === 2);
  const asked = await ann.sendText('/cancel');
  const told = await ann.waitFor(() => true, { after: asked });
  expect(told.text).toMatch(/2|both|two/i);
  await ann.waitForChat(({ messages }) => messages.filter(has('🔁 Again')).length === 2);
  expect(await town.db.query('select distinct state from chat_recordings')).toEqual([{ state: 'cancelled' }]);
  expect(await town.db.query('select distinct state from recordings')).toEqual([{ state: 'cancelled' }]);
  const again = await ann.sendText('/cancel');
  const nothing = await ann.waitFor(() => true, { after: again });
  expect(nothing.text).not.toBe(told.text);
  expect(first.id).toBeLessThan(asked.id);
});

test('/usage says that the quota is used up, and the next recording is refused in plain words', async () => {
  await town.addRecording(ben, [makeLine(0, 'twelve seconds')]);
  await town.addRecording(ben, [makeLine(0, 'twelve more')]);
  const sent = await ben.sendVoice(makeSound(), { duration: 12 });
  const refused = await ben.waitFor(() => true, { after: sent });
  expect(refused.text).toContain('within a day');
  expect(await usage()).toMatch(/6 sec/);
  await town.db.query(`update recordings set media = jsonb_set(media, '{duration}', '15')
    where id in (select recording_id from chat_recordings where user_id = ${ben.id})`);
  const full = await usage();
  expect(full).toMatch(/30 sec/);
  expect(full).toMatch(/again in|opens|from now|hr/);
});

async function usage(): Promise<string> {
  const asked = await ben.sendText('/usage');
  return (await ben.waitFor(({ text }) => text.startsWith('📊'), { after: asked })).text;
}

test('one person who answers a question twice at once is heard once', async () => {
  const asked = await ann.sendText('/history');
  const menu = await ann.waitFor(({ text }) => text.startsWith('🗂'), { after: asked });
  await ann.press('🔍 Search', { message: menu });
  await ann.waitFor(({ text }) => text.startsWith('What should I look for'), { after: menu });
  const [one, other] = await Promise.all([ann.sendText('lions'), ann.sendText('tigers')]);
  await ann.waitFor(({ text }) => /lions|tigers/.test(text), { after: menu });
  await ann.waitForChat(({ messages }) =>
    messages.some(({ id, from }) => id > Math.max(one.id, other.id) && from.kind === 'bot'),
  );
  await usageOf(ann);
  const found = (await ann.answers()).filter(({ text }) => /lions|tigers/.test(text));
  expect(found).toHaveLength(1);
});

test('of two people at the same question in a group only who was asked is heard', async () => {
  const group = await town.telegram.supergroup('Choir', { owner: ann, members: [ben] });
  await group.addBot();
  await town.db.query("update chat_recordings set created_at = now() - interval '2 days'");
  const sung = await ann.in(group).sendVoice(makeSound(), { duration: 12, caption: '@efir_bot' });
  await town.finish([makeLine(0, 'sung together')]);
  await ann.in(group).waitFor(({ text }) => text.includes('sung together'), { after: sung });
  const asked = await ann.in(group).sendText('/history');
  const menu = await ann.in(group).waitFor(({ text }) => text.startsWith('🗂'), { after: asked });
  await ann.in(group).press('🔍 Search', { message: menu });
  const question = await ann
    .in(group)
    .waitFor(({ text }) => text.startsWith('What should I look for'), { after: menu });
  await Promise.all([ben.in(group).reply(question, 'bears'), ann.in(group).reply(question, 'wolves')]);
  await ann.in(group).waitFor(({ text }) => text.includes('wolves'), { after: menu });
  const told = (await ann.in(group).answers()).map(({ text }) => text).join('\n');
  expect(told).not.toContain('bears');
});

test('a button that is pressed twice at once does it once', async () => {
  await town.db.query("update chat_recordings set created_at = now() - interval '2 days'");
  const { answer, sent } = await town.addRecording(ann, [makeLine(0, 'pressed twice')]);
  const before = (await town.db.query('select 1 from chat_recordings')).length;
  const toasts = await Promise.all([
    ann.press('👥 By speakers', { message: answer }),
    ann.press('👥 By speakers', { message: answer }),
  ]);
  expect(new Set(toasts.map(({ text }) => text)).size).toBe(2);
  expect(await town.db.query('select 1 from chat_recordings')).toHaveLength(before + 1);
  await town.finish([makeLine(0, 'heard again')]);
  const again = await ann.waitFor(({ text }) => text.includes('heard again'), { after: answer });
  expect(again.replyTo).toBe(sent.id);
});

/** Whatever was to be answered before is answered by then. */
async function usageOf(person: Person): Promise<void> {
  const asked = await person.sendText('/usage');
  await person.waitFor(({ text }) => text.startsWith('📊'), { after: asked });
}
