import type { MessageEntity } from '@grammyjs/types';
import type { FormattedText } from './formatted-text.ts';
import { cannotParse, createReader, finishReading, normaliseUrl, type Reader } from './marked-text.ts';

const known: Readonly<Record<string, MessageEntity['type']>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  a: 'text_link',
  span: 'spoiler',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
};

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** In the text so far. */
  readonly offset: number;
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Telegram's HTML style. */
export function parseHtml(source: string): FormattedText {
  const reader = createReader(source);
  const open: OpenTag[] = [];
  while (reader.at < source.length) {
    if (reader.starts('</')) readEnd(reader, open);
    else if (reader.starts('<')) open.push(readStart(reader));
    else if (reader.starts('&')) readCharacter(reader);
    else reader.take(1);
  }
  const left = open.at(-1);
  if (left) throw cannotParse(`Can't find end tag corresponding to start tag "${left.name}"`);
  return finishReading(reader);
}

function readStart(reader: Reader): OpenTag {
  const { source, at } = reader;
  const head = /^<([^\s>/]*)/.exec(source.slice(at))?.[1] ?? '';
  const name = head.toLowerCase();
  if (known[name] === undefined)
    throw cannotParse(`Unsupported start tag "${name}" at byte offset ${reader.bytes(at)}`);
  const attributes = new Map<string, string>();
  const pattern = /\s*(?:(>)|([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?)/y;
  pattern.lastIndex = at + 1 + head.length;
  for (;;) {
    const match = pattern.exec(source);
    if (!match) throw cannotParse(`Unclosed start tag at byte offset ${reader.bytes(at)}`);
    if (match[1]) break;
    attributes.set((match[2] ?? '').toLowerCase(), decode(match[3] ?? match[4] ?? match[5] ?? ''));
  }
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler')
    throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${reader.bytes(at)}`);
  reader.at = pattern.lastIndex;
  return { name, attributes, offset: reader.text.length };
}

function readEnd(reader: Reader, open: OpenTag[]): void {
  const { source, at, entities, text } = reader;
  const byte = reader.bytes(at);
  const tag = open.pop();
  if (!tag) throw cannotParse(`Unexpected end tag at byte offset ${byte}`);
  const end = source.indexOf('>', at);
  if (end < 0) throw cannotParse(`Unclosed end tag at byte offset ${byte}`);
  const name = source
    .slice(at + 2, end)
    .trim()
    .toLowerCase();
  if (name !== '' && name !== tag.name)
    throw cannotParse(
      `Unmatched end tag at byte offset ${byte}, expected "</${tag.name}>", found "</${name}>"`,
    );
  reader.at = end + 1;
  const place = { offset: tag.offset, length: text.length - tag.offset };
  const entity = place.length > 0 ? writeEntity(tag, reader, place, open.at(-1)) : undefined;
  if (entity) entities.push(entity);
}

function writeEntity(
  tag: OpenTag,
  { text, entities }: Reader,
  place: Place,
  outer: OpenTag | undefined,
): MessageEntity | undefined {
  switch (tag.name) {
    case 'a':
      return writeLink(tag.attributes.get('href') ?? text.slice(place.offset), place);
    case 'tg-emoji':
      return { type: 'custom_emoji', ...place, custom_emoji_id: tag.attributes.get('emoji-id') ?? '' };
    case 'tg-time':
      return {
        type: 'date_time',
        ...place,
        unix_time: Number(tag.attributes.get('unix') ?? 0),
        date_time_format: (tag.attributes.get('format') ?? '') as 'r',
      };
    case 'blockquote':
      return { type: tag.attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote', ...place };
    case 'code':
      return writeCode(tag, place, outer);
    case 'pre':
      return holdsCode(entities.at(-1), place) ? undefined : { type: 'pre', ...place };
    default:
      return { type: known[tag.name], ...place } as MessageEntity;
  }
}

/** A language counts where the code is what its block begins with. */
function writeCode(tag: OpenTag, place: Place, outer: OpenTag | undefined): MessageEntity | undefined {
  if (outer?.name !== 'pre' || outer.offset !== tag.offset) return { type: 'code', ...place };
  const language = /^language-(.+)$/.exec(tag.attributes.get('class') ?? '')?.[1];
  return language === undefined ? undefined : { type: 'pre', ...place, language };
}

function holdsCode(inside: MessageEntity | undefined, { offset, length }: Place): boolean {
  return inside?.type === 'pre' && inside.offset === offset && inside.length === length;
}

function writeLink(address: string, place: Place): MessageEntity | undefined {
  const url = normaliseUrl(address);
  return url === undefined ? undefined : { type: 'text_link', ...place, url };
}

function readCharacter(reader: Reader): void {
  const { text, length } = decodeCharacter(reader.source, reader.at);
  reader.text += text;
  reader.at += length;
}

function decodeCharacter(source: string, at: number): { text: string; length: number } {
  const match = /^&(?:#(\d{1,8})|#x([\da-f]{1,6})|(\w{2,4}));?/i.exec(source.slice(at, at + 12));
  if (!match) return { text: '&', length: 1 };
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? '0', 16) : Number(match[1]);
  const isCode = code > 0 && code < 0x10ffff;
  const character = match[3] === undefined ? isCode && String.fromCodePoint(code) : named[match[3]];
  return character ? { text: character, length: match[0].length } : { text: '&', length: 1 };
}

function decode(text: string): string {
  return text.replace(/&(?:#\d{1,8}|#x[\da-f]{1,6}|\w{2,4});?/gi, (whole) => {
    const { text: character, length } = decodeCharacter(whole, 0);
    return length === whole.length ? character : whole;
  });
}
