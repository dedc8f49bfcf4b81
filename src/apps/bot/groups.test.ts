import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type BotTown, makeLine, makeSound, openBotTown } from '../../../test/support/bot-town.ts';
import type { Group, Person } from '../../../test/support/telegram/start-sandbox.ts';

// Telegram lets one message a second into a chat, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let town: BotTown;
let ann: Person;
let ben: Person;
let group: Group;
beforeAll(async () => {
  town = await openBotTown({ seesAll: true });
  ann = await town.telegram.person('Ann', { languageCode: 'en' });
  ben = await town.telegram.person('Ben', { languageCode: 'ru' });
  group = await town.telegram.supergroup('Choir', { owner: ann, members: [ben], forum: true });
  await group.addBot();
  await ann.in(group).waitFor(({ text }) => text.startsWith('Hello everybody!'));
});
afterAll(() => town.close());

const countTaken = async () => (await town.db.query('select 1 from chat_recordings')).length;
const quiet = async (person: Person) => {
  // Whatever was to be answered is answered before what comes after it.
  const asked = await person.in(group).sendText('/usage@efir_bot');
  const answer = await person.in(group).waitFor(({ text }) => text.startsWith('📊'), { after: asked });
  return answer.id - asked.id;
};

describe('in a group', () => {
  test('the bot speaks the language that who added it chose, where that is known', async () => {
    const cleo = await town.telegram.person('Cleo', { languageCode: 'en' });
    await cleo.sendText('/start');
    await cleo.waitFor(({ text }) => text.startsWith('Hello!'));
    await town.db.query(`update chats set settings = '{"language":"ru"}' where id = $1`, [cleo.id]);
    const family = await town.telegram.supergroup('Family', { owner: cleo, members: [] });
    await family.addBot();
    const hello = await cleo.in(family).waitFor(() => true);
    expect(hello.text).toContain('Здравствуйте!');
    await cleo.in(family).sendText('/history');
    const list = await cleo.in(family).waitFor(({ text }) => text.startsWith('🗂'));
    expect(list.text).toContain('Ответьте на голосовое сообщение командой /text');
  });

  test('a voice message is written down when somebody replies with the command', async () => {
    const chat = ben.in(group);
    const sent = await chat.sendVoice(makeSound(), { duration: 12 });
    expect(await quiet(ann)).toBe(1);
    expect(await countTaken()).toBe(0);
    await ann.in(group).reply(sent, '/text');
    await town.finish([makeLine(0, 'la la la')]);
    const answer = await chat.waitFor(({ text }) => text.includes('la la la'), { after: sent });
    expect(answer.replyTo).toBe(sent.id);
    await chat.reply(sent, '/text@efir_bot');
    const second = await chat.waitFor(({ text }) => text.startsWith('I have this one already'), {
      after: answer,
    });
    expect(second.replyTo).toBe(answer.id);
    expect(await countTaken()).toBe(1);
  });

  test('a mention asks, and so does a reaction, in the topic of the message', async () => {
    const thread = await group.openTopic(ann, 'Rehearsals');
    const sent = await ben.in(group).sendVoice(makeSound(), { duration: 12, thread });
    await ann.in(group).reply(sent, 'hey @efir_bot please', { thread });
    await town.finish([makeLine(0, 'by a mention')]);
    const answer = await ben.in(group).waitFor(({ text }) => text.includes('by a mention'), { after: sent });
    expect(answer).toMatchObject({ replyTo: sent.id, thread });

    await group.change({ member: 'efir_bot', status: 'administrator' });
    const other = await ben.in(group).sendVoice(makeSound(), { duration: 12, thread });
    await ann.in(group).react(other, '👍');
    await ann.in(group).react(other, '👍', '✍');
    await town.finish([makeLine(0, 'by a reaction')]);
    const reacted = await ben
      .in(group)
      .waitFor(({ text }) => text.includes('by a reaction'), { after: other });
    expect(reacted).toMatchObject({ replyTo: other.id, thread });
  });

  test('nothing is said to what is said to nobody, or to another bot', async () => {
    await ben.in(group).sendText('good evening');
    await ben.in(group).sendText('/help@other_bot');
    await ben.in(group).sendText('/unknown');
    await ben.in(group).sendFile('photo', { zeros: 100 });
    expect(await quiet(ben)).toBe(1);
  });

  test('a command without a recording, and a mention without one, are told how to ask', async () => {
    const command = await ben.in(group).sendText('/transcribe');
    await ben
      .in(group)
      .waitFor(({ text }) => text.startsWith('Reply to a voice message'), { after: command });
    const mention = await ben.in(group).sendText('@efir_bot');
    const told = await ben
      .in(group)
      .waitFor(({ text }) => text.startsWith('Reply to a voice message'), { after: mention });
    expect(told.replyTo).toBe(mention.id);
  });

  test('a command that is written into a caption later counts once', async () => {
    const chat = ben.in(group);
    const before = await countTaken();
    const sent = await chat.sendVoice(makeSound(), { duration: 12, caption: 'listen' });
    await chat.edit(sent, '/text');
    await town.finish([makeLine(0, 'in a caption')]);
    await chat.waitFor(({ text }) => text.includes('in a caption'), { after: sent });
    await chat.edit(sent, '/text please');
    expect(await quiet(ben)).toBe(1);
    expect(await countTaken()).toBe(before + 1);
  });
});

describe('settings of a group', () => {
  beforeAll(async () => {
    // Telegram lets twenty messages a minute into one group.
    group = await town.telegram.supergroup('Quartet', { owner: ann, members: [ben] });
    await group.addBot();
  });

  test('are for administrators, with a name or without, until they let everybody', async () => {
    const refused = await ben.in(group).sendText('/settings');
    await ben.in(group).waitFor(({ text }) => text.startsWith('Only administrators'), { after: refused });
    const asked = await ann.in(group).sendText('/settings', { as: 'anonymous' });
    const menu = await ann.in(group).waitFor(({ text }) => text.startsWith('⚙️ Settings'), { after: asked });
    const pressed = await ben.in(group).press({ row: 0, column: 0 }, { message: menu });
    expect(pressed.text).toBe('Only administrators can change the settings of this group.');
    await ann.in(group).press('Who decides: Administrators', { message: menu });
    await ann
      .in(group)
      .waitForChat(({ messages }) =>
        messages.some(({ id, text }) => id === menu.id && text.includes('Who may change')),
      );
    expect(await ann.in(group).press('Everybody', { message: menu })).toMatchObject({ text: 'Saved.' });
    const now = await ben.in(group).sendText('/settings');
    await ben.in(group).waitFor(({ text }) => text.startsWith('⚙️ Settings'), { after: now });
  });

  test('let every voice message be written down unasked', async () => {
    await ben.in(group).press('Unasked: Nothing');
    await ben.in(group).waitFor(({ text }) => text.includes('without being asked'));
    await ben.in(group).press('Voice messages, round videos');
    await ben
      .in(group)
      .waitFor(({ buttons }) =>
        buttons.flat().some(({ text }) => text === 'Unasked: Voice messages, round videos'),
      );
    const { answer } = await town.addRecording(ben.in(group), [makeLine(0, 'unasked')]);
    expect(answer.text).toContain('unasked');
  });
});
