import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from '@grammyjs/types';
import { badRequest } from '../refusal.ts';
import type { SandboxChat } from '../world.ts';

/** Bytes. */
const longestData = 64;
const mostButtons = 100;

/** Buttons below a message; undefined when there are none, or the markup is of another kind. */
export function readInlineKeyboard(markup: unknown): InlineKeyboardMarkup | undefined {
  if (markup === undefined || markup === null) return undefined;
  if (typeof markup !== 'object') throw badRequest('object expected as reply markup');
  const { inline_keyboard: rows } = markup as { inline_keyboard?: unknown };
  if (rows === undefined) return undefined;
  if (!Array.isArray(rows))
    throw badRequest('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array');
  const read = rows
    .map((row: unknown) => {
      if (!Array.isArray(row))
        throw badRequest("can't parse inline keyboard: expected an Array of InlineKeyboardButton");
      return row.map(readButton);
    })
    .filter((row) => row.length > 0);
  if (read.flat().length > mostButtons) throw badRequest('reply markup is too long');
  return read.length > 0 ? { inline_keyboard: read } : undefined;
}

/** Keys in place of the phone's keyboard: set, or taken away. */
export function applyReplyKeyboard(chat: SandboxChat, markup: unknown): void {
  if (typeof markup !== 'object' || markup === null) return;
  if ('keyboard' in markup && Array.isArray(markup.keyboard))
    chat.replyKeyboard = markup as ReplyKeyboardMarkup;
  if ('remove_keyboard' in markup && markup.remove_keyboard === true) chat.replyKeyboard = undefined;
}

function readButton(button: unknown): InlineKeyboardMarkup['inline_keyboard'][number][number] {
  if (typeof button !== 'object' || button === null)
    throw badRequest("can't parse inline keyboard button: expected an Object");
  const { text, callback_data: data, url } = button as Record<string, unknown>;
  if (typeof text !== 'string')
    throw badRequest('can\'t parse inline keyboard button: Can\'t find field "text"');
  if (text.trim() === '') throw badRequest('inline keyboard button text is empty');
  if (typeof data === 'string') {
    if (Buffer.byteLength(data) > longestData || data === '') throw badRequest('BUTTON_DATA_INVALID');
  } else if (typeof url === 'string') {
    if (!isUrl(url)) throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  } else if (
    Object.keys(button).filter((key) => !['text', 'style', 'icon_custom_emoji_id'].includes(key)).length === 0
  )
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  return button as InlineKeyboardMarkup['inline_keyboard'][number][number];
}

/** Telegram takes addresses of the open net only, and its own. */
function isUrl(url: string): boolean {
  return (
    /^tg:\/\/\S+$/.test(url) ||
    (/^(?:https?:\/\/)?[^\s/?#]+\.[^\s/?#]+\S*$/i.test(url) && !url.includes('//localhost'))
  );
}
