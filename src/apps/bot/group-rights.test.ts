import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type BotTown, makeLine, makeSound, openBotTown } from '../../../test/support/bot-town.ts';
import type { Group, Person } from '../../../test/support/telegram/start-sandbox.ts';
import type { MessageView } from '../../telegram-sandbox/interface.ts';

// Telegram lets one message a second into a chat, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let town: BotTown;
let ann: Person;
let ben: Person;
let group: Group;
let channel: Group;
beforeAll(async () => {
  town = await openBotTown({ seesAll: true, settings: { TELEGRAM_USER_QUOTA: '20s' } });
  ann = await town.telegram.person('Ann', { languageCode: 'en' });
  ben = await town.telegram.person('Ben', { languageCode: 'en' });
});
afterAll(() => town.close());
beforeEach(async () => {
  // Telegram lets twenty messages a minute into one group.
  group = await town.telegram.supergroup('Choir', { owner: ann, members: [ben] });
  channel = await town.telegram.channel('News', { owner: ann, discussion: group.id });
  await group.addBot();
  await ann.in(group).waitFor(({ text }) => text.startsWith('Hello everybody!'));
  await town.db.query(`update chats set settings = '{"unasked": "all"}' where id = $1`, [group.id]);
  await town.db.query("update chat_recordings set state = 'failed', created_at = now() - interval '2 days'");
});

const refusal =
  'Only administrators can do this: the recording was sent in the name of a channel or of the group.';

/** Waits for the placeholder, and then for the answer, of what came in the name of no person. */
async function expectAdministratorsOnly(placeholder: MessageView): Promise<void> {
  expect(await ben.in(group).press('⏹ Stop', { message: placeholder })).toMatchObject({
    ...{ text: refusal, alert: true },
  });
  await town.finish([makeLine(0, 'of nobody')]);
  const answered = ({ messages }: { readonly messages: readonly MessageView[] }) =>
    messages.some(({ id, text }) => id === placeholder.id && text.includes('of nobody'));
  await ann.in(group).waitForChat(answered);
  await pressDelete(ben, placeholder);
  expect(await confirmDelete(ben, placeholder)).toMatchObject({ text: refusal });
  await ann.in(group).waitForChat(answered);
  await confirmDelete(ann, placeholder);
  await ann
    .in(group)
    .waitForChat(({ messages }) =>
      messages.some(({ id, text }) => id === placeholder.id && text.startsWith('Deleted')),
    );
}

const has =
  (label: string, message: MessageView) =>
  ({ messages }: { readonly messages: readonly MessageView[] }) =>
    messages.some(
      ({ buttons, id }) => id === message.id && buttons.flat().some(({ text }) => text === label),
    );

async function pressDelete(person: Person, message: MessageView): Promise<void> {
  await person.in(group).press('More…', { message });
  await person.in(group).waitForChat(has('🗑 Delete', message));
  await person.in(group).press('🗑 Delete', { message });
  await person.in(group).waitForChat(has('🗑 Yes, delete all of it', message));
}

const confirmDelete = (person: Person, message: MessageView) =>
  person.in(group).press('🗑 Yes, delete all of it', { message });

const isPlaceholder = ({ buttons }: MessageView) => buttons.flat().some(({ text }) => text === '⏹ Stop');

test('what an administrator sends in the name of the group is for administrators to stop and to delete', async () => {
  const sent = await ann.in(group).sendVoice(makeSound(), { duration: 12, as: 'anonymous' });
  await expectAdministratorsOnly(await ben.in(group).waitFor(isPlaceholder, { after: sent }));
});

test('and so is a post of the linked channel', async () => {
  await ann.in(channel).sendVoice(makeSound(), { duration: 12 });
  await expectAdministratorsOnly(await ben.in(group).waitFor(isPlaceholder));
});

test('and what somebody sends in the name of a channel of theirs', async () => {
  const own = await town.telegram.channel('Benny', { owner: ben });
  const sent = await ben.in(group).sendVoice(makeSound(), { duration: 12, as: own.id });
  await expectAdministratorsOnly(await ben.in(group).waitFor(isPlaceholder, { after: sent }));
});

test('a member’s own recording is theirs alone, and with everybody deciding a channel’s is everybody’s', async () => {
  const sent = await ben.in(group).sendVoice(makeSound(), { duration: 12 });
  const placeholder = await ben.in(group).waitFor(isPlaceholder, { after: sent });
  expect(await ann.in(group).press('⏹ Stop', { message: placeholder })).toMatchObject({
    text: expect.stringContaining('somebody else'),
  });
  await ben.in(group).press('⏹ Stop', { message: placeholder });
  await ben.in(group).waitForChat(has('🔁 Again', placeholder));
  await town.db.query(
    `update chats set settings = '{"unasked": "all", "changedBy": "everybody"}' where id = $1`,
    [group.id],
  );
  await ann.in(channel).sendVoice(makeSound(), { duration: 12 });
  const post = await ben.in(group).waitFor(isPlaceholder, { after: placeholder });
  await ben.in(group).press('⏹ Stop', { message: post });
  await ben.in(group).waitForChat(has('🔁 Again', post));
});

test('hearing again counts for who presses, and not for who asked first', async () => {
  const sent = await ben.in(group).sendVoice(makeSound(), { duration: 12 });
  await town.finish([makeLine(0, 'heard once')]);
  const answer = await ben.in(group).waitFor(({ text }) => text.includes('heard once'), { after: sent });
  const own = await town.db.query<{ user_id: string }>(
    "select user_id::text from chat_recordings where state in ('working', 'answered')",
  );
  expect(own).toEqual([{ user_id: String(ben.id) }]);
  // Ben's twenty seconds are nearly used up: Ann's are not.
  await ann.in(group).press('👥 By speakers', { message: answer });
  await town.finish([makeLine(0, 'heard twice')]);
  await ben.in(group).waitFor(({ text }) => text.includes('heard twice'), { after: answer });
  const rows = await town.db.query<{ user_id: string; sender_id: string }>(
    "select user_id::text, sender_id::text from chat_recordings where state in ('working', 'answered') order by item",
  );
  expect(rows).toEqual([
    { user_id: String(ben.id), sender_id: String(ben.id) },
    { user_id: String(ann.id), sender_id: String(ben.id) },
  ]);
});
