import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { findMedia as findSeen, rememberMedia } from '../../../domain/chats/index.ts';
import { askFor } from '../ask-for.ts';
import type { BotContext } from '../bot-context.ts';
import { findLinks, findMedia } from '../find-sources.ts';
import { isMentioned } from '../read-command.ts';

/**
 * What groups ask for without a command: by a mention in a caption or in a reply, and by a reaction. Recordings that
 * nobody asks for are remembered, for a reaction names its message by the id alone.
 */
export const groups = new Composer<BotContext>();

/** The reaction that asks for a transcript. */
const asking = '✍';

groups.on('my_chat_member', async (context, next) => {
  if (context.chatRow.kind === 'private' || context.chatRow.kind === 'channel') return next();
  const text = context.texts.text('bot-added', { bot: context.bot.username });
  await context.say({ kind: 'text', text });
});

groups.on('message_reaction', async (context) => {
  const { bot, chatRow, messageReaction, tx } = context;
  const has = (reactions: typeof messageReaction.new_reaction) =>
    reactions.some((one) => 'emoji' in one && String(one.emoji).startsWith(asking));
  if (!has(messageReaction.new_reaction) || has(messageReaction.old_reaction)) return;
  const messageId = messageReaction.message_id;
  const seen = await findSeen(tx, { bot, chatId: chatRow.id, messageId });
  if (seen) await askFor(context, seen as unknown as Message, { quietly: true });
});

groups.on(['message', 'edited_message'], async (context, next) => {
  const { chatRow, msg } = context;
  if (chatRow.kind === 'private') return next();
  const carries = findMedia(msg) !== undefined;
  if (carries) await remember(context, msg);
  if (!isMentioned(context)) return next();
  // Who only corrects what was said before is not told anew.
  const quietly = context.editedMessage !== undefined;
  if (carries) return void (await askFor(context, msg, { quietly }));
  const target = msg.reply_to_message;
  if (target && (findMedia(target) || findLinks(target).sources.length > 0)) {
    return void (await askFor(context, target, { words: msg.text, quietly }));
  }
  if (quietly) return;
  const text = context.texts.text('bot-how-to-ask', { bot: context.bot.username });
  await context.say({ kind: 'text', text, replyTo: msg.message_id });
});

async function remember({ bot, chatRow, tx }: BotContext, message: Message): Promise<void> {
  const messageId = message.message_id;
  const userId = message.sender_chat ? undefined : message.from?.id;
  await rememberMedia(tx, { bot, chatId: chatRow.id, messageId, userId, message: pickNeeded(message) });
}

/** What asking for it looks at: no names, and nothing of others that it answers or was forwarded from. */
function pickNeeded(message: Message): object {
  const { caption, from, is_topic_message, message_id, message_thread_id, sender_chat } = message;
  const { audio, document, video, video_note, voice } = message;
  return {
    ...{ message_id, is_topic_message, message_thread_id },
    // What is forwarded are words of somebody else, and no wishes.
    ...(message.forward_origin ? {} : { caption }),
    ...{ audio, document, video, video_note, voice },
    ...(from ? { from: { id: from.id } } : {}),
    ...(sender_chat ? { sender_chat: { id: sender_chat.id } } : {}),
  };
}
