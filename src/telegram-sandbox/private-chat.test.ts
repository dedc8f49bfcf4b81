import { Api } from 'grammy';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { judgeShapes } from '../../test/support/telegram/judge-shapes.ts';
import { type Sandbox, startSandbox } from '../../test/support/telegram/start-sandbox.ts';

let telegram: Sandbox;
let api: Api;

beforeAll(async () => {
  telegram = await startSandbox({ limits: { refuse: false } });
  api = new Api(telegram.token, { apiRoot: telegram.url });
});
afterAll(async () => {
  expect(await judgeShapes(await telegram.journal())).toEqual([]);
  await telegram.close();
});
beforeEach(async () => {
  await api.getUpdates({ offset: -1 }).then(async ([last]) => {
    if (last) await api.getUpdates({ offset: last.update_id + 1 });
  });
});

test('a person writes, the bot hears, answers with a button, and hears the press', async () => {
  const ann = await telegram.person('Ann', { languageCode: 'ru' });
  await ann.sendText('/start please');
  const [update] = await api.getUpdates();
  expect(update?.message).toMatchObject({
    from: { id: ann.id, is_bot: false, first_name: 'Ann', language_code: 'ru' },
    chat: { id: ann.id, type: 'private' },
    text: '/start please',
    entities: [{ type: 'bot_command', offset: 0, length: 6 }],
  });

  await api.sendMessage(ann.id, 'Working', {
    reply_markup: { inline_keyboard: [[{ text: 'Stop', callback_data: 'stop-1' }]] },
  });
  const shown = await ann.waitFor(({ text }) => text === 'Working');
  expect(shown.buttons).toEqual([[{ text: 'Stop', kind: 'callback' }]]);

  const pressed = ann.press('Stop');
  const [query] = await api.getUpdates({ offset: (update?.update_id ?? 0) + 1, timeout: 10 });
  expect(query?.callback_query).toMatchObject({
    data: 'stop-1',
    from: { id: ann.id },
    message: { message_id: shown.id },
  });
  await api.answerCallbackQuery(query?.callback_query?.id ?? '', { text: 'Stopped', show_alert: true });
  expect(await pressed).toMatchObject({ answered: true, text: 'Stopped', alert: true });
});

test('a voice message is told with its size, and its bytes come over the file path', async () => {
  const ann = await telegram.person('Ann');
  await ann.sendVoice(Buffer.from('pretend this is Opus'), { duration: 7 });
  const [update] = await api.getUpdates();
  const voice = update?.message?.voice;
  expect(voice).toMatchObject({ duration: 7, mime_type: 'audio/ogg', file_size: 20 });
  const file = await api.getFile(voice?.file_id ?? '');
  expect(file.file_unique_id).toBe(voice?.file_unique_id);
  const response = await fetch(`${telegram.url}/file/bot${telegram.token}/${file.file_path}`);
  expect(await response.text()).toBe('pretend this is Opus');
  expect(response.headers.get('content-length')).toBe('20');
});

test('messages of all private chats are numbered by one counter of the bot', async () => {
  const [ann, ben] = [await telegram.person('Ann'), await telegram.person('Ben')];
  const ids: number[] = [];
  for (const person of [ann, ben, ann, ben]) ids.push((await person.sendText('hello')).id);
  ids.push((await api.sendMessage(ann.id, 'one more')).message_id);
  expect(ids).toEqual([0, 1, 2, 3, 4].map((more) => (ids[0] ?? 0) + more));
});

test('an edit without buttons takes them away, and the same again is not modified', async () => {
  const ann = await telegram.person('Ann');
  await ann.sendText('hello');
  const { message_id } = await api.sendMessage(ann.id, 'first', {
    reply_markup: { inline_keyboard: [[{ text: 'Stop', callback_data: 'x' }]] },
  });
  await api.editMessageText(ann.id, message_id, 'second');
  const shown = await ann.waitFor(({ text }) => text === 'second');
  expect(shown).toMatchObject({ buttons: [], edits: 1 });
  await expect(api.editMessageText(ann.id, message_id, 'second')).rejects.toMatchObject({
    error_code: 400,
    description:
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  });
});
