import type { Message, MessageEntity, User } from '@grammyjs/types';
import { isAdministrator, isPresent, listBots } from './chats.ts';
import { renderMessage } from './render-message.ts';
import { pushUpdate } from './updates.ts';
import { nameService, viewMessage } from './view-message.ts';
import { publishChange } from './watching.ts';
import type { Bot, Content, SandboxChat, Sender, StoredMessage, World } from './world.ts';

export interface NewStoredMessage {
  readonly sender: Sender;
  readonly content: Content;
  readonly keyboard?: StoredMessage['keyboard'] | undefined;
  readonly replyTo?: number | undefined;
  readonly thread?: number | undefined;
  readonly origin?: StoredMessage['origin'] | undefined;
  readonly quiet?: boolean | undefined;
  readonly isProtected?: boolean | undefined;
}

/** Puts a message into a chat, and tells of it: bots that hear it, people that look. */
export function addMessage(world: World, chat: SandboxChat, added: NewStoredMessage): StoredMessage {
  const message: StoredMessage = {
    id: nextMessageId(world, chat),
    chat,
    sender: added.sender,
    date: world.clock.now(),
    editDate: undefined,
    edits: 0,
    content: added.content,
    keyboard: added.keyboard,
    replyTo: added.replyTo,
    thread: findThread(chat, added),
    origin: added.origin,
    quiet: added.quiet === true,
    isProtected: added.isProtected === true,
    reactions: new Map(),
  };
  chat.messages.set(message.id, message);
  if (added.sender.kind === 'bot') {
    chat.lastBot = added.sender.bot.user.id;
    chat.action = undefined;
    chat.draft = undefined;
  }
  publishChange(world, chat, { name: 'message', message: viewMessage(message) });
  tellBots(world, message, 'new');
  return message;
}

/** Something that happened in a chat, which Telegram writes down as a message. */
export function addServiceMessage(
  world: World,
  chat: SandboxChat,
  sender: Sender,
  content: Content,
  thread?: number,
): StoredMessage {
  return addMessage(world, chat, { sender, content, thread });
}

/** After something in it was changed by its author. */
export function tellEdited(world: World, message: StoredMessage): void {
  message.editDate = world.clock.now();
  message.edits += 1;
  publishChange(world, message.chat, { name: 'edited', message: viewMessage(message) });
  tellBots(world, message, 'edited');
}

export function removeMessages(world: World, chat: SandboxChat, ids: readonly number[]): void {
  const gone = ids.filter((id) => chat.messages.delete(id));
  for (const id of gone) if (chat.pinned.includes(id)) chat.pinned.splice(chat.pinned.indexOf(id), 1);
  if (gone.length > 0) publishChange(world, chat, { name: 'deleted', messages: gone });
}

function nextMessageId(world: World, chat: SandboxChat): number {
  // A basic group's messages are numbered in the account of the bot that is in it, among its private chats.
  const account = chat.bot ?? (chat.kind === 'group' ? listBots(world, chat)[0] : undefined);
  const counter = account ?? chat;
  counter.lastMessageId += 1;
  while (chat.messages.has(counter.lastMessageId)) counter.lastMessageId += 1;
  return counter.lastMessageId;
}

/** In supergroups without topics an answer belongs to the thread of what it answers. */
function findThread(chat: SandboxChat, { thread, replyTo }: NewStoredMessage): number | undefined {
  if (chat.kind !== 'supergroup' || thread !== undefined) return thread;
  const replied = replyTo === undefined ? undefined : chat.messages.get(replyTo);
  if (!replied) return undefined;
  return chat.forum ? replied.thread : (replied.thread ?? replied.id);
}

function tellBots(world: World, message: StoredMessage, what: 'new' | 'edited'): void {
  for (const bot of listBots(world, message.chat)) {
    if (!hears(message, bot)) continue;
    const rendered = renderMessage(bot, message);
    // Biome sees one shape, Telegram two: posts of channels come under names of their own.
    const post = message.chat.kind === 'channel';
    const name = `${what === 'new' ? '' : 'edited_'}${post ? 'channel_post' : 'message'}` as 'message';
    pushUpdate(world, bot, name, rendered as Message & { from: User } as never);
  }
}

/** What Telegram lets a bot hear: never itself or another bot, and in privacy mode only what is meant for it. */
function hears(message: StoredMessage, bot: Bot): boolean {
  const { chat, sender } = message;
  const isService = nameService(message.content) !== undefined;
  if (sender.kind === 'bot') return isService && sender.bot === bot && !isQuietService(message.content);
  if (chat.kind === 'private') return !chat.blocked;
  if (!isPresent(chat, bot.user.id)) return false;
  if (chat.kind === 'channel' || isService) return true;
  if (bot.user.can_read_all_group_messages || isAdministrator(chat, bot.user.id)) return true;
  return isMeantFor(message, bot);
}

function isMeantFor({ chat, content, replyTo }: StoredMessage, bot: Bot): boolean {
  const replied = replyTo === undefined ? undefined : chat.messages.get(replyTo);
  if (replied?.sender.kind === 'bot') return replied.sender.bot === bot;
  const text = content.text ?? content.caption ?? '';
  const isLast = chat.lastBot === bot.user.id;
  return (content.entities ?? content.caption_entities ?? []).some((entity) => {
    const words = text.slice(entity.offset, entity.offset + entity.length).toLowerCase();
    return names(entity, words, bot) || (isLast && isCommandForAnyone(entity, words));
  });
}

/** By a mention, or by a command with the bot's name. */
function names(entity: MessageEntity, words: string, bot: Bot): boolean {
  if (entity.type === 'text_mention') return entity.user.id === bot.user.id;
  const name = `@${bot.user.username.toLowerCase()}`;
  return entity.type === 'mention' ? words === name : entity.type === 'bot_command' && words.endsWith(name);
}

function isCommandForAnyone({ type, offset }: MessageEntity, words: string): boolean {
  return type === 'bot_command' && offset === 0 && !words.includes('@');
}

/** A bot is not told that it came or went: my_chat_member says so. */
function isQuietService(content: Content): boolean {
  return content.left_chat_member !== undefined;
}
