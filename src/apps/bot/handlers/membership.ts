import { Composer } from 'grammy';
import { markUnreachable, moveChat } from '../../../domain/chats/index.ts';
import type { BotContext } from '../bot-context.ts';

/** Where the bot was added, removed, blocked or unblocked, and groups that get a new id. */
export const membership = new Composer<BotContext>();

/** Statuses of a bot to which a chat is closed; `restricted` may be, too, and the first message tells. */
const outside: ReadonlySet<string> = new Set(['left', 'kicked']);

membership.on('my_chat_member', async (context, next) => {
  const { old_chat_member: before, new_chat_member: now } = context.myChatMember;
  if (outside.has(now.status)) {
    await markUnreachable(context.tx, context.bot, context.chatRow.id, now.status);
    return;
  }
  // That it can be reached again is noted when the chat is opened; a greeting is for those who handle commands.
  if (outside.has(before.status)) await next();
});

/** Telegram may tell of our own leaving in two updates, in either order. */
membership.on('message:left_chat_member', async (context, next) => {
  if (context.message.left_chat_member.id !== context.bot.id) return next();
  await markUnreachable(context.tx, context.bot, context.chatRow.id, 'left');
});

/** Either of the two updates may come first, or alone: the second finds nothing left to move. */
membership.on('message:migrate_to_chat_id', (context) =>
  moveChat(context.tx, context.bot, { from: context.chat.id, to: context.message.migrate_to_chat_id }),
);
membership.on('message:migrate_from_chat_id', (context) =>
  moveChat(context.tx, context.bot, { from: context.message.migrate_from_chat_id, to: context.chat.id }),
);
