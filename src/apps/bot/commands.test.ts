import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type RunningBot, runBot } from '../../../test/support/running-bot.ts';
import { type Person, type Sandbox, startSandbox } from '../../../test/support/telegram/start-sandbox.ts';

const commands = ['start', 'help', 'settings', 'history', 'usage', 'cancel', 'privacy'] as const;

// Telegram lets one message a second into a chat, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let db: TestDatabase;
let telegram: Sandbox;
let bot: RunningBot;
let bots = 7_400;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  bots += 1;
  telegram = await startSandbox({ bots: [{ token: `${bots}:a-token`, username: 'efir_bot' }] });
  bot = await runBot({ db, telegram });
});
afterEach(async () => {
  await bot.close();
  await telegram.close();
});

/** Sends something and gives the text of the answer. */
const ask = async (person: Person, text: string) => {
  const sent = await person.sendText(text);
  return person.waitFor(() => true, { after: sent });
};

describe('a command', () => {
  test.each([
    ['en', ['Hello!', 'How it works', 'Settings', 'Recordings', 'Sound', 'Nothing of yours', 'Privacy']],
    ['ru', ['Здравствуйте!', 'Как это работает', 'Настройки', 'Записи', 'Звук', 'нет ничего', 'Ваши данные']],
  ])('is answered in the language of the person: %s', async (languageCode, expected) => {
    const person = await telegram.person('Ann', { languageCode });
    for (const [place, command] of commands.entries())
      expect((await ask(person, `/${command}`)).text).toContain(expected[place]);
  });

  test('is ours with our name behind it, and nobody’s answer with another’s', async () => {
    const ann = await telegram.person('Ann', { languageCode: 'en' });
    expect((await ask(ann, '/START@Efir_Bot ref_12345')).text).toContain('Hello!');
    await ann.sendText('/start@other_bot');
    expect((await ask(ann, '/help')).text).toContain('How it works');
    expect((await ask(ann, '/nonsense')).text).toContain('do not know this command');
    const { messages } = await ann.read();
    expect(messages).toHaveLength(7);
  });

  test('“start” offers help and settings, and both buttons work', async () => {
    const ann = await telegram.person('Ann', { languageCode: 'ru' });
    const start = await ask(ann, '/start');
    await ann.press('Как это работает', { message: start });
    await ann.waitFor(({ text }) => text.startsWith('Как это работает'), { after: start });
    await ann.press('⚙️ Настройки', { message: start });
    const settings = await ann.waitFor(({ text }) => text.startsWith('⚙️ Настройки'), { after: start });
    expect(settings.buttons.length).toBeGreaterThan(2);
  });

  test('what says nothing to the bot gets a sentence once a minute, and in each language', async () => {
    const ann = await telegram.person('Ann', { languageCode: 'en' });
    expect((await ask(ann, 'hello there')).text).toContain('I work with sound');
    await ann.sendText('hello again');
    await ann.sendFile('photo', { zeros: 100 });
    await ann.waitFor(({ text }) => text.startsWith('There is no sound in this'));
    expect((await ann.answers()).filter(({ text }) => text.includes('I work with sound'))).toHaveLength(1);
    await db.query(`update chats set settings = '{"language":"ru"}' where id = $1`, [ann.id]);
    expect((await ask(ann, 'hello once more')).text).toContain('Я работаю со звуком');
    await db.query(`update chat_messages set created_at = created_at - interval '61 seconds'`);
    expect((await ask(ann, 'hello at last')).text).toContain('Я работаю со звуком');
  });
});

describe('settings', () => {
  test('are chosen in one message, and speak the chosen language from then on', async () => {
    const ann = await telegram.person('Ann', { languageCode: 'en' });
    const menu = await ask(ann, '/settings');
    const labels = menu.buttons.flat().map(({ text }) => text);
    expect(labels).toEqual([
      'My language: As in Telegram',
      'Spoken: Tell it by the sound',
      'Speakers: Do not tell apart',
      'Text comes: As a message',
      'Kind of file: TXT',
      'Keep: As usual here',
      'Close',
    ]);
    const shows = (words: string) =>
      ann.waitForChat(({ messages }) =>
        messages.some(
          ({ id, text, buttons }) =>
            id === menu.id && (text.includes(words) || buttons.flat().some((one) => one.text === words)),
        ),
      );
    await ann.press('Keep: As usual here', { message: menu });
    await shows('✓ As usual here');
    await ann.press('7 days', { message: menu });
    await shows('Keep: 7 days');
    await ann.press('Spoken: Tell it by the sound', { message: menu });
    await shows('German');
    await ann.press('German', { message: menu });
    await shows('Spoken: German');
    await ann.press('My language: As in Telegram', { message: menu });
    await shows('Русский');
    expect(await ann.press('Русский', { message: menu })).toMatchObject({ text: 'Сохранено.' });
    await shows('Язык речи: Немецкий');
    expect(await db.query('select settings from chats where bot_id = $1', [bots])).toEqual([
      { settings: { keepDays: 7, spoken: 'de', language: 'ru' } },
    ]);
    // A menu that is asked for again comes below, and the first one goes.
    const second = await ask(ann, '/settings');
    await ann.waitForChat(({ messages }) => !messages.some(({ id }) => id === menu.id));
    await ann.press('Закрыть', { message: second });
    await ann.waitForChat(({ messages }) => !messages.some(({ id }) => id === second.id));
  });
});

describe('a button', () => {
  const press = async (person: Person, message: number, data: string) => {
    const [row] = await db.query<{ id: number }>('select max(id)::int as id from chat_updates');
    const from = { id: person.id, is_bot: false, first_name: person.name, language_code: 'en' };
    const chat = { id: person.id, type: 'private', first_name: person.name };
    const id = `made-up-${data.slice(0, 20)}-${row?.id}`;
    await telegram.pushUpdate({
      callback_query: { id, from, chat_instance: '1', data, message: { message_id: message, date: 1, chat } },
    });
    await vi.waitFor(
      async () => {
        const calls = await telegram.journal({ method: 'answerCallbackQuery' });
        expect(calls.map(({ parameters }) => parameters['callback_query_id'])).toContain(id);
      },
      { timeout: 10_000, interval: 30 },
    );
    const calls = await telegram.journal({ method: 'answerCallbackQuery' });
    return calls.findLast(({ parameters }) => parameters['callback_query_id'] === id)?.parameters['text'];
  };

  test('of another chat, made up, or far too long does nothing but say so', async () => {
    const ann = await telegram.person('Ann', { languageCode: 'en' });
    const ben = await telegram.person('Ben', { languageCode: 'en' });
    const menu = await ask(ann, '/privacy');
    await ask(ben, '/help');
    const [stolen] = await db.query<{ id: string }>(
      `select id from chat_actions where bot_id = $1 and chat_id = $2 and name = 'forget-ask'`,
      [bots, ann.id],
    );
    const old = 'This button is too old by now. /history shows your recordings again.';
    for (const data of [
      stolen?.id ?? '',
      'forget',
      'x'.repeat(5_000),
      "'; drop table chats; --",
      '__proto__',
      '',
    ])
      expect(await press(ben, 1, data)).toBe(old);
    expect(await press(ann, menu.id, stolen?.id ?? '')).toBeUndefined();
  });

  test('of an action that is gone, or with a payload of another make, is too old', async () => {
    const ann = await telegram.person('Ann', { languageCode: 'en' });
    const menu = await ask(ann, '/settings');
    await db.query(`update chat_actions set name = 'toString' where chat_id = $1 and name = 'menu-close'`, [
      ann.id,
    ]);
    await db.query(
      `update chat_actions set payload = '{"topic": "no-such-topic"}' where chat_id = $1 and name = 'settings-topic'`,
      [ann.id],
    );
    expect(await ann.press('Close', { message: menu })).toMatchObject({ alert: true });
    expect(await ann.press('Kind of file: TXT', { message: menu })).toMatchObject({ alert: true });
  });
});

describe('where only some may use it', () => {
  test('others are told their id, and in groups nothing', async () => {
    const ann = await telegram.person('Ann', { languageCode: 'en', username: 'ann_b' });
    const ben = await telegram.person('Ben', { languageCode: 'en' });
    await bot.close();
    const group = await telegram.supergroup('Choir', { owner: ann, members: [ben] });
    bot = await runBot({ db, telegram, settings: { TELEGRAM_ALLOWED: `@Ann_B, ${group.id + 1}` } });
    expect((await ask(ann, '/start')).text).toContain('Hello!');
    expect((await ask(ben, '/start')).text).toContain(`tell them your Telegram id: ${ben.id}.`);
    await group.addBot();
    await ben.in(group).sendText('/help@efir_bot');
    const asked = await ann.in(group).sendText('/help@efir_bot');
    const answer = await ann.in(group).waitFor(({ text }) => text.startsWith('How it works'));
    expect(answer.id).toBeGreaterThan(asked.id);
    expect((await ann.in(group).answers()).filter(({ text }) => text.startsWith('How'))).toHaveLength(1);
  });
});
