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
  if (reader.starts('```')) readBlock(reader);
  else if (reader.starts('[')) readLink(reader, readWords(reader, '[', ']'));
  else {
    const mark = reader.source[reader.at] ?? '';
    const place = readWords(reader, mark, mark);
    const type = mark === '*' ? 'bold' : mark === '_' ? 'italic' : 'code';
    if (place.length > 0) reader.entities.push({ type, ...place });
  }
}

function readWords(reader: Reader, mark: string, closing: string) {
  const start = reader.at + mark.length;
  const end = reader.source.indexOf(closing, start);
  if (end < 0) throw cannotFindEnd(reader, reader.at);
  const place = { offset: reader.text.length, length: end - start };
  reader.text += reader.source.slice(start, end);
  reader.at = end + closing.length;
  return place;
}

function readBlock(reader: Reader): void {
  const before = reader.text;
  const { offset } = readWords(reader, '```', '```');
  const inner = reader.text.slice(offset);
  const language = /^([\w+#-]+)\n/.exec(inner)?.[1];
  const words = inner.slice(language?.length ?? 0).replace(/^\n/, '');
  reader.text = before + words;
  if (words === '') return;
  reader.entities.push({ type: 'pre', offset, length: words.length, ...(language ? { language } : {}) });
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
