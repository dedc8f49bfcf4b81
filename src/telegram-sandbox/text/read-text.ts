import type { Arguments } from '../http/arguments.ts';
import { badRequest } from '../refusal.ts';
import { type FormattedText, finishText, readEntities } from './formatted-text.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { parseMarkdownV2 } from './parse-markdown-v2.ts';

/** UTF-16 units after the markup is read. */
const longestText = 4096;
const longestCaption = 1024;

/** The text of a message, 1 to 4,096 units; refusals as Telegram's. */
export function readText(args: Arguments): FormattedText {
  const read = readFormatted(args.text('text'), args.text('parse_mode'), args.json('entities'));
  if (read.text === '') throw badRequest('message text is empty');
  if (read.text.length > longestText) throw badRequest('message is too long');
  return read;
}

/** The text below a file, up to 1,024 units; may be empty. */
export function readCaption(args: Arguments): FormattedText {
  return judgeCaption(args.text('caption'), args.text('parse_mode'), args.json('caption_entities'));
}

export function judgeCaption(caption: string, parseMode: string, entities: unknown): FormattedText {
  const read = readFormatted(caption, parseMode, entities);
  if (read.text.length > longestCaption) throw badRequest('message caption is too long');
  return read;
}

/** Marked-up text, by Telegram's parse mode; without one the entities count. */
export function readFormatted(text: string, parseMode: string, entities: unknown): FormattedText {
  const parsed = parse(text, parseMode.toLowerCase(), entities);
  return finishText(parsed.text, parsed.entities);
}

function parse(text: string, mode: string, entities: unknown): FormattedText {
  if (mode === 'html') return parseHtml(text);
  if (mode === 'markdownv2') return parseMarkdownV2(text);
  if (mode === 'markdown') return parseMarkdown(text);
  if (mode !== '' && mode !== 'none') throw badRequest('unsupported parse_mode');
  return { text, entities: readEntities(entities, text.length) };
}
