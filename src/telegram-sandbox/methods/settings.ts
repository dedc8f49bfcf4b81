import type { BotCommand, BotCommandScope } from '@grammyjs/types';
import { badRequest } from '../refusal.ts';
import type { BuiltMethods, MethodCall } from './call.ts';

const mostCommands = 100;

/** What the bot says of itself. */
export const settingMethods = {
  setMyCommands(call) {
    const { key, scope, language } = readPlace(call);
    const given = call.args.json('commands');
    if (!Array.isArray(given)) throw badRequest("can't parse commands JSON object");
    if (given.length > mostCommands) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    const commands = given.map(readCommand);
    if (commands.length > 0) call.bot.commands.set(key, { scope, language, commands });
    else call.bot.commands.delete(key);
    return true;
  },

  getMyCommands(call) {
    return call.bot.commands.get(readPlace(call).key)?.commands ?? [];
  },

  deleteMyCommands(call) {
    call.bot.commands.delete(readPlace(call).key);
    return true;
  },

  getMyName: ({ bot }) => ({ name: bot.user.first_name }),
  setMyDescription: (call) => checkLength(call, 'description', 512),
  setMyShortDescription: (call) => checkLength(call, 'short_description', 120),
  setChatMenuButton: () => true,
} satisfies BuiltMethods;

function readCommand(given: unknown): BotCommand {
  const { command, description } = (given ?? {}) as Record<string, unknown>;
  if (typeof command !== 'string' || typeof description !== 'string')
    throw badRequest("can't parse BotCommand: command and description must be of type String");
  const name = command.replace(/^\//, '').trim();
  if (!/^[a-z\d_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.trim() === '' || description.length > 256)
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command: name, description: description.trim() };
}

/** Commands are kept by scope and language; the narrowest that has some is shown. */
function readPlace({ args }: MethodCall): { key: string; scope: BotCommandScope; language: string } {
  const scope = (args.json('scope') ?? { type: 'default' }) as BotCommandScope;
  const language = args.text('language_code');
  if (!/^(?:[a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  const { type, chat_id, user_id } = scope as { type: string; chat_id?: number | string; user_id?: number };
  const simple = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'];
  if (simple.includes(type)) return { key: `${type} ${language}`, scope, language };
  if (!['chat', 'chat_administrators', 'chat_member'].includes(type))
    throw badRequest("can't parse BotCommandScope: unsupported type specified");
  if (chat_id === undefined) throw badRequest('chat_id is empty');
  const member = type === 'chat_member' ? `:${user_id}` : '';
  return { key: `${type}:${chat_id}${member} ${language}`, scope, language };
}

function checkLength({ args }: MethodCall, name: string, most: number): true {
  if (args.text(name).length > most) throw badRequest(`${name.replace('_', ' ')} is too long`);
  return true;
}
