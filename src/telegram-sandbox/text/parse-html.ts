import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../refusal.ts';
import type { FormattedText } from './formatted-text.ts';

const simple: Readonly<Record<string, MessageEntity['type']>> = {
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

/** Telegram's HTML style. Places in refusals are counted in bytes, as there. */
export function parseHtml(source: string): FormattedText {
  const entities: MessageEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let at = 0;
  const byte = (place: number) => Buffer.byteLength(source.slice(0, place));

  while (at < source.length) {
    const character = source[at];
    if (character === '&') {
      const decoded = decodeEntity(source, at);
      text += decoded.text;
      at = decoded.end;
    } else if (character !== '<') {
      text += character;
      at += 1;
    } else if (source[at + 1] === '/') {
      const end = source.indexOf('>', at);
      const name = source
        .slice(at + 2, end < 0 ? undefined : end)
        .trim()
        .toLowerCase();
      const tag = open.pop();
      if (!tag) throw cannot(`unexpected end tag at byte offset ${byte(at)}`);
      if (end < 0) throw cannot(`Unclosed end tag at byte offset ${byte(at)}`);
      if (name !== '' && name !== tag.name)
        throw cannot(
          `Unmatched end tag at byte offset ${byte(at)}, expected "</${tag.name}>", found "</${name}>"`,
        );
      const entity = closeTag(tag, text, open.at(-1), entities);
      if (entity) entities.push(entity);
      at = end + 1;
    } else {
      const tag = readTag(source, at, () => byte(at));
      open.push({ ...tag, offset: text.length });
      at = tag.end;
    }
  }
  const left = open.at(-1);
  if (left) throw cannot(`Can't find end tag corresponding to start tag "${left.name}"`);
  return { text, entities };
}

/** Attributes of a start tag; refuses what Telegram does not know. */
function readTag(source: string, start: number, byte: () => number) {
  const head = /^<([^\s>/]*)/.exec(source.slice(start))?.[1] ?? '';
  const name = head.toLowerCase();
  if (simple[name] === undefined) throw cannot(`Unsupported start tag "${name}" at byte offset ${byte()}`);
  const attributes = new Map<string, string>();
  const pattern = /\s*(?:(>)|([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?)/y;
  pattern.lastIndex = start + 1 + head.length;
  for (;;) {
    const match = pattern.exec(source);
    if (!match) throw cannot(`Unclosed start tag at byte offset ${byte()}`);
    if (match[1]) break;
    const value = match[3] ?? match[4] ?? match[5] ?? '';
    attributes.set((match[2] ?? '').toLowerCase(), decodeAll(value));
  }
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler')
    throw cannot(`Tag "span" must have class "tg-spoiler" at byte offset ${byte()}`);
  return { name, attributes, end: pattern.lastIndex };
}

function closeTag(
  tag: OpenTag,
  text: string,
  outer: OpenTag | undefined,
  entities: readonly MessageEntity[],
): MessageEntity | undefined {
  const place = { offset: tag.offset, length: text.length - tag.offset };
  const type = simple[tag.name];
  if (place.length === 0 || type === undefined) return undefined;
  if (type === 'text_link') return writeLink(tag, text, place);
  if (type === 'custom_emoji')
    return { type, ...place, custom_emoji_id: tag.attributes.get('emoji-id') ?? '' };
  if (type === 'date_time')
    return {
      type,
      ...place,
      unix_time: Number(tag.attributes.get('unix') ?? 0),
      date_time_format: (tag.attributes.get('format') ?? '') as 'r',
    };
  if (type === 'blockquote' && tag.attributes.has('expandable'))
    return { type: 'expandable_blockquote', ...place };
  // A language of code counts when the code is all that its block holds.
  if (type === 'code' && outer?.name === 'pre' && outer.offset === tag.offset) {
    const language = /^language-(.+)$/.exec(tag.attributes.get('class') ?? '')?.[1];
    return language === undefined ? undefined : { type: 'pre', ...place, language };
  }
  const inside = entities.at(-1);
  if (
    type === 'pre' &&
    inside?.type === 'pre' &&
    inside.offset === place.offset &&
    inside.length === place.length
  )
    return undefined;
  return { type, ...place } as MessageEntity;
}

function writeLink(
  tag: OpenTag,
  text: string,
  place: { offset: number; length: number },
): MessageEntity | undefined {
  const url = tag.attributes.get('href') ?? text.slice(place.offset, place.offset + place.length);
  return /^(?:https?|tg|tonsite|ftp):\/\/\S/i.test(url) || /^[\w-]+(?:\.[\w-]+)+/.test(url)
    ? { type: 'text_link', ...place, url: normaliseUrl(url) }
    : undefined;
}

/** As Telegram writes addresses: with a scheme, and a path where there is only a host. */
export function normaliseUrl(url: string): string {
  const full = /^[a-z]+:\/\//i.test(url) ? url : `http://${url}`;
  return /^[a-z]+:\/\/[^/?#]+$/i.test(full) ? `${full}/` : full;
}

function decodeEntity(source: string, at: number): { text: string; end: number } {
  const match = /^&(?:#(\d{1,8})|#x([\da-f]{1,6})|(\w{2,4}));?/i.exec(source.slice(at, at + 12));
  const plainly = { text: '&', end: at + 1 };
  if (!match) return plainly;
  const end = at + match[0].length;
  if (match[3] !== undefined) {
    const known = named[match[3]];
    return known === undefined ? plainly : { text: known, end };
  }
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? '', 16) : Number(match[1]);
  return code > 0 && code < 0x10ffff ? { text: String.fromCodePoint(code), end } : plainly;
}

function decodeAll(text: string): string {
  let decoded = '';
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '&') {
      decoded += text[at];
      at += 1;
      continue;
    }
    const entity = decodeEntity(text, at);
    decoded += entity.text;
    at = entity.end;
  }
  return decoded;
}

function cannot(sentence: string) {
  return badRequest(`can't parse entities: ${sentence}`);
}
