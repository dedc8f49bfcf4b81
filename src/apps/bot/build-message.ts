import type { ClaimedMessage } from '../../domain/chats/index.ts';
import type { MethodParameters } from '../../ports/messenger.ts';
import type { Button, ClipContent, FileContent, MessageContent, TextContent } from '../../wire/chat.ts';

/** Parts of a message that are left out, because Telegram did not take them. */
export type LeftOut = ReadonlySet<'entities' | 'buttons' | 'thread' | 'reply'>;

type Place = Pick<ClaimedMessage, 'chatId' | 'threadId'>;

/** What a text is sent with; links show no preview. */
export function buildText(
  place: Place,
  content: TextContent,
  leftOut: LeftOut,
): MethodParameters<'sendMessage'> {
  return { ...buildPlace(place, content, leftOut), ...buildBody(content, leftOut) };
}

/** What a file or a clip is sent with, beside its bytes. */
export function buildFile(place: Place, content: FileContent | ClipContent, leftOut: LeftOut) {
  return {
    ...buildPlace(place, content, leftOut),
    ...(content.caption === undefined ? {} : { caption: content.caption }),
    ...buildButtons(content, leftOut),
  };
}

/** What a text that stands in the chat becomes; without buttons it loses those it had. */
export function buildTextEdit(
  { chatId }: Place,
  content: TextContent,
  leftOut: LeftOut,
  messageId: number,
): MethodParameters<'editMessageText'> {
  return { chat_id: chatId, message_id: messageId, ...buildBody(content, leftOut) };
}

/** The same of a file or a clip: its caption and its buttons; what it is stays. */
export function buildFileEdit(
  { chatId }: Place,
  content: FileContent | ClipContent,
  leftOut: LeftOut,
  messageId: number,
): MethodParameters<'editMessageCaption'> {
  const caption = content.caption ?? '';
  return { chat_id: chatId, message_id: messageId, caption, ...buildButtons(content, leftOut) };
}

function buildPlace({ chatId, threadId }: Place, content: MessageContent, leftOut: LeftOut) {
  const { replyTo: answered } = content;
  // Below zero it is a message of the group that this supergroup was.
  const replyTo = leftOut.has('reply') || (answered ?? 0) < 0 ? undefined : answered;
  return {
    chat_id: chatId,
    ...(threadId === undefined || leftOut.has('thread') ? {} : { message_thread_id: threadId }),
    ...(replyTo === undefined
      ? {}
      : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
    ...(content.quiet ? { disable_notification: true } : {}),
  };
}

function buildBody(content: TextContent, leftOut: LeftOut) {
  const { entities = [], text } = content;
  return {
    text,
    link_preview_options: { is_disabled: true },
    ...(entities.length === 0 || leftOut.has('entities')
      ? {}
      : {
          entities: entities.map(
            (entity) => ({ ...entity }) as NonNullable<MethodParameters<'sendMessage'>['entities']>[number],
          ),
        }),
    ...buildButtons(content, leftOut),
  };
}

function buildButtons({ buttons = [] }: MessageContent, leftOut: LeftOut) {
  if (buttons.length === 0 || leftOut.has('buttons')) return {};
  return { reply_markup: { inline_keyboard: buttons.map((row) => row.map(buildButton)) } };
}

function buildButton(button: Button) {
  const { text } = button;
  return 'action' in button ? { text, callback_data: button.action } : { text, url: button.url };
}
