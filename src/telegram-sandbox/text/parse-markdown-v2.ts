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
    quote = mindLineStart(reader, quote);
    if (quote && isExpandMark(reader, open)) {
      reader.at += 2;
      quote = endQuote(reader, quote, 'expandable_blockquote');
    } else if (reader.at < reader.source.length) readNext(reader, open);
  }
  const left = open.at(-1);
  if (left) throw cannotFindEnd(reader, left);
  if (quote) endQuote(reader, quote, 'blockquote');
  return finishReading(reader);
}

/** Where a line starts, a quotation may begin, go on or end; the mark itself is not text. */
function mindLineStart(reader: Reader, quote: Quote | undefined): Quote | undefined {
  const isLineStart = reader.at === 0 || reader.source[reader.at - 1] === '\n';
  if (!isLineStart) return quote;
  const mark = ['**>', '>'].find((each) => reader.starts(each));
  // Two quotations that follow each other are kept apart by an empty bold.
  const isNext = quote !== undefined && mark !== '>';
  const current = quote && isNext ? endQuote(reader, quote, 'blockquote') : quote;
  if (mark === undefined) return current;
  reader.at += mark.length;
  return current ?? { offset: reader.text.length };
}

function readNext(reader: Reader, open: Open[]): void {
  const { source, at } = reader;
  const character = source[at] ?? '';
  if (character === '\\' && isEscapable(source.charCodeAt(at + 1))) {
    reader.at += 1;
    reader.take(1);
  } else if (!reserved.includes(character)) reader.take(1);
  else if (character === '`') readCode(reader);
  else if (character === ']') closeLink(reader, open);
  else if (character === '[') openLink(reader, open, 'link');
  else if (reader.starts('![')) openLink(reader, open, 'emoji');
  else readSimple(reader, open);
}

function isEscapable(code: number): boolean {
  return code >= 1 && code <= 126;
}

function openLink(reader: Reader, open: Open[], type: 'link' | 'emoji'): void {
  open.push({ mark: ']', type, offset: reader.text.length, at: reader.at });
  reader.at += type === 'emoji' ? 2 : 1;
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
  const { at } = reader;
  const isBlock = reader.starts('```');
  const mark = isBlock ? '```' : '`';
  reader.at += mark.length;
  const language = isBlock ? readLanguage(reader) : undefined;
  const offset = reader.text.length;
  while (!reader.starts(mark)) {
    if (reader.at >= reader.source.length)
      throw cannotFindEnd(reader, { type: isBlock ? 'pre' : 'code', at });
    if (reader.starts('\\')) reader.at += 1;
    reader.take(1);
  }
  reader.at += mark.length;
  const place = { offset, length: reader.text.length - offset };
  if (place.length === 0) return;
  reader.entities.push(
    isBlock ? { type: 'pre', ...place, ...(language ? { language } : {}) } : { type: 'code', ...place },
  );
}

/** The rest of the line on which a block opens, where it is one word. */
function readLanguage(reader: Reader): string | undefined {
  const language = /^([^\s`]+)\n/.exec(reader.source.slice(reader.at))?.[1];
  reader.at += language?.length ?? 0;
  if (reader.starts('\n')) reader.at += 1;
  return language;
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
