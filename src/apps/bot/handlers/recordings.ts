import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import type { BotContext } from '../bot-context.ts';
import { findLinks, mostLinks } from '../find-sources.ts';
import { takeRecording, takeSource } from '../take-recording.ts';

/**
 * Recordings and links to recordings: in private chats all of them, elsewhere those that the chat wants written down
 * unasked.
 */
export const recordings = new Composer<BotContext>();

recordings.on('message', async (context, next) => {
  const { message } = context;
  if (!isWanted(context, message)) return next();
  if (await takeRecording(context, message)) return;
  if (context.chatRow.kind !== 'private') return next();
  const { more, sources } = findLinks(message);
  if (sources.length === 0) return next();
  const words = sources.length === 1 ? withoutLinks(message) : '';
  for (const [item, source] of sources.entries()) await takeSource(context, message, { source, item, words });
  if (more) {
    const text = context.texts.text('bot-links-many', { limit: mostLinks });
    await context.say({ kind: 'text', text, replyTo: message.message_id });
  }
});

function isWanted({ chatRow }: BotContext, message: Message): boolean {
  if (chatRow.kind === 'private') return true;
  const { unasked = 'none' } = chatRow.settings;
  if (unasked === 'voice') return message.voice !== undefined || message.video_note !== undefined;
  return unasked === 'all';
}

/** What is said beside a link may name options. */
function withoutLinks({ entities = [], text = '' }: Message): string {
  const links = entities.filter(({ type }) => type === 'url' || type === 'text_link');
  return links
    .toSorted((a, b) => b.offset - a.offset)
    .reduce((rest, { offset, length }) => rest.slice(0, offset) + rest.slice(offset + length), text);
}
