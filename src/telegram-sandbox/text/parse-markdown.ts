import type { FormattedText } from './formatted-text.ts';
import { cannotParse, createReader, finishReading, normaliseUrl, type Reader } from './marked-text.ts';

const marks = '_*`[';

/** Telegram's old Markdown style: nothing nests, and only four characters mean something. */
export function parseMarkdown(source: string): FormattedText {
  const reader = createReader(source);
  while (reader.at < source.length) {
    const character = source[reader.at] ?? '';
    if (character === '\\' && marks.includes(source[reader.at + 1] ?? ' ')) {
      reader.at += 1;
      reader.take(1);
    } else if (marks.includes(character)) readEntity(reader);
    else reader.take(1);
  }
  return finishReading(reader);
}

function readEntity(reader: Reader): void {
  const { source, at, entities } = reader;
  const mark = reader.starts('```') ? '```' : (source[at] ?? '');
  const closing = mark === '[' ? ']' : mark;
  const end = source.indexOf(closing, at + mark.length);
  if (end < 0) throw cannotFindEnd(reader, at);
  const inner = source.slice(at + mark.length, end);
  const language = mark === '```' ? /^([\w+#-]+)\n/.exec(inner)?.[1] : undefined;
  const words = mark === '```' ? inner.slice(language?.length ?? 0).replace(/^\n/, '') : inner;
  const place = { offset: reader.text.length, length: words.length };
  reader.text += words;
  reader.at = end + closing.length;
  if (mark === '[') return readLink(reader, place);
  if (words === '') return;
  if (mark === '```') entities.push({ type: 'pre', ...place, ...(language ? { language } : {}) });
  else entities.push({ type: mark === '*' ? 'bold' : mark === '_' ? 'italic' : 'code', ...place });
}

/** The address behind the words; without one the words stand alone. */
function readLink(reader: Reader, place: { offset: number; length: number }): void {
  if (!reader.starts('(')) return;
  const end = reader.source.indexOf(')', reader.at);
  if (end < 0) throw cannotFindEnd(reader, reader.at);
  const url = normaliseUrl(reader.source.slice(reader.at + 1, end));
  reader.at = end + 1;
  if (url !== undefined && place.length > 0) reader.entities.push({ type: 'text_link', ...place, url });
}

function cannotFindEnd(reader: Reader, at: number) {
  return cannotParse(`Can't find end of the entity starting at byte offset ${reader.bytes(at)}`);
}
