import type { Message } from '@grammyjs/types';
import { checkMaySpeak, checkPresence, findChatForBot, hasRight } from '../chats.ts';
import { addMessage } from '../messages.ts';
import { badRequest, Refusal } from '../refusal.ts';
import { renderMessage } from '../render-message.ts';
import type { Content, SandboxChat, StoredMessage } from '../world.ts';
import type { MethodCall } from './call.ts';
import { applyReplyKeyboard, readInlineKeyboard } from './read-keyboard.ts';

/** Where a message is to go, checked as Telegram does before it looks at what is sent. */
export interface Place {
  readonly chat: SandboxChat;
  readonly thread: number | undefined;
  readonly replyTo: number | undefined;
}

/** Refuses where the bot may not say this kind of thing. `what` and `permission` as Telegram names them. */
export function findPlace(
  { world, bot, args }: MethodCall,
  what = 'text messages',
  permission = 'can_send_messages',
): Place {
  const chat = findChatForBot(world, bot, args.text('chat_id'));
  checkMaySpeak(chat, bot, what, permission);
  const thread = findThread(chat, args.integer('message_thread_id'));
  return { chat, thread, replyTo: findReply(chat, args) };
}

/** Counts the call against Telegram's limits; refuses with 429 what is above. */
export function keepPace({ world, bot }: MethodCall, chat: SandboxChat, weight = 1): void {
  const wait = world.flood.take({
    bot: bot.user.id,
    chat: chat.key,
    group: chat.kind !== 'private',
    weight,
  });
  if (wait !== undefined)
    throw new Refusal(429, `Too Many Requests: retry after ${wait}`, { retry_after: wait });
}

/** Sends what was read from a call, and answers it as Telegram does. */
export function say(
  call: MethodCall,
  place: Place,
  content: Content,
  origin?: StoredMessage['origin'],
): Message {
  const { world, bot, args } = call;
  const markup = args.json('reply_markup');
  const keyboard = readInlineKeyboard(markup);
  keepPace(call, place.chat);
  applyReplyKeyboard(place.chat, markup);
  const message = addMessage(world, place.chat, {
    sender: { kind: 'bot', bot },
    content,
    keyboard,
    replyTo: place.replyTo,
    thread: place.thread,
    origin,
    quiet: args.flag('disable_notification'),
    isProtected: args.flag('protect_content'),
  });
  return renderMessage(bot, message);
}

/** A message that the bot may change: its own, and with the right for it any post of a channel. Refusals as Telegram's. */
export function findOwnMessage({ world, bot, args }: MethodCall): StoredMessage {
  if (args.text('inline_message_id') !== '') throw badRequest('invalid inline message identifier specified');
  const chat = findChatForBot(world, bot, args.text('chat_id'));
  const id = args.integer('message_id');
  if (id <= 0) throw badRequest('message identifier is not specified');
  checkPresence(chat, bot);
  const message = chat.messages.get(id);
  if (!message) throw badRequest('message to edit not found');
  const isOwn = message.sender.kind === 'bot' && message.sender.bot === bot;
  const isPost = chat.kind === 'channel' && hasRight(chat, bot.user.id, 'can_edit_messages');
  if (!isOwn && !isPost) throw badRequest("message can't be edited");
  return message;
}

function findThread(chat: SandboxChat, thread: number): number | undefined {
  if (thread === 0) return undefined;
  const topic = chat.topics.get(thread);
  if (!topic) throw badRequest('message thread not found');
  if (topic.closed) throw badRequest('TOPIC_CLOSED');
  return thread;
}

function findReply(chat: SandboxChat, args: MethodCall['args']): number | undefined {
  const given = args.json('reply_parameters') as
    | { message_id?: number; allow_sending_without_reply?: boolean }
    | undefined;
  const id = Number(given?.message_id ?? args.integer('reply_to_message_id'));
  if (!id) return undefined;
  if (chat.messages.has(id)) return id;
  const anyway = given?.allow_sending_without_reply === true || args.flag('allow_sending_without_reply');
  if (anyway) return undefined;
  throw badRequest('message to be replied not found');
}
