import type { User } from '@grammyjs/types';
import { addChat } from '../chats.ts';
import type { NewChat, NewUser } from '../interface.ts';
import { writeMember } from '../members.ts';
import { Impossible } from '../refusal.ts';
import type { Person, SandboxChat, World } from '../world.ts';
import { changeMember } from './change-members.ts';

/** A person with an account. */
export function createUser(world: World, given: NewUser): Person {
  const { name, lastName, username, languageCode, id = world.number('user') } = given;
  if (typeof name !== 'string' || name.trim() === '') throw new Impossible('a person has a name');
  if (!Number.isSafeInteger(id) || id <= 0 || world.users.has(id) || world.bots.has(id))
    throw new Impossible(`the id ${id} cannot be taken`, 409);
  const user: User = {
    id,
    is_bot: false,
    first_name: name,
    ...(lastName === undefined ? {} : { last_name: lastName }),
    ...(username === undefined ? {} : { username }),
    ...(languageCode === undefined ? {} : { language_code: languageCode }),
  };
  const person = { user, deleted: false };
  world.users.set(id, person);
  return person;
}

export function deleteUser(world: World, id: number): void {
  findPerson(world, id).deleted = true;
}

export function findPerson(world: World, id: unknown): Person {
  const person = world.users.get(Number(id));
  if (!person) throw new Impossible(`there is no user ${String(id)}`, 404);
  return person;
}

/** A group, supergroup or channel with its owner, its members, and its bots. */
export function createChat(world: World, given: NewChat): SandboxChat {
  const { kind, title, owner, members = [], bots = [] } = given;
  if (!['group', 'supergroup', 'channel'].includes(kind))
    throw new Impossible('kind is group, supergroup or channel');
  if (typeof title !== 'string' || title.trim() === '') throw new Impossible('a chat has a title');
  if (kind === 'group' && bots.length > 1)
    throw new Impossible('a basic group of the sandbox holds one bot: create a supergroup');
  const people = [owner, ...members].map((id) => findPerson(world, id));
  const id = kind === 'group' ? -world.number('group') : -(1_000_000_000_000 + world.number('supergroup'));
  const chat = addChat(world, {
    key: String(id),
    id,
    kind,
    title,
    username: given.username,
    forum: kind === 'supergroup' && given.forum === true,
    discussion: given.discussion,
  });
  for (const [index, { user }] of people.entries())
    chat.members.set(user.id, writeMember(chat, user, index === 0 ? 'creator' : 'member'));
  const group = given.discussion === undefined ? undefined : world.chats.get(String(given.discussion));
  if (group) group.discussion = id;
  for (const { bot, administrator = kind === 'channel' } of bots)
    changeMember(world, chat, { member: bot, status: administrator ? 'administrator' : 'member' });
  return chat;
}
