import type { ChatFullInfo, ChatMemberAdministrator, ChatMemberOwner } from '@grammyjs/types';
import { setMember } from '../acts/change-members.ts';
import { addTopic, pin } from '../acts/keep-chat.ts';
import { checkPresence, findChatForBot, hasRight, isAdministrator, isPresent, writeChat } from '../chats.ts';
import { writeMember } from '../members.ts';
import { addServiceMessage } from '../messages.ts';
import { badRequest } from '../refusal.ts';
import { renderMessage, shortenBot } from '../render-message.ts';
import { summarise } from '../view.ts';
import { publishChange } from '../watching.ts';
import type { SandboxChat } from '../world.ts';
import type { BuiltMethods, MethodCall } from './call.ts';

export const chatMethods = {
  getChat(call) {
    const chat = find(call);
    const pinned = chat.messages.get(chat.pinned.at(-1) ?? 0);
    return {
      ...writeChat(chat),
      accent_color_id: 0,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: false,
        limited_gifts: false,
        unique_gifts: false,
        premium_subscription: false,
        gifts_from_channels: false,
      },
      ...(chat.discussion === undefined ? {} : { linked_chat_id: chat.discussion }),
      ...(pinned ? { pinned_message: renderMessage(call.bot, pinned) } : {}),
    } as ChatFullInfo;
  },

  getChatMember(call) {
    const chat = find(call);
    const id = call.args.integer('user_id');
    const known = chat.members.get(id);
    if (known) return known;
    if (chat.kind === 'private') throw badRequest('PARTICIPANT_ID_INVALID');
    const user = call.world.users.get(id)?.user;
    if (!user) throw badRequest('invalid user_id specified');
    return { status: 'left', user };
  },

  getChatAdministrators(call) {
    const chat = find(call);
    if (chat.kind === 'private') throw badRequest('there are no administrators in the private chat');
    return [...chat.members.values()].filter(
      (member): member is ChatMemberOwner | ChatMemberAdministrator =>
        (member.status === 'creator' || member.status === 'administrator') &&
        (!member.user.is_bot || member.user.id === call.bot.user.id || call.args.flag('return_bots')),
    );
  },

  getChatMemberCount(call) {
    const chat = find(call);
    if (chat.kind === 'private') return 2;
    return [...chat.members.keys()].filter((id) => isPresent(chat, id)).length;
  },

  leaveChat(call) {
    const chat = find(call);
    if (chat.kind === 'private') throw badRequest("chat member status can't be changed in private chats");
    const user = shortenBot(call.bot.user);
    setMember(call.world, chat, user, writeMember(chat, user, 'left'), user);
    return true;
  },

  pinChatMessage(call) {
    const chat = find(call);
    const message = chat.messages.get(call.args.integer('message_id'));
    if (!message) throw badRequest('message to pin not found');
    checkMayPin(call, chat);
    pin(call.world, chat, message, { kind: 'bot', bot: call.bot });
    return true;
  },

  unpinChatMessage(call) {
    const chat = find(call);
    checkMayPin(call, chat);
    const id = call.args.has('message_id') ? call.args.integer('message_id') : chat.pinned.at(-1);
    const place = id === undefined ? -1 : chat.pinned.indexOf(id);
    if (place < 0) throw badRequest('message to unpin not found');
    chat.pinned.splice(place, 1);
    publishChange(call.world, chat, { name: 'chat', chat: summarise(chat) });
    return true;
  },

  unpinAllChatMessages(call) {
    const chat = find(call);
    checkMayPin(call, chat);
    chat.pinned.length = 0;
    publishChange(call.world, chat, { name: 'chat', chat: summarise(chat) });
    return true;
  },

  createForumTopic(call) {
    const chat = find(call);
    const name = call.args.text('name').trim();
    checkMayKeepTopics(call, chat);
    if (name === '') throw badRequest('topic name must be non-empty');
    const sender = { kind: 'bot', bot: call.bot } as const;
    return {
      message_thread_id: addTopic(call.world, chat, sender, name),
      name,
      icon_color: 7_322_096,
    };
  },

  closeForumTopic: (call) => closeTopic(call, true),
  reopenForumTopic: (call) => closeTopic(call, false),
} satisfies BuiltMethods;

function find(call: MethodCall): SandboxChat {
  const chat = findChatForBot(call.world, call.bot, call.args.text('chat_id'));
  if (chat.kind === 'private') {
    if (!chat.started) throw badRequest('chat not found');
    return chat;
  }
  checkPresence(chat, call.bot);
  return chat;
}

function checkMayPin({ bot }: MethodCall, chat: SandboxChat): void {
  if (chat.kind === 'private') return;
  const right = chat.kind === 'channel' ? 'can_edit_messages' : 'can_pin_messages';
  if (!isAdministrator(chat, bot.user.id) || !hasRight(chat, bot.user.id, right))
    throw badRequest('not enough rights to manage pinned messages in the chat');
}

function checkMayKeepTopics({ bot }: MethodCall, chat: SandboxChat): void {
  if (!chat.forum) throw badRequest('the chat is not a forum');
  if (!hasRight(chat, bot.user.id, 'can_manage_topics'))
    throw badRequest('not enough rights to create a topic');
}

function closeTopic(call: MethodCall, closed: boolean): true {
  const chat = find(call);
  checkMayKeepTopics(call, chat);
  const thread = call.args.integer('message_thread_id');
  const topic = chat.topics.get(thread);
  if (!topic) throw badRequest('TOPIC_ID_INVALID');
  if (topic.closed === closed) throw badRequest('TOPIC_NOT_MODIFIED');
  topic.closed = closed;
  const content = closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} };
  addServiceMessage(call.world, chat, { kind: 'bot', bot: call.bot }, content, thread);
  return true;
}
