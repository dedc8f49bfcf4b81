import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from '../refusal.ts';
import type { FormattedText } from './formatted-text.ts';

/** A source with markup, read from left to right into plain text and its entities. */
export interface Reader {
  readonly source: string;
  /** Place in the source. */
  at: number;
  text: string;
  readonly entities: MessageEntity[];
  /** The place in bytes: Telegram counts them in its refusals. */
  bytes(place: number): number;
  starts(mark: string): boolean;
  /** Takes so many characters of the source as plain text. */
  take(count: number): void;
}

export function createReader(source: string): Reader {
  const reader: Reader = {
    source,
    at: 0,
    text: '',
    entities: [],
    bytes: (place) => Buffer.byteLength(source.slice(0, place)),
    starts: (mark) => source.startsWith(mark, reader.at),
    take(count) {
      reader.text += source.slice(reader.at, reader.at + count);
      reader.at += count;
    },
  };
  return reader;
}

export function finishReading({ text, entities }: Reader): FormattedText {
  return { text, entities };
}

export function cannotParse(sentence: string) {
  return badRequest(`can't parse entities: ${sentence}`);
}

/** As Telegram writes addresses: with a scheme, and a path where there is only a host. */
export function normaliseUrl(url: string): string | undefined {
  const full = /^[a-z]+:\/\//i.test(url) ? url : `http://${url}`;
  if (!/^(?:https?|tg|ton|tonsite|ftp):\/\/\S+$/i.test(full)) return undefined;
  if (/^https?:/i.test(full) && !/^https?:\/\/[^/?#]*[.:][^/?#]+/i.test(full)) return undefined;
  return /^[a-z]+:\/\/[^/?#]+$/i.test(full) ? `${full}/` : full;
}
