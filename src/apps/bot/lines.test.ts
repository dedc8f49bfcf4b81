import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type BotTown, makeLine, openBotTown } from '../../../test/support/bot-town.ts';
import { createUser } from '../../../test/support/people.ts';
import type { Person } from '../../../test/support/telegram/start-sandbox.ts';
import type { TenantId } from '../../core/ids.ts';

// Telegram lets one message a second into a chat, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let town: BotTown;
let ann: Person;
beforeAll(async () => {
  town = await openBotTown();
  ann = await town.telegram.person('Ann', { languageCode: 'en' });
});
afterAll(() => town.close());

/** Makes a user whom this person is. */
async function join(person: Person): Promise<string> {
  const [bot] = await town.db.query<{ id: number; tenant_id: TenantId }>('select id, tenant_id from bots');
  if (!bot) throw new Error('no bot works');
  const { id } = await createUser(town.db, { tenantId: bot.tenant_id });
  await town.db.query(
    'insert into telegram_logins (tenant_id, bot_id, telegram_user_id, user_id) values ($1, $2, $3, $4)',
    [bot.tenant_id, bot.id, person.id, id],
  );
  return id;
}

describe('a doubtful line', () => {
  test('is heard by a press, corrected by a reply, and put back by another press', async () => {
    const { answer } = await town.addRecording(ann, [
      makeLine(0, 'good morning everybody'),
      makeLine(1, 'the shop is closed', 0.3),
    ]);
    expect(answer.buttons.flat().map(({ text }) => text)).toContain('🔎 Doubtful: 1');
    await ann.press('🔎 Doubtful: 1', { message: answer });
    const list = await ann.waitFor(({ text }) => text.startsWith('One doubtful line'), { after: answer });
    expect(list.text).toContain('the shop is closed');
    expect(list.text).not.toContain('good morning');

    await ann.press({ row: 0, column: 0 }, { message: list });
    const clip = await ann.waitFor(({ file }) => file?.kind === 'voice', { after: list });
    expect(clip).toMatchObject({ replyTo: list.id, text: '0:02 · the shop is closed' });
    expect(clip.file?.bytes).toBeGreaterThan(100);

    await ann.reply(clip, 'the ship is closed');
    const done = await ann.waitFor(({ text }) => text === '✓ Corrected.', { after: clip });
    await ann.waitForChat(({ messages }) =>
      messages.some(({ id, text }) => id === answer.id && text.includes('the ship is closed')),
    );
    // Nothing is left to listen to.
    await ann.waitForChat(({ messages }) => !messages.some(({ id }) => id === list.id));
    // From now on it is known who she is.
    const userId = await join(ann);
    expect(await ann.press('↩ Undo', { message: done })).toMatchObject({ text: 'It is as it was before.' });
    await ann.waitForChat(({ messages }) =>
      messages.some(({ id, text }) => id === answer.id && text.includes('the shop is closed')),
    );
    const undone = await ann.waitFor(({ id, text }) => id === done.id && text === 'It is as it was before.');
    expect(undone.buttons).toEqual([]);
    const changes = await town.db.query(`select version, user_id from transcript_changes order by version`);
    expect(changes).toEqual([
      { version: 2, user_id: null },
      { version: 3, user_id: userId },
    ]);

    // What was corrected again since is not put back, and the way back stays where it was.
    await ann.reply(clip, 'the ship is closer');
    const former = await ann.waitFor(({ text }) => text === '✓ Corrected.', { after: done });
    await ann.reply(clip, 'the ship is close');
    await ann.waitFor(({ text }) => text === '✓ Corrected.', { after: former });
    expect(await ann.press('↩ Undo', { message: former })).toMatchObject({ alert: true });
    const { messages } = await ann.read();
    expect(messages.find(({ id }) => id === former.id)).toMatchObject({ text: '✓ Corrected.' });
  });

  test('is corrected from the list, by its time or by the words that the reply marks', async () => {
    const { answer } = await town.addRecording(ann, [
      makeLine(0, 'first lime', 0.2),
      makeLine(1, 'second lime', 0.2),
      makeLine(2, 'third lime', 0.2),
    ]);
    await ann.press('🔎 Doubtful: 3', { message: answer });
    const list = await ann.waitFor(({ text }) => text.startsWith('Doubtful lines: 3'), { after: answer });
    const stands = (words: string) =>
      ann.waitForChat(({ messages }) =>
        messages.some(({ id, text }) => id === answer.id && text.includes(words)),
      );
    await ann.reply(list, 'which one?');
    await ann.waitFor(({ text }) => text.startsWith('Which line is it?'), { after: list });
    await ann.reply(list, '0:04 third line');
    await stands('third line');
    await ann.reply(list, 'second line', { quote: 'second lime' });
    await stands('second line');
    // One doubtful line is left: it is meant.
    await ann.reply(list, 'first line');
    await stands('first line');
    expect(await ann.press({ row: 0, column: 0 }, { message: list })).toMatchObject({ answered: true });
  });

  test('turns pages in one message', async () => {
    const lines = Array.from({ length: 14 }, (_, place) => makeLine(place, `line number ${place}`, 0.1));
    const { answer } = await town.addRecording(ann, lines);
    await ann.press('🔎 Doubtful: 14', { message: answer });
    const list = await ann.waitFor(({ text }) => text.startsWith('Doubtful lines: 14'), { after: answer });
    await ann.press('Further ›', { message: list });
    await ann.waitForChat(({ messages }) =>
      messages.some(({ id, text }) => id === list.id && text.includes('line number 6')),
    );
    await ann.press('Further ›', { message: list });
    const last = await ann.waitForChat(({ messages }) =>
      messages.some(({ id, text }) => id === list.id && text.includes('line number 13')),
    );
    const labels = last.messages
      .find(({ id }) => id === list.id)
      ?.buttons.flat()
      .map(({ text }) => text);
    expect(labels).toContain('‹ Back');
    expect(labels).not.toContain('Further ›');
    await ann.press('Close', { message: list });
    await ann.waitForChat(({ messages }) => !messages.some(({ id }) => id === list.id));
  });
});

describe('a speaker', () => {
  const talk = [makeLine(0, 'hello who is there', 0.95, 'S1'), makeLine(1, 'it is me', 0.95, 'S2')];

  test('gets the name that is given, and the answer says it', async () => {
    const { answer } = await town.addRecording(ann, talk);
    await ann.press('✏ Names…', { message: answer });
    await ann.waitFor(({ buttons, id }) => id === answer.id && buttons[0]?.[1]?.text === '✏ Speaker 2');
    await ann.press('✏ Speaker 2', { message: answer });
    const question = await ann.waitFor(({ text }) => text.startsWith('Who is'), { after: answer });
    expect(question.text).toBe('Who is “Speaker 2”? Write the name.');
    await ann.sendText('x'.repeat(101));
    await ann.waitFor(({ text }) => text.startsWith('That cannot be a name'), { after: question });
    await ann.sendText('Boris');
    await ann.waitFor(({ text }) => text === '✓ Noted: Boris.', { after: question });
    await ann.waitForChat(({ messages }) =>
      messages.some(({ id, text }) => id === answer.id && text.includes('Boris: it is me')),
    );
    expect(await town.db.query('select 1 from chat_dialogues')).toEqual([]);
    // Questions that were answered stand there no more.
    await ann.waitForChat(({ messages }) => !messages.some(({ text }) => /^(Who is|That cannot)/.test(text)));
  });

  test('is asked for no more after “Never mind” or another command', async () => {
    const { answer } = await town.addRecording(ann, talk);
    const button = '✏ Speaker 1';
    await ann.press('✏ Names…', { message: answer });
    await ann.waitFor(({ buttons, id }) => id === answer.id && buttons[0]?.[0]?.text === button);
    await ann.press(button, { message: answer });
    const question = await ann.waitFor(({ text }) => text.startsWith('Who is'), { after: answer });
    await ann.press('Never mind', { message: question });
    await ann.waitForChat(({ messages }) => !messages.some(({ id }) => id === question.id));
    await ann.press(button, { message: answer });
    await ann.waitFor(({ text }) => text.startsWith('Who is'), { after: question });
    const usage = await ann.sendText('/usage');
    await ann.waitFor(({ text }) => text.startsWith('📊'), { after: usage });
    await ann.sendText('Boris');
    await ann.waitFor(({ text }) => text.startsWith('I work with sound'), { after: usage });
    expect(await town.db.query(`select 1 from speakers where name = 'Boris' and id = 'S1'`)).toEqual([]);
    await ann.waitForChat(({ messages }) => !messages.some(({ text }) => text.startsWith('Who is')));
  });
});

describe('the history', () => {
  test('finds words, and opens a recording again', async () => {
    await town.addRecording(ann, [makeLine(0, 'a hundred % certain_thing')]);
    const asked = await ann.sendText('/history');
    const list = await ann.waitFor(({ text }) => text.startsWith('🗂'), { after: asked });
    expect(list.buttons[0]?.[0]?.text).toMatch(/^\d+ \w+ · 0:12 · a hundred % certain_thing$/);
    await ann.sendText('/history % CERTAIN_t');
    const found = await ann.waitFor(({ text }) => text.includes('With “% CERTAIN_t”'), { after: asked });
    expect(found.buttons).toHaveLength(2);
    await ann.sendText('/history cert_in');
    await ann.waitFor(({ text }) => text.includes('Nothing with “cert_in”'), { after: found });
    const before = await ann.sendText('/history hundred');
    const again = await ann.waitFor(({ text }) => text.includes('With “hundred”'), { after: before });
    await ann.press({ row: 0, column: 0 }, { message: again });
    const opened = await ann.waitFor(({ text }) => text === 'a hundred % certain_thing', { after: again });
    expect(opened.buttons.flat().map(({ text }) => text)).toContain('TXT');
    // One menu at a time.
    const { messages } = await ann.read();
    expect(messages.filter(({ text }) => text.startsWith('🗂'))).toHaveLength(1);
  });

  test('offers no search where there is nothing', async () => {
    const ben = await town.telegram.person('Ben', { languageCode: 'en' });
    await ben.sendText('/history');
    const list = await ben.waitFor(({ text }) => text.includes('Nothing here yet'));
    expect(list.buttons.flat().map(({ text }) => text)).toEqual(['Close']);
  });

  test('asks what to look for', async () => {
    const asked = await ann.sendText('/history');
    const list = await ann.waitFor(({ text }) => text.startsWith('🗂'), { after: asked });
    await ann.press('🔍 Search', { message: list });
    const question = await ann.waitFor(({ text }) => text.startsWith('What should I look for'), {
      after: list,
    });
    const word = await ann.sendText('morning');
    await ann.waitFor(({ text }) => text.includes('With “morning”'), { after: question });
    await ann.waitForChat(({ messages }) => !messages.some(({ id }) => id === question.id));
    expect((await ann.messages()).some(({ id, text }) => id > word.id && text.includes('everybody'))).toBe(
      false,
    );
  });
});
