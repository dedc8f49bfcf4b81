import type { Message, User } from '@grammyjs/types';
import { writeChat } from './chats.ts';
import { writeFileId } from './file-ids.ts';
import type { Bot, Content, Sender, StoredMessage } from './world.ts';

/** Who stands in `from` of what anonymous administrators, channels and Telegram itself say. */
const groupAnonymousBot: User = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};
const channelBot: User = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };
const telegram: User = { id: 777_000, is_bot: false, first_name: 'Telegram' };

/** A message as the Bot API tells it to this bot. */
export function renderMessage(bot: Bot, message: StoredMessage): Message {
  const replied = findReplied(message);
  return {
    ...renderAlone(bot, message),
    ...(replied
      ? { reply_to_message: renderAlone(bot, replied) as NonNullable<Message['reply_to_message']> }
      : {}),
  };
}

/** What a message answers; in a topic everything else answers the message that opened the topic. */
function findReplied({ chat, replyTo, thread }: StoredMessage): StoredMessage | undefined {
  if (replyTo !== undefined) return chat.messages.get(replyTo);
  return chat.forum && thread !== undefined ? chat.messages.get(thread) : undefined;
}

function renderAlone(bot: Bot, message: StoredMessage): Message {
  const { chat, origin, thread, keyboard, editDate } = message;
  const isOwn = message.sender.kind === 'bot' && message.sender.bot === bot;
  return {
    message_id: message.id,
    ...renderSender(message.sender, chat.kind, message.content.is_automatic_forward === true),
    chat: writeChat(chat),
    date: Math.floor(message.date / 1000),
    ...(editDate === undefined ? {} : { edit_date: Math.floor(editDate / 1000) }),
    ...(origin ? { forward_origin: origin } : {}),
    ...(thread === undefined ? {} : { message_thread_id: thread }),
    ...(thread !== undefined && chat.forum ? { is_topic_message: true } : {}),
    ...(message.isProtected ? { has_protected_content: true as const } : {}),
    ...nameFiles(bot, message.content),
    ...(keyboard && isOwn ? { reply_markup: keyboard } : {}),
  };
}

function renderSender(
  sender: Sender,
  kind: StoredMessage['chat']['kind'],
  automatic: boolean,
): Pick<Message, 'from' | 'sender_chat'> {
  if (sender.kind === 'bot') return kind === 'channel' ? {} : { from: shortenBot(sender.bot.user) };
  if (sender.kind === 'user') return { from: sender.user };
  const chat = writeChat(sender.chat);
  if (kind === 'channel') return { sender_chat: chat };
  if (automatic) return { from: telegram, sender_chat: chat };
  return { from: sender.chat.kind === 'channel' ? channelBot : groupAnonymousBot, sender_chat: chat };
}

/** As a bot stands in messages; what getMe tells beyond that is for itself only. */
export function shortenBot({ id, first_name, username }: Bot['user']): User & { username: string } {
  return { id, is_bot: true, first_name, username };
}

function nameFiles(bot: Bot, content: Content): Content {
  const named: Record<string, unknown> = { ...content };
  for (const kind of ['voice', 'audio', 'video', 'video_note', 'document', 'animation'] as const) {
    const file = content[kind];
    if (file) named[kind] = { ...file, file_id: writeFileId(bot, file.file_unique_id) };
  }
  if (content.photo)
    named['photo'] = content.photo.map((size) => ({
      ...size,
      file_id: writeFileId(bot, size.file_unique_id),
    }));
  return named as Content;
}
