import type { Api } from 'grammy';
import { expect, test } from 'vitest';
import { setSandboxStage } from '../../test/support/telegram/sandbox-stage.ts';
import type { Person, Sandbox } from '../../test/support/telegram/start-sandbox.ts';

let telegram: Sandbox;
let ann: Person;
let api: Api;
setSandboxStage((stage) => {
  ({ ann, api, telegram } = stage);
});

const refused = (description: string) => ({ error_code: 400, description: `Bad Request: ${description}` });

test('4,096 units after the markup is read, not one more', async () => {
  const sent = await api.sendMessage(ann.id, `<b>${'🎙'.repeat(2048)}</b>`, { parse_mode: 'HTML' });
  expect(sent.text).toHaveLength(4096);
  expect(sent.entities).toEqual([{ type: 'bold', offset: 0, length: 4096 }]);
  await expect(api.sendMessage(ann.id, 'x'.repeat(4097))).rejects.toMatchObject(
    refused('message is too long'),
  );
  await expect(api.editMessageText(ann.id, sent.message_id, 'x'.repeat(4097))).rejects.toMatchObject(
    refused('message is too long'),
  );
});

test.each([[''], ['  \n '], ['<b> </b>']])('nothing is no message: %j', async (text) => {
  await expect(api.sendMessage(ann.id, text, { parse_mode: 'HTML' })).rejects.toMatchObject(
    refused('message text is empty'),
  );
});

test('a caption has up to 1,024 units', async () => {
  const [file] = await Promise.all([ann.sendFile('document', Buffer.from('x'), { name: 'x.txt' })]);
  const updates = await api.getUpdates({ offset: -1 });
  const id = updates[0]?.message?.document?.file_id ?? '';
  expect(file.file?.name).toBe('x.txt');
  expect((await api.sendDocument(ann.id, id, { caption: 'x'.repeat(1024) })).caption).toHaveLength(1024);
  await expect(api.sendDocument(ann.id, id, { caption: 'x'.repeat(1025) })).rejects.toMatchObject(
    refused('message caption is too long'),
  );
});

test('spaces around a text go, and its entities move along', async () => {
  const sent = await api.sendMessage(ann.id, '\n  bold words \n', {
    entities: [{ type: 'bold', offset: 3, length: 4 }],
  });
  expect(sent).toMatchObject({ text: 'bold words', entities: [{ type: 'bold', offset: 0, length: 4 }] });
});

test('entities outside of the text are cut or left out', async () => {
  const sent = await api.sendMessage(ann.id, 'short', {
    entities: [
      { type: 'italic', offset: 2, length: 100 },
      { type: 'bold', offset: 50, length: 2 },
    ],
  });
  expect(sent.entities).toEqual([{ type: 'italic', offset: 2, length: 3 }]);
});

test('links, commands, mentions and tags are marked by themselves', async () => {
  const sent = await api.sendMessage(
    ann.id,
    'see https://example.com/a, write to @someone or x@example.com, /help #tag',
  );
  const marked = sent.entities?.map(({ type, offset, length }) => [
    type,
    sent.text.slice(offset, offset + length),
  ]);
  expect(marked).toEqual([
    ['url', 'https://example.com/a'],
    ['mention', '@someone'],
    ['email', 'x@example.com'],
    ['bot_command', '/help'],
    ['hashtag', '#tag'],
  ]);
});

test.each([
  ['callback data above 64 bytes', [[{ text: 'x', callback_data: 'я'.repeat(33) }]], 'BUTTON_DATA_INVALID'],
  [
    'a button that does nothing',
    [[{ text: 'x' }]],
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    'an address that is none',
    [[{ text: 'x', url: 'not an address' }]],
    "inline keyboard button URL 'not an address' is invalid: Wrong HTTP URL",
  ],
])('%s is refused', async (_name, rows, description) => {
  const markup = { inline_keyboard: rows as never };
  await expect(api.sendMessage(ann.id, 'x', { reply_markup: markup })).rejects.toMatchObject(
    refused(description),
  );
});

test('callback data may have 64 bytes', async () => {
  const data = 'я'.repeat(32);
  const sent = await api.sendMessage(ann.id, 'x', {
    reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: data }]] },
  });
  expect(sent.reply_markup?.inline_keyboard).toEqual([[{ text: 'x', callback_data: data }]]);
});

test('only messages of the bot can be edited, and only those that are there', async () => {
  const mine = await ann.sendText('mine');
  await expect(api.editMessageText(ann.id, mine.id, 'yours')).rejects.toMatchObject(
    refused("message can't be edited"),
  );
  await expect(api.editMessageText(ann.id, 999_999, 'x')).rejects.toMatchObject(
    refused('message to edit not found'),
  );
  await expect(api.editMessageText(ann.id, 0, 'x')).rejects.toMatchObject(
    refused('message identifier is not specified'),
  );
});

test('an answer to a message that is gone is refused, or sent without it', async () => {
  const gone = await ann.sendText('soon gone');
  await ann.delete(gone);
  const reply_parameters = { message_id: gone.id };
  await expect(api.sendMessage(ann.id, 'x', { reply_parameters })).rejects.toMatchObject(
    refused('message to be replied not found'),
  );
  const sent = await api.sendMessage(ann.id, 'x', {
    reply_parameters: { ...reply_parameters, allow_sending_without_reply: true },
  });
  expect(sent.reply_to_message).toBeUndefined();
  const question = await ann.sendText('a question');
  const answer = await api.sendMessage(ann.id, 'an answer', {
    reply_parameters: { message_id: question.id },
  });
  expect(answer.reply_to_message).toMatchObject({ message_id: question.id, text: 'a question' });
});

test('a message can be deleted for 48 hours, edited for ever', async () => {
  const sent = await api.sendMessage(ann.id, 'old');
  const other = await api.sendMessage(ann.id, 'deleted in time');
  await telegram.clock.advance(47 * 3600);
  expect(await api.deleteMessage(ann.id, other.message_id)).toBe(true);
  await expect(api.deleteMessage(ann.id, other.message_id)).rejects.toMatchObject(
    refused('message to delete not found'),
  );
  await telegram.clock.advance(2 * 3600);
  await expect(api.deleteMessage(ann.id, sent.message_id)).rejects.toMatchObject(
    refused("message can't be deleted for everyone"),
  );
  expect(await api.editMessageText(ann.id, sent.message_id, 'new')).toMatchObject({ text: 'new' });
});

test('many are deleted at once; what is not there does not matter', async () => {
  const ids: number[] = [];
  for (const text of ['a', 'b']) ids.push((await api.sendMessage(ann.id, text)).message_id);
  expect(await api.deleteMessages(ann.id, [...ids, 999_999])).toBe(true);
  const left = await ann.messages();
  expect(left.filter(({ id }) => ids.includes(id))).toEqual([]);
});

test('a press is good for an answer once, and not for ever', async () => {
  const { message_id } = await api.sendMessage(ann.id, 'x', {
    reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
  });
  const tooOld = refused('query is too old and response timeout expired or query ID is invalid');
  const first = await ann.press('Go', { message: message_id, waitSeconds: 0 });
  expect(first.answered).toBe(false);
  await api.answerCallbackQuery(first.id);
  await expect(api.answerCallbackQuery(first.id)).rejects.toMatchObject(tooOld);
  const second = await ann.press({ row: 0, column: 0 }, { message: message_id, waitSeconds: 0 });
  await telegram.clock.advance(16 * 60);
  await expect(api.answerCallbackQuery(second.id)).rejects.toMatchObject(tooOld);
  await expect(api.answerCallbackQuery('123')).rejects.toMatchObject(tooOld);
});

test('buttons change alone, captions change below files, files change for files', async () => {
  const media = { type: 'document' as const, media: await knownFile('first') };
  const sent = await api.sendDocument(ann.id, media.media, { caption: 'before' });
  await api.editMessageReplyMarkup(ann.id, sent.message_id, {
    reply_markup: { inline_keyboard: [[{ text: 'More', callback_data: 'm' }]] },
  });
  await api.editMessageCaption(ann.id, sent.message_id, { caption: '*after*', parse_mode: 'Markdown' });
  let shown = (await ann.messages()).find(({ id }) => id === sent.message_id);
  expect(shown).toMatchObject({ text: 'after', entities: [{ type: 'bold' }], buttons: [], edits: 2 });
  await api.editMessageMedia(ann.id, sent.message_id, { ...media, media: await knownFile('second, longer') });
  shown = (await ann.messages()).find(({ id }) => id === sent.message_id);
  expect(shown).toMatchObject({ text: '', file: { bytes: 14 } });
  await expect(api.editMessageText(ann.id, sent.message_id, 'x')).rejects.toMatchObject(
    refused('there is no text in the message to edit'),
  );
});

test('a draft streams into a private chat until a message comes, for 30 seconds at most', async () => {
  await api.sendMessageDraft(ann.id, 5, 'so far');
  expect((await ann.read()).draft).toMatchObject({ id: 5, text: 'so far' });
  await api.sendMessageDraft(ann.id, 5, 'so far, and more');
  expect((await ann.read()).draft).toMatchObject({ text: 'so far, and more' });
  await api.sendMessage(ann.id, 'all of it');
  expect((await ann.read()).draft).toBeUndefined();
  await api.sendMessageDraft(ann.id, 6, 'left alone');
  await telegram.clock.advance(31);
  expect((await ann.read()).draft).toBeUndefined();
  await expect(api.sendMessageDraft(ann.id, 0, 'x')).rejects.toMatchObject(refused('RANDOM_ID_INVALID'));
});

test('what the bot does is shown for five seconds', async () => {
  await api.sendChatAction(ann.id, 'typing');
  expect((await ann.read()).action).toBe('typing');
  await telegram.clock.advance(6);
  expect((await ann.read()).action).toBeUndefined();
  await expect(api.sendChatAction(ann.id, 'dancing' as 'typing')).rejects.toMatchObject(
    refused('wrong parameter action in request'),
  );
});

test('a bot sets one reaction of those that Telegram has', async () => {
  const message = await ann.sendText('look');
  await api.setMessageReaction(ann.id, message.id, [{ type: 'emoji', emoji: '👀' }]);
  const shown = (await ann.messages()).find(({ id }) => id === message.id);
  expect(shown?.reactions).toEqual([{ user: telegram.bot.id, reaction: { type: 'emoji', emoji: '👀' } }]);
  await expect(
    api.setMessageReaction(ann.id, message.id, [{ type: 'emoji', emoji: '🧨' as '👀' }]),
  ).rejects.toMatchObject(refused('REACTION_INVALID'));
});

test('what is forwarded tells where it came from; a copy does not', async () => {
  const source = await ann.sendText('words of Ann');
  const forwarded = await api.forwardMessage(ann.id, ann.id, source.id);
  expect(forwarded).toMatchObject({
    text: 'words of Ann',
    forward_origin: { type: 'user', sender_user: { id: ann.id } },
  });
  const copy = await api.copyMessage(ann.id, ann.id, source.id);
  expect((await ann.messages()).find(({ id }) => id === copy.message_id)?.forwardedFrom).toBeUndefined();
  await expect(api.forwardMessage(ann.id, ann.id, 999_999)).rejects.toMatchObject(
    refused('message to forward not found'),
  );
  await expect(api.copyMessage(ann.id, ann.id, 999_999)).rejects.toMatchObject(
    refused('message to copy not found'),
  );
});

test('people forward voice messages, also of who hides', async () => {
  await ann.sendVoice(Buffer.from('of another'), { forward: { kind: 'hidden', name: 'Somebody' } });
  const [update] = await api.getUpdates({ offset: -1 });
  expect(update?.message).toMatchObject({
    voice: { file_size: 10 },
    forward_origin: { type: 'hidden_user', sender_user_name: 'Somebody' },
  });
});

test('an album of a person is as many updates as it has files', async () => {
  await ann.sendAlbum(
    [
      { kind: 'audio', zeros: 10, name: 'a.mp3' },
      { kind: 'audio', zeros: 20, name: 'b.mp3' },
    ],
    { caption: 'both' },
  );
  const updates = await api.getUpdates({ offset: -2 });
  expect(updates.map(({ message }) => message?.audio?.file_name)).toEqual(['a.mp3', 'b.mp3']);
  expect(updates.map(({ message }) => message?.caption)).toEqual(['both', undefined]);
  expect(updates[0]?.message?.media_group_id).toBe(updates[1]?.message?.media_group_id);
});

test('an edit of a person comes as edited_message', async () => {
  const sent = await ann.sendText('befor');
  await ann.edit(sent, 'before');
  const [update] = await api.getUpdates({ offset: -1 });
  expect(update?.edited_message).toMatchObject({
    message_id: sent.id,
    text: 'before',
    edit_date: expect.any(Number),
  });
});

test('commands are kept by scope and language; the menu shows the narrowest', async () => {
  const commands = [{ command: 'help', description: 'What I can do' }];
  await api.setMyCommands(commands);
  await api.setMyCommands([{ command: 'help', description: 'Что я умею' }], {
    scope: { type: 'all_private_chats' },
    language_code: 'ru',
  });
  expect(await api.getMyCommands()).toEqual(commands);
  const boris = await telegram.person('Boris', { languageCode: 'ru' });
  expect((await boris.read()).commands[0]?.description).toBe('Что я умею');
  expect((await ann.read()).commands[0]?.description).toBe('What I can do');
  await expect(api.setMyCommands([{ command: 'Wrong', description: 'x' }])).rejects.toMatchObject(
    refused('BOT_COMMAND_INVALID'),
  );
});

async function knownFile(content: string): Promise<string> {
  await ann.sendFile('document', Buffer.from(content), { name: 'note.txt' });
  const [update] = await api.getUpdates({ offset: -1 });
  return update?.message?.document?.file_id ?? '';
}
