import type { Update } from '@grammyjs/types';
import { readFileId } from '../file-ids.ts';
import { poll } from '../poll.ts';
import { badRequest } from '../refusal.ts';
import type { Bot } from '../world.ts';
import type { BuiltMethods, MethodCall } from './call.ts';

/** Query ids are good for so long. Milliseconds. */
const pressLife = 15 * 60_000;
const longestAnswer = 200;

export const accountMethods = {
  getMe: ({ bot }) => bot.user,

  getUpdates({ world, bot, args, signal }) {
    const asked = {
      offset: args.integer('offset'),
      limit: Math.min(100, Math.max(1, args.integer('limit', 100))),
      timeout: Math.max(0, args.integer('timeout')),
    };
    if (!bot.webhook) rememberAllowed(bot, args.json('allowed_updates'));
    return poll(world, bot, asked, signal);
  },

  answerCallbackQuery(call) {
    const { world, bot, args } = call;
    const press = world.presses.get(args.text('callback_query_id'));
    const isOpen =
      press?.bot === bot && press.answer === undefined && press.at > world.clock.now() - pressLife;
    if (!press || !isOpen)
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    const text = args.text('text');
    if (text.length > longestAnswer) throw badRequest('MESSAGE_TOO_LONG');
    press.answer = {
      ...(text === '' ? {} : { text }),
      ...(args.flag('show_alert') ? { alert: true } : {}),
      ...(args.has('url') ? { url: args.text('url') } : {}),
    };
    press.settle();
    return true;
  },

  getFile({ world, bot, args }: MethodCall) {
    if (!args.has('file_id')) throw badRequest('file_id is not specified');
    const file = readFileId(world, bot, args.text('file_id'));
    const most = world.flood.limits.downloadBytes;
    if (!world.local && most > 0 && file.bytes > most) throw badRequest('file is too big');
    return {
      file_id: args.text('file_id'),
      file_unique_id: file.uniqueId,
      file_size: file.bytes,
      file_path: world.local ? file.path : world.giveOut(bot, file),
    };
  },
} satisfies BuiltMethods;

/** Which updates the bot wants from now on; absent: as before; an empty list: the standard. */
export function rememberAllowed(bot: Bot, allowed: unknown): void {
  if (!Array.isArray(allowed)) return;
  const names = allowed.filter(
    (name): name is Exclude<keyof Update, 'update_id'> => typeof name === 'string',
  );
  bot.allowed = names.length > 0 ? names : undefined;
}
