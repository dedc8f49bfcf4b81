import type { BotContext } from './bot-context.ts';
import { readPerson } from './person.ts';

/**
 * Whether somebody may use the bot, where only those may who are named (TELEGRAM_ALLOWED): people by id or name,
 * anywhere, and everybody in groups that are named.
 */
export function mayUse(context: BotContext): boolean {
  const { allowed } = context.config.telegram;
  if (allowed === undefined) return true;
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  const person = readPerson(context);
  const given = [
    String(context.chatRow.id),
    ...(person ? [String(person.id)] : []),
    ...(context.from?.username && !person?.isForeignChat ? [`@${context.from.username.toLowerCase()}`] : []),
  ];
  return given.some((name) => names.has(name));
}
