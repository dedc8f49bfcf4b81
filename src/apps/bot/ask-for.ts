import type { Message } from 'grammy/types';
import { findPlaceholder } from '../../domain/chats/index.ts';
import type { BotContext } from './bot-context.ts';
import { findLinks, findMedia } from './find-sources.ts';
import { type TakenRecording, takeRecording, takeSource } from './take-recording.ts';

/**
 * Takes what somebody asks for: the recording of a message, or the links in it. Who asks for what was asked for before
 * is led to the answer, unless `quietly`. False for a message with nothing to take.
 */
export async function askFor(
  context: BotContext,
  message: Message,
  { quietly = false, words }: { readonly words?: string | undefined; readonly quietly?: boolean } = {},
): Promise<boolean> {
  const taken = await take(inThreadOf(context, message), message, words);
  const [first] = taken;
  if (!first) return false;
  if (!quietly && taken.every(({ repeated }) => repeated)) await leadTo(context, first);
  return true;
}

async function take(
  context: BotContext,
  message: Message,
  words: string | undefined,
): Promise<TakenRecording[]> {
  if (findMedia(message)) {
    const taken = await takeRecording(context, message, { words: words ?? message.caption });
    return taken ? [taken] : [];
  }
  const taken: TakenRecording[] = [];
  for (const [item, source] of findLinks(message).sources.entries())
    taken.push(await takeSource(context, message, { source, item, words }));
  return taken;
}

/** A reaction says nothing of the topic that its message is in: the answer goes where the message is. */
function inThreadOf(context: BotContext, message: Message): BotContext {
  const threadId = message.is_topic_message === true ? message.message_thread_id : undefined;
  return Object.assign(Object.create(context) as BotContext, { threadId });
}

async function leadTo(context: BotContext, { chatRecording }: TakenRecording): Promise<void> {
  const { bot, chatRow, texts, tx } = context;
  const standing = await findPlaceholder(tx, { bot, chatId: chatRow.id, id: chatRecording.id });
  const replyTo = standing ?? context.msg?.message_id;
  await context.say({
    ...{ kind: 'text', text: texts.text('bot-asked-again'), quiet: true },
    ...(replyTo === undefined ? {} : { replyTo }),
  });
}
