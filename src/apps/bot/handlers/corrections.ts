import { Composer } from 'grammy';
import { findSaid, readLineKey } from '../../../domain/chats/index.ts';
import type { BotContext } from '../bot-context.ts';
import { correctLine } from '../lines/correct-line.ts';
import { readCommand } from '../read-command.ts';

/** Replies to the sound of a doubtful line, or to the list of them: what they say is what was said. */
export const corrections = new Composer<BotContext>();

corrections.on('message:text', async (context, next) => {
  const { bot, chatRow, message, tx } = context;
  const messageId = message.reply_to_message?.message_id;
  if (messageId === undefined || readCommand(context)) return next();
  const said = await findSaid(tx, { bot, chatId: chatRow.id, messageId });
  const line = said && readLineKey(said.key);
  if (!line) return next();
  const { id, index } = line;
  const quote: unknown = message.quote?.text;
  const marked = typeof quote === 'string' ? quote : undefined;
  await correctLine(context, { id, index, text: message.text, quote: marked });
});
