import type { Chat, ChatMember, User } from '@grammyjs/types';
import { badRequest, forbidden, Impossible } from './refusal.ts';
import type { Bot, SandboxChat, World } from './world.ts';

/** A chat with nothing in it, known to the world from now on. */
export function addChat(
  world: World,
  chat: Pick<SandboxChat, 'key' | 'id' | 'kind' | 'title'> & Partial<SandboxChat>,
): SandboxChat {
  const added: SandboxChat = {
    username: undefined,
    forum: false,
    bot: undefined,
    person: undefined,
    started: false,
    blocked: false,
    members: new Map(),
    messages: new Map(),
    lastMessageId: 0,
    migratedTo: undefined,
    topics: new Map(),
    pinned: [],
    discussion: undefined,
    action: undefined,
    draft: undefined,
    lastBot: undefined,
    replyKeyboard: undefined,
    ...chat,
  };
  world.chats.set(added.key, added);
  return added;
}

/** The chat of a person with a bot; there is one for every pair, written in or not. */
export function openPrivateChat(world: World, bot: Bot, userId: number): SandboxChat | undefined {
  const person = world.users.get(userId);
  if (!person) return undefined;
  const key = `${bot.user.id}:${userId}`;
  const { first_name, last_name, username } = person.user;
  return (
    world.chats.get(key) ??
    addChat(world, {
      key,
      id: userId,
      kind: 'private',
      title: last_name === undefined ? first_name : `${first_name} ${last_name}`,
      username,
      bot,
      person,
    })
  );
}

/** The chat that a bot names; refusals as Telegram's. */
export function findChatForBot(world: World, bot: Bot, chatId: string | undefined): SandboxChat {
  if (chatId === undefined || chatId === '') throw badRequest('chat_id is empty');
  const chat = chatId.startsWith('@') ? findByUsername(world, chatId.slice(1)) : findById(world, bot, chatId);
  if (!chat || (chat.kind !== 'private' && !chat.members.has(bot.user.id) && chat.username === undefined))
    throw badRequest('chat not found');
  return chat;
}

/** Refuses where the bot cannot be present: blocked, removed, or the group is now another. */
export function checkPresence(chat: SandboxChat, bot: Bot): void {
  if (chat.kind === 'private') {
    checkPerson(chat);
    return;
  }
  if (chat.migratedTo !== undefined) {
    const refusal = badRequest('group chat was upgraded to a supergroup chat');
    Object.assign(refusal, { parameters: { migrate_to_chat_id: chat.migratedTo } });
    throw refusal;
  }
  const status = chat.members.get(bot.user.id)?.status ?? 'left';
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${chat.kind} chat`);
  if (!isPresent(chat, bot.user.id)) throw forbidden(`bot is not a member of the ${chat.kind} chat`);
}

/** Refuses where the bot may not write, or not this kind of thing ("text messages", "documents", …). */
export function checkMaySpeak(chat: SandboxChat, bot: Bot, what: string, permission: string): void {
  checkPresence(chat, bot);
  if (chat.kind === 'private') return;
  if (chat.kind === 'channel' && !hasRight(chat, bot.user.id, 'can_post_messages'))
    throw badRequest('need administrator rights in the channel chat');
  const member = chat.members.get(bot.user.id);
  if (member?.status === 'restricted' && (member as unknown as Record<string, unknown>)[permission] !== true)
    throw badRequest(`not enough rights to send ${what} to the chat`);
}

export function isPresent(chat: SandboxChat, userId: number): boolean {
  if (chat.kind === 'private') return chat.person?.user.id === userId || chat.bot?.user.id === userId;
  const member = chat.members.get(userId);
  if (!member) return false;
  if (member.status === 'restricted') return member.is_member;
  return member.status !== 'left' && member.status !== 'kicked';
}

export function isAdministrator(chat: SandboxChat, userId: number): boolean {
  const status = chat.members.get(userId)?.status;
  return status === 'creator' || status === 'administrator';
}

/** A right of ChatAdministratorRights; the creator has all. */
export function hasRight(chat: SandboxChat, userId: number, right: string): boolean {
  const member = chat.members.get(userId);
  if (member?.status === 'creator') return true;
  return member?.status === 'administrator' && (member as unknown as Record<string, unknown>)[right] === true;
}

/** Bots that are in the chat now. */
export function listBots(world: World, chat: SandboxChat): Bot[] {
  if (chat.bot) return [chat.bot];
  return [...world.bots.values()].filter((bot) => isPresent(chat, bot.user.id));
}

export function writeChat(chat: SandboxChat): Chat {
  const { id, title } = chat;
  const username = chat.username === undefined ? {} : { username: chat.username };
  if (chat.kind === 'private') {
    const { first_name, last_name } = chat.person?.user ?? { first_name: title };
    return {
      id,
      first_name,
      ...(last_name === undefined ? {} : { last_name }),
      ...username,
      type: 'private',
    };
  }
  if (chat.kind === 'group') return { id, title, type: 'group' };
  if (chat.kind === 'channel') return { id, title, ...username, type: 'channel' };
  return { id, title, ...username, type: 'supergroup', ...(chat.forum ? { is_forum: true as const } : {}) };
}

/** Somebody who never was in the chat has left it. */
export function readMember(chat: SandboxChat, user: User): ChatMember {
  return chat.members.get(user.id) ?? { status: 'left', user };
}

/** A bot, by id or username; absent: the first. For the acting interface. */
export function findBot(world: World, named: number | string | undefined): Bot {
  const bots = [...world.bots.values()];
  const wanted = String(named ?? '').replace(/^@/, '');
  const bot =
    named === undefined
      ? bots[0]
      : bots.find(({ user }) => String(user.id) === wanted || user.username === wanted);
  if (!bot) throw new Impossible(`there is no bot ${wanted}`, 404);
  return bot;
}

/** The chat that a person or tester names, as the acting interface's `:chat` and `bot`. */
export function findChatForPerson(world: World, chatId: string, bot?: number | string): SandboxChat {
  const known = world.chats.get(chatId);
  if (known) return known;
  const id = Number(chatId);
  const chat = id > 0 ? openPrivateChat(world, findBot(world, bot), id) : undefined;
  if (!chat) throw new Impossible(`there is no chat ${chatId}`, 404);
  return chat;
}

function checkPerson(chat: SandboxChat): void {
  if (chat.person?.deleted) throw forbidden('user is deactivated');
  if (chat.blocked) throw forbidden('bot was blocked by the user');
  if (!chat.started) throw forbidden("bot can't initiate conversation with a user");
}

function findById(world: World, bot: Bot, chatId: string): SandboxChat | undefined {
  if (!/^-?\d{1,16}$/.test(chatId)) return undefined;
  const id = Number(chatId);
  return id > 0 ? openPrivateChat(world, bot, id) : world.chats.get(String(id));
}

function findByUsername(world: World, username: string): SandboxChat | undefined {
  const wanted = username.toLowerCase();
  return [...world.chats.values()].find(
    (chat) => chat.kind !== 'private' && chat.username?.toLowerCase() === wanted,
  );
}
