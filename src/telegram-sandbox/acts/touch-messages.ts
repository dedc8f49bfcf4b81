import type { ReactionCount, ReactionType } from '@grammyjs/types';
import { isAdministrator, isPresent, listBots, writeChat } from '../chats.ts';
import type { EditOfUser, Reaction } from '../interface.ts';
import { removeMessages, tellEdited } from '../messages.ts';
import { Impossible } from '../refusal.ts';
import { shortenBot } from '../render-message.ts';
import { finishText } from '../text/formatted-text.ts';
import { pushUpdate } from '../updates.ts';
import { summarise } from '../view.ts';
import { viewMessage } from '../view-message.ts';
import { publishChange } from '../watching.ts';
import type { Content, SandboxChat, StoredMessage, World } from '../world.ts';
import { findPerson } from './create.ts';

/** A person changes the words of his own message. */
export function editByUser(world: World, chat: SandboxChat, given: EditOfUser): StoredMessage {
  const message = findMessage(chat, given.message);
  if (!isOf(message, given.user)) throw new Impossible('only one’s own messages can be edited', 403);
  const { text, entities } = finishText(given.text ?? '', given.entities ?? []);
  const isText = message.content.text !== undefined;
  if (isText && text === '') throw new Impossible('there is no text');
  const marks = entities.length > 0 ? entities : undefined;
  const { entities: _entities, caption_entities: _marks, caption: _caption, ...rest } = message.content;
  message.content = {
    ...rest,
    ...(isText ? { text } : text === '' ? {} : { caption: text }),
    ...(marks ? (isText ? { entities: marks } : { caption_entities: marks }) : {}),
  } as Content;
  tellEdited(world, message);
  return message;
}

/** A person takes messages away: for both sides, and no bot is told. */
export function deleteByUser(
  world: World,
  chat: SandboxChat,
  { user, messages }: { user: number; messages: number[] },
): void {
  const may = chat.kind === 'private' || isAdministrator(chat, user);
  for (const id of messages)
    if (!may && !isOf(findMessage(chat, id), user)) throw new Impossible('the message is another’s', 403);
  removeMessages(world, chat, messages);
}

/** A person sets his reactions on a message, in place of those he had. */
export function reactByUser(world: World, chat: SandboxChat, given: Reaction): void {
  const { user } = findPerson(world, given.user);
  if (!isPresent(chat, user.id)) throw new Impossible(`${user.first_name} is not in the chat`, 403);
  const message = findMessage(chat, given.message);
  const before = message.reactions.get(user.id) ?? [];
  const after = given.emoji.map((emoji) => ({ type: 'emoji', emoji }) as ReactionType);
  if (after.length > 0) message.reactions.set(user.id, after);
  else message.reactions.delete(user.id);
  publishChange(world, chat, { name: 'reactions', message: viewMessage(message) });
  const member = chat.members.get(user.id);
  const isAnonymous = member !== undefined && 'is_anonymous' in member && member.is_anonymous;
  for (const bot of listBots(world, chat)) {
    // In groups only administrators hear of reactions; in channels they are counted, not named.
    if (chat.kind !== 'private' && !isAdministrator(chat, bot.user.id)) continue;
    if (chat.kind === 'channel') {
      pushUpdate(world, bot, 'message_reaction_count', {
        chat: writeChat(chat),
        message_id: message.id,
        date: world.clock.seconds(),
        reactions: countReactions(message),
      });
      continue;
    }
    pushUpdate(world, bot, 'message_reaction', {
      chat: writeChat(chat),
      message_id: message.id,
      ...(isAnonymous ? { actor_chat: writeChat(chat) } : { user }),
      date: world.clock.seconds(),
      old_reaction: before,
      new_reaction: after,
    });
  }
}

function countReactions({ reactions }: StoredMessage): ReactionCount[] {
  const counts = new Map<string, ReactionCount>();
  for (const type of [...reactions.values()].flat()) {
    const key = JSON.stringify(type);
    counts.set(key, { type, total_count: (counts.get(key)?.total_count ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** A person stops the bot, or starts it again; the bot is told in my_chat_member. */
export function blockBot(world: World, chat: SandboxChat, { blocked }: { blocked: boolean }): void {
  const { bot, person } = chat;
  if (!bot || !person) throw new Impossible('only in a private chat a bot can be blocked');
  if (chat.blocked === blocked) return;
  chat.blocked = blocked;
  const user = shortenBot(bot.user);
  const states = [
    { status: 'member', user },
    { status: 'kicked', user, until_date: 0 },
  ] as const;
  pushUpdate(world, bot, 'my_chat_member', {
    chat: writeChat(chat),
    from: person.user,
    date: world.clock.seconds(),
    old_chat_member: states[blocked ? 0 : 1],
    new_chat_member: states[blocked ? 1 : 0],
  });
  publishChange(world, chat, { name: 'chat', chat: summarise(chat) });
}

function findMessage(chat: SandboxChat, id: number): StoredMessage {
  const message = chat.messages.get(id);
  if (!message) throw new Impossible(`there is no message ${id}`, 404);
  return message;
}

function isOf({ sender }: StoredMessage, userId: number): boolean {
  return sender.kind === 'user'
    ? sender.user.id === userId
    : sender.kind === 'chat' && sender.userId === userId;
}
