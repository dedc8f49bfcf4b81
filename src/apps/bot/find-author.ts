import { findUserOf } from '../../domain/chats/index.ts';
import type { Author } from '../../domain/identity/index.ts';
import type { BotContext } from './bot-context.ts';
import { readPerson } from './person.ts';

/** Who makes a change with this update: the user that the person joined by `/link`; else nobody whom we know by name. */
export async function findAuthor(context: BotContext): Promise<Author | undefined> {
  const { bot, tx } = context;
  const person = readPerson(context);
  const userId = person && (await findUserOf(tx, { bot, telegramUserId: person.id }));
  return userId && { kind: 'user', userId };
}
