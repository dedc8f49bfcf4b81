import { Composer } from 'grammy';
import { askFor } from '../ask-for.ts';
import type { BotContext } from '../bot-context.ts';
import { cancelAll } from '../commands/cancel.ts';
import { greet, help } from '../commands/greet.ts';
import { linkAccount } from '../commands/link.ts';
import { tellUsage } from '../commands/usage.ts';
import { findLinks, findMedia } from '../find-sources.ts';
import { showHistory } from '../menus/history-menu.ts';
import { showPrivacy } from '../menus/privacy-menu.ts';
import { showSettings } from '../menus/settings-menu.ts';
import { type Command, readCommand } from '../read-command.ts';

/** Commands, in private chats and in groups, with our name behind them or without. */
export const commands = new Composer<BotContext>();

commands.on('message', async (context, next) => {
  const command = readCommand(context);
  if (!command) return next();
  const carries = findMedia(context.message) !== undefined;
  // Another bot is asked for something; a recording is one all the same.
  if (command.isForeign) return carries ? next() : undefined;
  if (asking.has(command.name)) return ask(context, command, next);
  const run = carries || !Object.hasOwn(byName, command.name) ? undefined : byName[command.name];
  return run ? run(context, command) : next();
});

/** A command that was written in later asks for the recording that it is in, or that it answers: once. */
commands.on('edited_message', async (context, next) => {
  const command = readCommand(context);
  if (!command || command.isForeign || !asking.has(command.name)) return next();
  await askFor(context, findTarget(context), { words: context.editedMessage.text, quietly: true });
});

/** `/text`, `/transcribe` and, with who says what, `/speakers`. */
const asking: ReadonlySet<string> = new Set(['text', 'transcribe', 'speakers']);

const byName: Readonly<Record<string, (context: BotContext, command: Command) => Promise<void>>> = {
  start: greet,
  help,
  settings: async (context) => {
    const refusal = await showSettings(context);
    if (refusal) await context.say({ kind: 'text', text: refusal.text });
  },
  history: (context, { words }) => showHistory(context, { search: words, trail: [] }),
  usage: tellUsage,
  link: (context, { words }) => linkAccount(context, words),
  cancel: cancelAll,
  privacy: showPrivacy,
};

async function ask(context: BotContext, command: Command, next: () => Promise<void>): Promise<void> {
  const { bot, chatRow, message, texts } = context;
  const target = findTarget(context);
  const ownLinks = target === message && findLinks(target).sources.length > 0;
  // In a private chat what a message carries is taken in any case.
  if (chatRow.kind === 'private' && (ownLinks || (target === message && findMedia(target)))) return next();
  const words = target === message ? undefined : `/${command.name} ${command.words}`;
  if (await askFor(context, target, { words })) return;
  const text = texts.text(chatRow.kind === 'private' ? 'bot-how-to-ask-private' : 'bot-how-to-ask', {
    bot: bot.username,
  });
  await context.say({ kind: 'text', text, ...(message ? { replyTo: message.message_id } : {}) });
}

/** The message that is asked for: the one with the command where it carries a recording or a link, else the one it answers. */
function findTarget({ msg }: BotContext) {
  if (!msg) throw new Error('a command outside of a message');
  const isOwn = findMedia(msg) !== undefined || findLinks(msg).sources.length > 0;
  return isOwn ? msg : (msg.reply_to_message ?? msg);
}
