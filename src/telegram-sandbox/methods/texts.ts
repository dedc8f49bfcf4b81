import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@grammyjs/types';
import { checkPresence, findChatForBot, hasRight } from '../chats.ts';
import { removeMessages, tellEdited } from '../messages.ts';
import { badRequest } from '../refusal.ts';
import { renderMessage } from '../render-message.ts';
import { readCaption, readText } from '../text/read-text.ts';
import { nameService } from '../view-message.ts';
import type { Content, SandboxChat, StoredMessage } from '../world.ts';
import type { BuiltMethods, MethodCall } from './call.ts';
import { findOwnMessage, findPlace, keepPace, say } from './find-place.ts';
import { readInlineKeyboard } from './read-keyboard.ts';
import { writeCaption } from './write-caption.ts';

type Edited<Shape> = Shape & { edit_date: number };

/** Bots may delete what is younger. Milliseconds. */
const deletable = 48 * 3_600_000;

export const textMethods = {
  sendMessage(call) {
    const place = findPlace(call);
    const { text, entities } = readText(call.args);
    return say(call, place, writeText(text, entities)) as Message.TextMessage;
  },

  editMessageText(call) {
    const message = findOwnMessage(call);
    if (message.content.text === undefined) throw badRequest('there is no text in the message to edit');
    const { text, entities } = readText(call.args);
    return changeMessage(call, message, writeText(text, entities)) as Edited<Message.TextMessage>;
  },

  editMessageCaption(call) {
    const message = findOwnMessage(call);
    if (message.content.text !== undefined) throw badRequest('there is no caption in the message to edit');
    const { caption: _caption, caption_entities: _entities, ...file } = message.content;
    const next = { ...file, ...writeCaption(readCaption(call.args)) };
    return changeMessage(call, message, next) as Edited<Message.CaptionableMessage>;
  },

  editMessageReplyMarkup(call) {
    const message = findOwnMessage(call);
    return changeMessage(call, message, message.content) as Edited<Message>;
  },

  deleteMessage(call) {
    const chat = findChatForBot(call.world, call.bot, call.args.text('chat_id'));
    const id = call.args.integer('message_id');
    if (id <= 0) throw badRequest('message identifier is not specified');
    checkPresence(chat, call.bot);
    const message = chat.messages.get(id);
    if (!message) throw badRequest('message to delete not found');
    if (isTooOld(call, message)) throw badRequest("message can't be deleted for everyone");
    if (!mayDelete(call, message)) throw badRequest("message can't be deleted");
    removeMessages(call.world, chat, [id]);
    return true;
  },

  deleteMessages(call) {
    const chat = findChatForBot(call.world, call.bot, call.args.text('chat_id'));
    const ids = call.args.json('message_ids');
    if (!Array.isArray(ids) || ids.length === 0) throw badRequest('message identifiers are not specified');
    if (ids.length > 100) throw badRequest('too many message identifiers specified');
    checkPresence(chat, call.bot);
    const found = ids.map(Number).filter((id) => {
      const message = chat.messages.get(id);
      return message !== undefined && !isTooOld(call, message) && mayDelete(call, message);
    });
    removeMessages(call.world, chat, found);
    return true;
  },
} satisfies BuiltMethods;

/**
 * Puts other content and the call's keyboard in place of the old; a keyboard that is not given again goes away. Refuses
 * when nothing would change.
 */
export function changeMessage(call: MethodCall, message: StoredMessage, next: Content): Message {
  const keyboard = readInlineKeyboard(call.args.json('reply_markup'));
  if (isDeepStrictEqual(next, message.content) && isDeepStrictEqual(keyboard, message.keyboard))
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  keepPace(call, message.chat);
  message.content = next;
  message.keyboard = keyboard;
  tellEdited(call.world, message);
  return renderMessage(call.bot, message);
}

/** Entities are absent where there are none. */
function writeText(text: string, entities: NonNullable<Message['entities']>): Content {
  return { text, ...(entities.length > 0 ? { entities } : {}) };
}

function isTooOld({ world }: MethodCall, message: StoredMessage): boolean {
  return message.date <= world.clock.now() - deletable;
}

function mayDelete({ bot }: MethodCall, message: StoredMessage): boolean {
  const { chat } = message;
  if (chat.kind === 'private') return true;
  const isOwn = message.sender.kind === 'bot' && message.sender.bot === bot;
  if (hasRight(chat, bot.user.id, 'can_delete_messages')) return true;
  return isOwn && nameService(message.content) === undefined && mayDeleteOwn(chat, bot.user.id);
}

function mayDeleteOwn(chat: SandboxChat, botId: number): boolean {
  return chat.kind !== 'channel' || hasRight(chat, botId, 'can_post_messages');
}
