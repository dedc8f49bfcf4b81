import { Api } from 'grammy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeShapes } from '../../test/support/telegram/judge-shapes.ts';
import { type Person, type Sandbox, startSandbox } from '../../test/support/telegram/start-sandbox.ts';

let telegram: Sandbox;
let ann: Person;
let ben: Person;
let api: Api;
let offset = 1;
let unconfirmed = 0;

beforeAll(async () => {
  telegram = await startSandbox({ limits: { refuse: false } });
  api = new Api(telegram.token, { apiRoot: telegram.url });
  ann = await telegram.person('Ann');
  ben = await telegram.person('Ben');
  await api.getUpdates({
    allowed_updates: [
      'message',
      'edited_message',
      'channel_post',
      'my_chat_member',
      'chat_member',
      'message_reaction',
      'message_reaction_count',
      'callback_query',
    ],
  });
});
afterAll(async () => {
  expect(await judgeShapes(await telegram.journal())).toEqual([]);
  await telegram.close();
});

/** What came since the last time; those that were read are confirmed by the next call only. */
async function news() {
  const updates: Awaited<ReturnType<Api['getUpdates']>> = [];
  let left = (await telegram.readBot()).pendingUpdates - unconfirmed;
  while (left > 0) {
    const some = await api.getUpdates({ offset });
    updates.push(...some);
    offset = (some.at(-1)?.update_id ?? 0) + 1;
    unconfirmed = some.length;
    left -= some.length;
  }
  return updates;
}
const bots = () => [{ bot: telegram.bot.id }];
const name = () => `@${telegram.bot.username}`;

test('the bot is told that it was added, what it became, and that it was removed', async () => {
  await news();
  const group = await telegram.supergroup('Choir', { owner: ann, members: [ben], bots: bots() });
  await group.change({
    member: telegram.bot.id,
    status: 'administrator',
    rights: { can_pin_messages: false },
  });
  await group.removeBot();
  const updates = await news();
  const told = updates.flatMap(({ my_chat_member: told }) => (told ? [told] : []));
  expect(
    told.map(({ old_chat_member, new_chat_member }) => [old_chat_member.status, new_chat_member.status]),
  ).toEqual([
    ['left', 'member'],
    ['member', 'administrator'],
    ['administrator', 'kicked'],
  ]);
  expect(told[1]?.new_chat_member).toMatchObject({ can_pin_messages: false, can_delete_messages: true });
  expect(updates.find(({ message }) => message?.new_chat_members)).toBeDefined();
});

test('in privacy mode it hears what is meant for it, as administrator everything', async () => {
  const group = await telegram.supergroup('Choir', { owner: ann, members: [ben], bots: bots() });
  const inGroup = ben.in(group);
  await news();
  const said = await api.sendMessage(group.id, 'I am here');
  await inGroup.sendText('just talk');
  await inGroup.sendVoice(Buffer.from('not for the bot'));
  await inGroup.sendText(`/help${name()}`);
  await inGroup.sendText(`listen, ${name()}`);
  await inGroup.reply(said.message_id, 'to the bot');
  await inGroup.sendText('/general');
  await inGroup.sendText('/help@another_bot');
  expect((await news()).map(({ message }) => message?.text)).toEqual([
    `/help${name()}`,
    `listen, ${name()}`,
    'to the bot',
    '/general',
  ]);
  await group.change({ member: telegram.bot.id, status: 'administrator' });
  await news();
  await inGroup.sendText('just talk');
  expect((await news()).map(({ message }) => message?.text)).toEqual(['just talk']);
});

test('its own messages are no updates to it', async () => {
  const group = await telegram.supergroup('Choir', {
    owner: ann,
    bots: [{ ...bots()[0]!, administrator: true }],
  });
  await news();
  await api.sendMessage(group.id, 'mine');
  expect(await news()).toEqual([]);
});

test('a supergroup numbers its messages by itself', async () => {
  const group = await telegram.supergroup('Choir', { owner: ann });
  const first = await ann.in(group).sendText('one');
  const second = await ann.in(group).sendText('two');
  expect([first.id, second.id]).toEqual([1, 2]);
});

test('answers in a supergroup belong to a thread, whose number is no topic to send to', async () => {
  const group = await telegram.supergroup('Choir', {
    owner: ann,
    bots: [{ ...bots()[0]!, administrator: true }],
  });
  await news();
  const first = await ann.in(group).sendText('one');
  await ann.in(group).reply(first, 'two');
  const [, update] = await news();
  expect(update?.message).toMatchObject({
    message_thread_id: first.id,
    reply_to_message: { message_id: first.id },
  });
  expect(update?.message?.is_topic_message).toBeUndefined();
  await expect(api.sendMessage(group.id, 'x', { message_thread_id: first.id })).rejects.toMatchObject({
    description: 'Bad Request: message thread not found',
  });
});

test('messages of a topic answer the message that opened it, and a closed topic takes none', async () => {
  const forum = await telegram.supergroup('Forum', {
    owner: ann,
    forum: true,
    bots: [{ ...bots()[0]!, administrator: true }],
  });
  const thread = await forum.openTopic(ann, 'Interviews');
  await news();
  await ann.in(forum).sendVoice(Buffer.from('in a topic'), { thread });
  const [update] = await news();
  expect(update?.message).toMatchObject({
    message_thread_id: thread,
    is_topic_message: true,
    chat: { is_forum: true },
    reply_to_message: { forum_topic_created: { name: 'Interviews' } },
  });
  const sent = await api.sendMessage(forum.id, 'here', { message_thread_id: thread });
  expect(sent).toMatchObject({ message_thread_id: thread, is_topic_message: true });
  await forum.closeTopic(ann, thread);
  await expect(api.sendMessage(forum.id, 'x', { message_thread_id: thread })).rejects.toMatchObject({
    description: 'Bad Request: TOPIC_CLOSED',
  });
  const made = await api.createForumTopic(forum.id, 'Another');
  expect((await forum.read()).topics).toContainEqual({
    thread: made.message_thread_id,
    title: 'Another',
    closed: false,
  });
});

test('an anonymous administrator speaks and reacts as the group', async () => {
  const group = await telegram.supergroup('Choir', {
    owner: ann,
    members: [ben],
    bots: [{ ...bots()[0]!, administrator: true }],
  });
  await group.change({ member: ben, status: 'administrator', rights: { is_anonymous: true } });
  await news();
  const message = await ben.in(group).sendText('from nobody');
  await ben.in(group).react(message, '👀');
  const [update, reaction] = await news();
  expect(update?.message).toMatchObject({
    from: { id: 1_087_968_824, username: 'GroupAnonymousBot', is_bot: true },
    sender_chat: { id: group.id },
  });
  expect(reaction?.message_reaction).toMatchObject({ actor_chat: { id: group.id } });
  expect(reaction?.message_reaction?.user).toBeUndefined();
});

test('reactions in groups come to administrators only', async () => {
  const group = await telegram.supergroup('Choir', { owner: ann, bots: bots() });
  const message = await ann.in(group).sendText('look');
  await news();
  await ann.in(group).react(message, '🔥');
  expect(await news()).toEqual([]);
});

test('administrators are told of other members', async () => {
  const group = await telegram.supergroup('Choir', {
    owner: ann,
    bots: [{ ...bots()[0]!, administrator: true }],
  });
  await news();
  await group.change({ member: ben, status: 'member' });
  const updates = await news();
  expect(updates[0]?.chat_member).toMatchObject({
    new_chat_member: { status: 'member', user: { id: ben.id } },
  });
});

test('who is in a chat, and as what', async () => {
  const group = await telegram.supergroup('Choir', {
    owner: ann,
    members: [ben],
    bots: [{ ...bots()[0]!, administrator: true }],
  });
  const stranger = await telegram.person('Cleo');
  expect(await api.getChatMember(group.id, ann.id)).toMatchObject({ status: 'creator' });
  expect(await api.getChatMember(group.id, ben.id)).toMatchObject({ status: 'member' });
  expect(await api.getChatMember(group.id, stranger.id)).toMatchObject({ status: 'left' });
  expect((await api.getChatAdministrators(group.id)).map(({ status }) => status)).toEqual([
    'creator',
    'administrator',
  ]);
  expect(await api.getChatMemberCount(group.id)).toBe(3);
  expect(await api.getChat(group.id)).toMatchObject({ type: 'supergroup', title: 'Choir' });
});

test('a group that became a supergroup says under which id', async () => {
  const group = await telegram.group('Choir', { owner: ann, bots: bots() });
  await news();
  const supergroup = await group.migrate();
  expect(supergroup.id).toBeLessThan(-1_000_000_000_000);
  await expect(api.sendMessage(group.id, 'x')).rejects.toMatchObject({
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: supergroup.id },
  });
  const updates = await news();
  expect(updates.map(({ message }) => [message?.migrate_to_chat_id, message?.migrate_from_chat_id])).toEqual([
    [supergroup.id, undefined],
    [undefined, group.id],
  ]);
  expect(await api.sendMessage(supergroup.id, 'moved')).toMatchObject({ message_id: 2 });
});

test('a basic group counts with the private chats of the bot', async () => {
  const before = await ann.sendText('private');
  const group = await telegram.group('Choir', { owner: ann, bots: bots() });
  const inGroup = await ann.in(group).sendText('in the group');
  const after = await ann.sendText('private again');
  expect(inGroup.id).toBeGreaterThan(before.id);
  expect(after.id).toBe(inGroup.id + 1);
});

test.each([
  ['supergroup', 'kicked', 403, 'Forbidden: bot was kicked from the supergroup chat'],
  ['supergroup', 'left', 403, 'Forbidden: bot is not a member of the supergroup chat'],
  ['group', 'kicked', 403, 'Forbidden: bot was kicked from the group chat'],
  ['channel', 'kicked', 403, 'Forbidden: bot was kicked from the channel chat'],
  ['channel', 'member', 400, 'Bad Request: need administrator rights in the channel chat'],
  ['supergroup', 'restricted', 400, 'Bad Request: not enough rights to send text messages to the chat'],
] as const)('in a %s where it is %s', async (kind, status, error_code, description) => {
  const chat = await telegram[kind]('Choir', { owner: ann, bots: bots() });
  await chat.change({ member: telegram.bot.id, status });
  await expect(api.sendMessage(chat.id, 'x')).rejects.toMatchObject({ error_code, description });
});

test('a person who blocks, leaves Telegram, or never wrote', async () => {
  const refused = (description: string) => ({ error_code: 403, description: `Forbidden: ${description}` });
  const cleo = await telegram.person('Cleo');
  await expect(api.sendMessage(cleo.id, 'x')).rejects.toMatchObject(
    refused("bot can't initiate conversation with a user"),
  );
  await cleo.sendText('/start');
  await news();
  await cleo.block();
  await expect(api.sendMessage(cleo.id, 'x')).rejects.toMatchObject(refused('bot was blocked by the user'));
  expect((await news())[0]?.my_chat_member).toMatchObject({
    chat: { id: cleo.id },
    old_chat_member: { status: 'member' },
    new_chat_member: { status: 'kicked' },
  });
  await cleo.block(false);
  expect(await api.sendMessage(cleo.id, 'again')).toMatchObject({ text: 'again' });
  await cleo.deleteAccount();
  await expect(api.sendMessage(cleo.id, 'x')).rejects.toMatchObject(refused('user is deactivated'));
});

test.each([['5'], ['-1005'], ['@nobody_here'], ['words']])('there is no chat %s', async (chat) => {
  await expect(api.sendMessage(chat, 'x')).rejects.toMatchObject({
    error_code: 400,
    description: 'Bad Request: chat not found',
  });
});

test('messages of others are deleted by administrators with the right only', async () => {
  const group = await telegram.supergroup('Choir', { owner: ann, bots: bots() });
  const message = await ann.in(group).sendText('x');
  await expect(api.deleteMessage(group.id, message.id)).rejects.toMatchObject({
    description: "Bad Request: message can't be deleted",
  });
  await group.change({ member: telegram.bot.id, status: 'administrator' });
  expect(await api.deleteMessage(group.id, message.id)).toBe(true);
  await group.change({ member: telegram.bot.id, status: 'member' });
  await expect(api.pinChatMessage(group.id, (await ann.in(group).sendText('y')).id)).rejects.toMatchObject({
    description: 'Bad Request: not enough rights to manage pinned messages in the chat',
  });
});

test('posts of a channel come as such, and by themselves into its group', async () => {
  const group = await telegram.supergroup('Comments', {
    owner: ann,
    bots: [{ ...bots()[0]!, administrator: true }],
  });
  const channel = await telegram.channel('News', { owner: ann, bots: bots(), discussion: group.id });
  await news();
  await ann.in(channel).sendText('today');
  const updates = await news();
  expect(updates.find(({ channel_post: post }) => post)?.channel_post).toMatchObject({
    text: 'today',
    sender_chat: { id: channel.id, type: 'channel' },
  });
  expect(updates.find(({ message }) => message)?.message).toMatchObject({
    is_automatic_forward: true,
    from: { id: 777_000 },
    sender_chat: { id: channel.id },
    forward_origin: { type: 'channel', message_id: 1 },
  });
});

test('with the rights for it a bot edits posts of others and hears how often they were liked', async () => {
  const channel = await telegram.channel('News', { owner: ann, bots: bots() });
  const post = await ann.in(channel).sendText('todya');
  expect(await api.editMessageText(channel.id, post.id, 'today')).toMatchObject({ text: 'today' });
  await news();
  await ann.in(channel).react(post, '👍');
  const [update] = await news();
  expect(update?.message_reaction_count).toMatchObject({
    message_id: post.id,
    reactions: [{ type: { type: 'emoji', emoji: '👍' }, total_count: 1 }],
  });
  await channel.change({
    member: telegram.bot.id,
    status: 'administrator',
    rights: { can_edit_messages: false },
  });
  await expect(api.editMessageText(channel.id, post.id, 'x')).rejects.toMatchObject({
    description: "Bad Request: message can't be edited",
  });
});

test('who speaks as his channel in a group stands behind it', async () => {
  const channel = await telegram.channel('News', { owner: ann });
  const group = await telegram.supergroup('Choir', {
    owner: ann,
    bots: [{ ...bots()[0]!, administrator: true }],
  });
  await news();
  await ann.in(group).sendText('as the channel', { as: channel.id });
  const [update] = await news();
  expect(update?.message).toMatchObject({
    from: { username: 'Channel_Bot', is_bot: true },
    sender_chat: { id: channel.id, type: 'channel' },
  });
});

test('a bot that leaves is gone', async () => {
  const group = await telegram.supergroup('Choir', { owner: ann, bots: bots() });
  await api.leaveChat(group.id);
  await expect(api.getChat(group.id)).rejects.toMatchObject({
    error_code: 403,
    description: 'Forbidden: bot is not a member of the supergroup chat',
  });
});
