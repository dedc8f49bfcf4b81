import type { ChatMember, User } from '@grammyjs/types';
import { findBot, isPresent, listBots, readMember, writeChat } from '../chats.ts';
import type { MemberChange, MemberView } from '../interface.ts';
import { writeMember } from '../members.ts';
import { addServiceMessage } from '../messages.ts';
import { Impossible } from '../refusal.ts';
import { shortenBot } from '../render-message.ts';
import { pushUpdate } from '../updates.ts';
import { viewMember } from '../view.ts';
import type { SandboxChat, Sender, World } from '../world.ts';

/** Somebody joins, leaves, gets or loses rights. Bots are told as Telegram does. */
export function changeMember(world: World, chat: SandboxChat, change: MemberChange): MemberView {
  if (chat.kind === 'private') throw new Impossible('a private chat has no members to change');
  const user = findMember(world, change.member);
  if (!['administrator', 'member', 'restricted', 'left', 'kicked'].includes(change.status))
    throw new Impossible(`there is no status ${change.status}`);
  const isSecondBot = user.is_bot && listBots(world, chat).some((bot) => bot.user.id !== user.id);
  if (chat.kind === 'group' && isSecondBot && !['left', 'kicked'].includes(change.status))
    throw new Impossible('a basic group of the sandbox holds one bot: create a supergroup');
  const by = findActor(world, chat, user, change);
  setMember(world, chat, user, writeMember(chat, user, change.status, change.rights), by);
  return viewMember(readMember(chat, user));
}

/** Puts a member in place of what he was, writes down that he came or went, and tells the bots. */
export function setMember(world: World, chat: SandboxChat, user: User, member: ChatMember, by: User): void {
  const before = readMember(chat, user);
  const wasThere = isPresent(chat, user.id);
  chat.members.set(user.id, member);
  const isThere = isPresent(chat, user.id);
  const changed = {
    chat: writeChat(chat),
    from: by,
    date: world.clock.seconds(),
    old_chat_member: before,
    new_chat_member: member,
  };
  for (const bot of world.bots.values()) {
    if (bot.user.id === user.id) pushUpdate(world, bot, 'my_chat_member', changed);
    else if (hasAdministrator(chat, bot.user.id)) pushUpdate(world, bot, 'chat_member', changed);
  }
  if (chat.kind === 'channel' || wasThere === isThere) return;
  const sender: Sender = { kind: 'user', user: by };
  addServiceMessage(world, chat, sender, isThere ? { new_chat_members: [user] } : { left_chat_member: user });
}

function hasAdministrator(chat: SandboxChat, botId: number): boolean {
  return chat.members.get(botId)?.status === 'administrator';
}

function findMember(world: World, named: number | string): User {
  const person = world.users.get(Number(named));
  return person ? person.user : shortenBot(findBot(world, named).user);
}

function findActor(world: World, chat: SandboxChat, user: User, change: MemberChange): User {
  if (change.by !== undefined) return findMember(world, change.by);
  if (change.status === 'left' && !user.is_bot) return user;
  const owner = [...chat.members.values()].find(({ status }) => status === 'creator');
  return owner?.user ?? user;
}
