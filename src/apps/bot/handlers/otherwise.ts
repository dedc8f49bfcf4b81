import { Composer } from 'grammy';
import { wasSaidLately } from '../../../domain/chats/index.ts';
import type { BotContext } from '../bot-context.ts';
import { readCommand } from '../read-command.ts';

/** Minutes for which one helpful sentence of its kind, in one language, is enough. */
const pause = 1;

/** What nobody above understood: it is answered, not dropped; in groups only who speaks to the bot hears something. */
export const otherwise = new Composer<BotContext>();

otherwise.on('message', async (context) => {
  const { bot, chatRow, message, tx } = context;
  if (chatRow.kind !== 'private' || isServiceNote(context)) return;
  const command = readCommand(context);
  const kind = command ? 'command' : message.text !== undefined ? 'words' : 'other';
  const prefix = `otherwise:${kind}:${context.texts.language}:`;
  // Whoever writes commands waits for an answer to each.
  if (!command && (await wasSaidLately(tx, { bot, chatId: chatRow.id, prefix, minutes: pause }))) return;
  const text = context.texts.text(`bot-otherwise-${kind}`);
  await context.say({ kind: 'text', text }, { key: `${prefix}${context.update.update_id}` });
});

/** That a message was pinned, a theme changed, and the like: nobody said anything. */
function isServiceNote({ message }: BotContext): boolean {
  return message !== undefined && !spoken.some((name) => name in message);
}

/** What somebody sent who wanted something by it. */
const spoken = [
  'text',
  'sticker',
  'photo',
  'animation',
  'contact',
  'location',
  'venue',
  'poll',
  'dice',
  'game',
  'story',
  'paid_media',
  'checklist',
  'rich_message',
  'live_photo',
] as const;
