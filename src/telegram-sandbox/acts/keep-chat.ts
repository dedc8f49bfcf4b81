import { addChat, hasRight, isAdministrator } from '../chats.ts';
import { addServiceMessage } from '../messages.ts';
import { Impossible } from '../refusal.ts';
import { renderMessage } from '../render-message.ts';
import { summarise } from '../view.ts';
import { publishChange } from '../watching.ts';
import type { SandboxChat, Sender, StoredMessage, World } from '../world.ts';
import { findPerson } from './create.ts';

/** A basic group becomes a supergroup of another id, with the same people; what was said stays in the old one. */
export function migrateGroup(world: World, group: SandboxChat): SandboxChat {
  if (group.kind !== 'group' || group.migratedTo !== undefined)
    throw new Impossible('only a basic group can become a supergroup', 409);
  const owner = [...group.members.values()].find(({ status }) => status === 'creator');
  if (!owner) throw new Impossible('the group has no owner', 409);
  const id = -(1_000_000_000_000 + world.number('supergroup'));
  const supergroup = addChat(world, {
    key: String(id),
    id,
    kind: 'supergroup',
    title: group.title,
    members: new Map(group.members),
  });
  const sender: Sender = { kind: 'user', user: owner.user };
  addServiceMessage(world, group, sender, { migrate_to_chat_id: id });
  group.migratedTo = id;
  addServiceMessage(world, supergroup, sender, { migrate_from_chat_id: group.id });
  publishChange(world, group, { name: 'chat', chat: summarise(group) });
  return supergroup;
}

/** Opens a topic of a forum, or closes and opens one that there is. */
export function openTopic(
  world: World,
  chat: SandboxChat,
  given: { user: number; title?: string; thread?: number; closed?: boolean },
): { thread: number } {
  if (!chat.forum) throw new Impossible('the chat has no topics', 409);
  const sender: Sender = { kind: 'user', user: findPerson(world, given.user).user };
  if (given.thread !== undefined) {
    const topic = chat.topics.get(given.thread);
    if (!topic) throw new Impossible(`there is no topic ${given.thread}`, 404);
    topic.closed = given.closed === true;
    const content = topic.closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} };
    addServiceMessage(world, chat, sender, content, given.thread);
    return { thread: given.thread };
  }
  return { thread: addTopic(world, chat, sender, given.title ?? 'Topic') };
}

/** The number of a topic is the number of the message that opened it. */
export function addTopic(world: World, chat: SandboxChat, sender: Sender, title: string): number {
  const thread = chat.lastMessageId + 1;
  chat.topics.set(thread, { title, closed: false });
  addServiceMessage(
    world,
    chat,
    sender,
    { forum_topic_created: { name: title, icon_color: 7_322_096 } },
    thread,
  );
  return thread;
}

export function renameChat(
  world: World,
  chat: SandboxChat,
  { user, title }: { user: number; title: string },
): void {
  if (!isAdministrator(chat, user)) throw new Impossible('only administrators rename a chat', 403);
  chat.title = title;
  const sender: Sender = { kind: 'user', user: findPerson(world, user).user };
  addServiceMessage(world, chat, sender, { new_chat_title: title });
  publishChange(world, chat, { name: 'chat', chat: summarise(chat) });
}

export function pinMessage(
  world: World,
  chat: SandboxChat,
  { user, message: id }: { user: number; message: number },
): void {
  const message = chat.messages.get(id);
  if (!message) throw new Impossible(`there is no message ${id}`, 404);
  const may = chat.kind === 'private' || hasRight(chat, user, 'can_pin_messages');
  if (!may) throw new Impossible('he may not pin messages', 403);
  pin(world, chat, message, { kind: 'user', user: findPerson(world, user).user });
}

/** Pins a message and says so in the chat. */
export function pin(world: World, chat: SandboxChat, message: StoredMessage, sender: Sender): void {
  if (chat.pinned.includes(message.id)) return;
  chat.pinned.push(message.id);
  const teller = chat.bot ?? [...world.bots.values()].find(({ user }) => chat.members.has(user.id));
  if (teller) addServiceMessage(world, chat, sender, { pinned_message: renderMessage(teller, message) });
}
