import type { Chat, Message, MessageOrigin } from '@grammyjs/types';
import { findChatForPerson, isAdministrator, isPresent, listBots, writeChat } from '../chats.ts';
import { describeFile } from '../describe-file.ts';
import type { SentFile } from '../http/arguments.ts';
import type { FileKind, ForwardFrom, NewAlbum, NewFile, NewMessage } from '../interface.ts';
import { addMessage } from '../messages.ts';
import { Impossible } from '../refusal.ts';
import { finishText } from '../text/formatted-text.ts';
import { nameUser } from '../view-message.ts';
import type { Content, SandboxChat, Sender, StoredMessage, World } from '../world.ts';
import { findPerson } from './create.ts';

const mostInAlbum = 10;
const fileKinds: readonly FileKind[] = [
  'voice',
  'audio',
  'video',
  'video_note',
  'document',
  'photo',
  'animation',
];

/** A person writes, or sends a file. Rejects with `Impossible` where an app would not let him. */
export async function sendByUser(
  world: World,
  chat: SandboxChat,
  given: NewMessage,
  uploaded: SentFile | undefined,
): Promise<StoredMessage> {
  const sender = findSender(world, chat, given);
  checkPlace(chat, given);
  const forwarded = given.forwardOf && findForwarded(world, given.forwardOf, given.user);
  const content = forwarded ? forwarded.content : await readContent(world, given, uploaded);
  start(chat);
  const message = addMessage(world, chat, {
    sender,
    content,
    replyTo: given.replyTo,
    thread: given.thread,
    origin: forwarded?.origin ?? (given.forward && writeOrigin(world, given.forward)),
  });
  if (chat.kind === 'channel') copyToDiscussion(world, chat, message);
  return message;
}

/** Two to ten files as one: messages of their own, under one album id, the words below the first. */
export async function sendAlbum(world: World, chat: SandboxChat, given: NewAlbum): Promise<StoredMessage[]> {
  const { files, caption } = given;
  if (!Array.isArray(files) || files.length < 2 || files.length > mostInAlbum)
    throw new Impossible('an album has 2 to 10 files');
  const sender = findSender(world, chat, given);
  checkPlace(chat, given);
  const contents = await Promise.all(
    files.map((file, index) =>
      readContent(
        world,
        { user: given.user, file, ...(index === 0 && caption ? { caption } : {}) },
        undefined,
      ),
    ),
  );
  start(chat);
  const album = String(13_000_000_000_000_000n + BigInt(world.number('album')));
  return contents.map((content) =>
    addMessage(world, chat, {
      sender,
      content: { ...content, media_group_id: album },
      replyTo: given.replyTo,
      thread: given.thread,
    }),
  );
}

function start(chat: SandboxChat): void {
  chat.started = true;
}

function findSender(
  world: World,
  chat: SandboxChat,
  { user: id, as }: Pick<NewMessage, 'user' | 'as'>,
): Sender {
  const { user, deleted } = findPerson(world, id);
  if (deleted) throw new Impossible('the account is gone', 403);
  if (chat.migratedTo !== undefined) throw new Impossible(`the group is now ${chat.migratedTo}`, 409);
  if (chat.blocked) throw new Impossible('the bot is blocked: unblock it first', 409);
  if (typeof as === 'number') {
    const channel = world.chats.get(String(as));
    if (channel?.kind !== 'channel') throw new Impossible(`there is no channel ${as}`, 404);
    return { kind: 'chat', chat: channel, userId: user.id };
  }
  if (!isPresent(chat, user.id)) throw new Impossible(`${user.first_name} is not in the chat`, 403);
  const mayPost = isAdministrator(chat, user.id);
  if (chat.kind === 'channel' && !mayPost) throw new Impossible('only administrators post in a channel', 403);
  const member = chat.members.get(user.id);
  const isAnonymous = as === 'anonymous' || (member && 'is_anonymous' in member && member.is_anonymous);
  if (as === 'anonymous' && !mayPost) throw new Impossible('only administrators can be anonymous', 403);
  if (chat.kind === 'channel' || isAnonymous) return { kind: 'chat', chat, userId: user.id };
  return { kind: 'user', user };
}

function checkPlace(chat: SandboxChat, { replyTo, thread }: Pick<NewMessage, 'replyTo' | 'thread'>): void {
  if (replyTo !== undefined && !chat.messages.has(replyTo))
    throw new Impossible(`there is no message ${replyTo} to answer`, 404);
  if (thread !== undefined && !chat.topics.has(thread))
    throw new Impossible(`there is no topic ${thread}`, 404);
}

async function readContent(
  world: World,
  given: Pick<NewMessage, 'text' | 'caption' | 'entities' | 'file' | 'quote' | 'user'>,
  uploaded: SentFile | undefined,
): Promise<Content> {
  const { quote } = given;
  const quoted = quote === undefined ? {} : { quote: { text: quote, position: 0, is_manual: true as const } };
  const file = given.file ?? (uploaded ? { kind: 'document' as const } : undefined);
  if (!file) return { ...readWords(given), ...quoted };
  const { text, entities } = finishText(given.caption ?? given.text ?? '', given.entities ?? []);
  return {
    ...(await readFile(world, file, uploaded)),
    ...(text === '' ? {} : { caption: text }),
    ...(entities.length > 0 ? { caption_entities: entities } : {}),
    ...quoted,
  };
}

function readWords(given: Pick<NewMessage, 'text' | 'entities'>): Content {
  const { text, entities } = finishText(given.text ?? '', given.entities ?? []);
  if (text === '') throw new Impossible('there is neither text nor file');
  if (text.length > 4096) throw new Impossible('an app divides a text above 4,096 characters');
  return { text, ...(entities.length > 0 ? { entities } : {}) };
}

async function readFile(world: World, file: NewFile, uploaded: SentFile | undefined): Promise<Content> {
  if (!fileKinds.includes(file.kind))
    throw new Impossible(`there are no files of the kind ${String(file.kind)}`);
  const bytes = uploaded
    ? { path: uploaded.path }
    : file.zeros === undefined
      ? Buffer.from(file.bytes ?? '', 'base64')
      : { zeros: Math.max(0, Math.floor(file.zeros)) };
  const kept = await world.files.keep(file.kind, bytes);
  const name = file.name ?? (uploaded?.name || undefined);
  return describeFile(kept, { ...file, ...(name === undefined ? {} : { name }) });
}

function writeOrigin(world: World, from: ForwardFrom): MessageOrigin {
  const date = world.clock.seconds() - 60;
  if (from.kind === 'user') return { type: 'user', date, sender_user: findPerson(world, from.user).user };
  if (from.kind === 'hidden') return { type: 'hidden_user', date, sender_user_name: from.name };
  const chat = world.chats.get(String(from.chat));
  if (chat?.kind !== 'channel') throw new Impossible(`there is no channel ${from.chat}`, 404);
  return { type: 'channel', date, chat: writeChat(chat) as Chat.ChannelChat, message_id: from.message };
}

function findForwarded(world: World, { chat: id, message }: { chat: number; message: number }, user: number) {
  const chat = findChatForPerson(world, String(id));
  const found = chat.messages.get(message);
  if (!found || !isPresent(chat, user))
    throw new Impossible(`there is no message ${message} to forward`, 404);
  return { content: found.content, origin: originOf(found) };
}

/** Where a message came from in the first place. */
export function originOf({ origin, sender, chat, date, id }: StoredMessage): MessageOrigin {
  if (origin) return origin;
  const seconds = Math.floor(date / 1000);
  if (chat.kind === 'channel')
    return { type: 'channel', date: seconds, chat: writeChat(chat) as Chat.ChannelChat, message_id: id };
  if (sender.kind === 'chat') return { type: 'chat', date: seconds, sender_chat: writeChat(sender.chat) };
  if (sender.kind === 'user') return { type: 'user', date: seconds, sender_user: sender.user };
  return { type: 'hidden_user', date: seconds, sender_user_name: nameUser(sender.bot.user) };
}

/** A post comes into the group that is linked to its channel by itself. */
export function copyToDiscussion(world: World, channel: SandboxChat, post: StoredMessage): void {
  const group = channel.discussion === undefined ? undefined : world.chats.get(String(channel.discussion));
  if (!group || listBots(world, group).length === 0) return;
  const automatic = { is_automatic_forward: true as const } satisfies Partial<Message>;
  addMessage(world, group, {
    sender: { kind: 'chat', chat: channel, userId: undefined },
    content: { ...post.content, ...automatic },
    origin: originOf(post),
  });
}
