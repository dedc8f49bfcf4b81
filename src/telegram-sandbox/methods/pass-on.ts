import type { MessageId } from '@grammyjs/types';
import { originOf } from '../acts/send.ts';
import { checkPresence, findChatForBot } from '../chats.ts';
import { addMessage } from '../messages.ts';
import { badRequest } from '../refusal.ts';
import { renderMessage } from '../render-message.ts';
import { readCaption } from '../text/read-text.ts';
import { nameService } from '../view-message.ts';
import type { StoredMessage } from '../world.ts';
import type { BuiltMethods, MethodCall } from './call.ts';
import { findPlace, keepPace, say } from './find-place.ts';
import { writeCaption } from './write-caption.ts';

export const passingMethods = {
  forwardMessage(call) {
    const place = findPlace(call);
    const message = findSource(call, call.args.integer('message_id'));
    if (!message) throw badRequest('message to forward not found');
    if (nameService(message.content) !== undefined) throw badRequest("message can't be forwarded");
    if (message.isProtected) throw badRequest("message has protected content and can't be forwarded");
    keepPace(call, place.chat);
    const forwarded = addMessage(call.world, place.chat, {
      sender: { kind: 'bot', bot: call.bot },
      content: message.content,
      thread: place.thread,
      origin: originForBots(message),
      quiet: call.args.flag('disable_notification'),
    });
    return renderMessage(call.bot, forwarded);
  },

  copyMessage(call) {
    const place = findPlace(call);
    const message = findSource(call, call.args.integer('message_id'));
    if (!message) throw badRequest('message to copy not found');
    if (nameService(message.content) !== undefined) throw badRequest("message can't be copied");
    const {
      caption: _caption,
      caption_entities: _entities,
      media_group_id: _album,
      ...rest
    } = message.content;
    const content = call.args.has('caption')
      ? { ...rest, ...writeCaption(readCaption(call.args)) }
      : message.content;
    const { message_id } = say(call, place, content);
    return { message_id } satisfies MessageId;
  },
} satisfies BuiltMethods;

function findSource({ world, bot, args }: MethodCall, id: number): StoredMessage | undefined {
  const chat = findChatForBot(world, bot, args.text('from_chat_id'));
  checkPresence(chat, bot);
  return chat.messages.get(id);
}

function originForBots(message: StoredMessage) {
  if (message.origin || message.sender.kind !== 'bot' || message.chat.kind === 'channel')
    return originOf(message);
  const { id, first_name, username } = message.sender.bot.user;
  return {
    type: 'user' as const,
    date: Math.floor(message.date / 1000),
    sender_user: { id, is_bot: true, first_name, username },
  };
}
