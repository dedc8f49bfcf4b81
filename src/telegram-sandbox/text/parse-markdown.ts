import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../refusal.ts';
import type { FormattedText } from './formatted-text.ts';
import { normaliseUrl } from './parse-html.ts';

/** Telegram's old Markdown style: nothing nests, and only four characters mean something. */
export function parseMarkdown(source: string): FormattedText {
  const entities: MessageEntity[] = [];
  let text = '';
  let at = 0;
  const byte = (place: number) => Buffer.byteLength(source.slice(0, place));

  while (at < source.length) {
    const character = source[at] ?? '';
    if (character === '\\' && '_*`['.includes(source[at + 1] ?? ' ')) {
      text += source[at + 1];
      at += 2;
      continue;
    }
    if (!'_*`['.includes(character)) {
      text += character;
      at += 1;
      continue;
    }
    const mark = source.startsWith('```', at) ? '```' : character;
    const closing = mark === '[' ? ']' : mark;
    const end = source.indexOf(closing, at + mark.length);
    if (end < 0) throw cannotFindEnd(byte(at));
    const words = source.slice(at + mark.length, end);
    const offset = text.length;
    at = end + closing.length;
    if (mark === '```') {
      const language = /^([\w+#-]+)\n/.exec(words)?.[1];
      const code = language === undefined ? words.replace(/^\n/, '') : words.slice(language.length + 1);
      text += code;
      if (code !== '')
        entities.push({ type: 'pre', offset, length: code.length, ...(language ? { language } : {}) });
      continue;
    }
    text += words;
    if (words === '') continue;
    const place = { offset, length: words.length };
    if (mark === '*') entities.push({ type: 'bold', ...place });
    else if (mark === '_') entities.push({ type: 'italic', ...place });
    else if (mark === '`') entities.push({ type: 'code', ...place });
    else if (source[at] === '(') {
      const last = source.indexOf(')', at);
      if (last < 0) throw cannotFindEnd(byte(at));
      const url = source.slice(at + 1, last);
      at = last + 1;
      if (url !== '') entities.push({ type: 'text_link', ...place, url: normaliseUrl(url) });
    }
  }
  return { text, entities };
}

function cannotFindEnd(byte: number) {
  return badRequest(`can't parse entities: Can't find end of the entity starting at byte offset ${byte}`);
}
