import { EfirError } from '../../core/errors.ts';
import type { Button, MessageContent } from '../../wire/chat.ts';

/** UTF-16 units, as Telegram counts. */
const longestText = 4096;
const longestCaption = 1024;
/** Bytes that Telegram carries for a button. */
const longestAction = 64;
/** Seconds: more than this is no clip. */
const longestClip = 60;

/**
 * The content as the database can keep it: NUL and halves of characters replaced one for one, so that offsets stay
 * true. Throws `internal` for what Telegram would never take: who says it has to cut it.
 */
export function checkContent(content: MessageContent): MessageContent {
  const { buttons, ...rest } = content;
  const cleaned = {
    ...checkBody(rest),
    ...(buttons && { buttons: buttons.map((row) => row.map(checkButton)) }),
  };
  return cleaned as MessageContent;
}

function checkBody(content: MessageContent): MessageContent {
  if (content.kind === 'text') {
    const text = cleanText(content.text);
    if (text.trim() === '') throw refuse('an empty text');
    if (text.length > longestText) throw refuse(`a text of ${text.length} units`);
    return { ...content, text };
  }
  if ((content.caption?.length ?? 0) > longestCaption) throw refuse('a caption that is too long');
  if (content.kind === 'clip' && !(content.end > content.start && content.end - content.start <= longestClip))
    throw refuse('a clip of no length, or of more than a minute');
  return content.caption === undefined ? content : { ...content, caption: cleanText(content.caption) };
}

function checkButton(button: Button): Button {
  const text = cleanText(button.text);
  if (text.trim() === '') throw refuse('a button without a text');
  if ('action' in button && Buffer.byteLength(button.action) > longestAction)
    throw refuse('a button with too long an action');
  return { ...button, text };
}

function cleanText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

function refuse(detail: string): EfirError {
  return new EfirError('internal', { detail: `${detail} was to be said in a chat` });
}
