import type { MessageEntity } from '@grammyjs/types';
import type { FormattedText } from './formatted-text.ts';
import { cannotParse, createReader, finishReading, normaliseUrl, type Reader } from './marked-text.ts';

interface Open {
  readonly mark: string;
  readonly type: 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler' | 'link' | 'emoji';
  /** In the text. */
  readonly offset: number;
  /** In the source, for refusals. */
  readonly at: number;
}

const simple: readonly (readonly [mark: string, type: Open['type'], name: string])[] = [
  ['__', 'underline', 'Underline'],
  ['||', 'spoiler', 'Spoiler'],
  ['_', 'italic', 'Italic'],
  ['*', 'bold', 'Bold'],
  ['~', 'strikethrough', 'Strikethrough'],
];

/** What means something, and so has to be escaped where it is to stand for itself. */
const reserved = '_*[]()~`>#+-=|{}.!';

interface Quote {
  readonly offset: number;
}

/** Telegram's MarkdownV2 style. */
export function parseMarkdownV2(source: string): FormattedText {
  const reader = createReader(source.replaceAll('\r', ''));
  const open: Open[] = [];
  let quote: Quote | undefined;
  while (reader.at < reader.source.length) {
    const isLineStart = reader.at === 0 || reader.source[reader.at - 1] === '\n';
    const isQuoteMark = isLineStart && (reader.starts('>') || reader.starts('**>'));
    if (quote && isLineStart && !reader.starts('>')) quote = endQuote(reader, quote, 'blockquote');
    if (isQuoteMark) {
      reader.at += reader.starts('**>') ? 3 : 1;
      quote ??= { offset: reader.text.length };
    } else if (quote && isExpandMark(reader, open)) {
      reader.at += 2;
      quote = endQuote(reader, quote, 'expandable_blockquote');
    } else readNext(reader, open);
  }
  const left = open.at(-1);
  if (left) throw cannotFindEnd(reader, left);
  if (quote) endQuote(reader, quote, 'blockquote');
  return finishReading(reader);
}

function readNext(reader: Reader, open: Open[]): void {
  const { source, at } = reader;
  const character = source[at] ?? '';
  const next = source.charCodeAt(at + 1);
  if (character === '\\' && next >= 1 && next <= 126) {
    reader.at += 1;
    reader.take(1);
  } else if (!reserved.includes(character)) reader.take(1);
  else if (character === '`') readCode(reader);
  else if (character === ']') closeLink(reader, open);
  else if (character === '[' || reader.starts('![')) {
    const isEmoji = character === '!';
    open.push({ mark: ']', type: isEmoji ? 'emoji' : 'link', offset: reader.text.length, at });
    reader.at += isEmoji ? 2 : 1;
  } else readSimple(reader, open);
}

function readSimple(reader: Reader, open: Open[]): void {
  const { at } = reader;
  const found = simple.find(([mark]) => reader.starts(mark));
  if (!found) {
    const character = reader.source[at] ?? '';
    throw cannotParse(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
  }
  const [mark, type] = found;
  const last = open.at(-1);
  reader.at += mark.length;
  if (last?.type !== type) {
    open.push({ mark, type, offset: reader.text.length, at });
    return;
  }
  open.pop();
  const length = reader.text.length - last.offset;
  if (length > 0) reader.entities.push({ type, offset: last.offset, length } as MessageEntity);
}

function readCode(reader: Reader): void {
  const { source, at } = reader;
  const mark = reader.starts('```') ? '```' : '`';
  const isBlock = mark === '```';
  reader.at += mark.length;
  const language = isBlock ? /^([^\s`]+)\n/.exec(source.slice(reader.at))?.[1] : undefined;
  if (language !== undefined) reader.at += language.length;
  if (isBlock && reader.starts('\n')) reader.at += 1;
  const offset = reader.text.length;
  while (!reader.starts(mark)) {
    if (reader.at >= source.length) throw cannotFindEnd(reader, { type: isBlock ? 'pre' : 'code', at });
    if (source[reader.at] === '\\') reader.at += 1;
    reader.take(1);
  }
  reader.at += mark.length;
  const place = { offset, length: reader.text.length - offset };
  if (place.length === 0) return;
  reader.entities.push(
    isBlock ? { type: 'pre', ...place, ...(language ? { language } : {}) } : { type: 'code', ...place },
  );
}

function closeLink(reader: Reader, open: Open[]): void {
  const last = open.pop();
  if (last?.type !== 'link' && last?.type !== 'emoji')
    throw cannotParse("Character ']' is reserved and must be escaped with the preceding '\\'");
  reader.at += 1;
  const place = { offset: last.offset, length: reader.text.length - last.offset };
  const address = reader.starts('(') ? readAddress(reader) : '';
  if (last.type === 'emoji') {
    const id = /^tg:\/\/emoji\?id=(\d+)$/.exec(address)?.[1];
    if (id === undefined) throw cannotParse('Custom emoji URL must be specified');
    reader.entities.push({ type: 'custom_emoji', ...place, custom_emoji_id: id });
    return;
  }
  const url = normaliseUrl(address || reader.text.slice(place.offset));
  if (url !== undefined && place.length > 0) reader.entities.push({ type: 'text_link', ...place, url });
}

function readAddress(reader: Reader): string {
  const start = reader.at;
  let address = '';
  reader.at += 1;
  while (!reader.starts(')')) {
    if (reader.at >= reader.source.length)
      throw cannotParse(`Can't find end of a URL at byte offset ${reader.bytes(start + 1)}`);
    if (reader.starts('\\')) reader.at += 1;
    address += reader.source[reader.at] ?? '';
    reader.at += 1;
  }
  reader.at += 1;
  return address;
}

/** `||` at the end of a quotation folds it, where no spoiler is open. */
function isExpandMark(reader: Reader, open: readonly Open[]): boolean {
  const after = reader.source[reader.at + 2];
  return reader.starts('||') && (after === undefined || after === '\n') && open.at(-1)?.type !== 'spoiler';
}

function endQuote(
  reader: Reader,
  { offset }: Quote,
  type: 'blockquote' | 'expandable_blockquote',
): undefined {
  const length = reader.text.slice(offset).replace(/\n$/, '').length;
  if (length > 0) reader.entities.push({ type, offset, length });
  return undefined;
}

function cannotFindEnd(reader: Reader, { type, at }: { type: string; at: number }) {
  const name =
    simple.find(([, known]) => known === type)?.[2] ??
    { pre: 'PreCode', code: 'Code', link: 'TextUrl' }[type];
  return cannotParse(`Can't find end of ${name ?? 'CustomEmoji'} entity at byte offset ${reader.bytes(at)}`);
}
