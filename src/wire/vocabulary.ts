import { EfirError } from '../core/errors.ts';
import type { Spelling } from './task-message.ts';

/** Words that are likely to be said, and how heard words are to be written. */
export interface Vocabulary {
  readonly hotWords: readonly string[];
  readonly spellings: readonly Spelling[];
}

const mostHotWords = 200;
const mostSpellings = 500;
/** Characters of a hot word, and of each side of a spelling. */
export const longestEntry = 100;

/**
 * Reads hot words: one text or several, in each of which commas and line breaks stand between the words, or a JSON list.
 * Blanks are tidied and repetitions dropped. Throws `request-invalid` for too many, too long ones and control characters.
 */
export function readHotWords(given: string | readonly string[]): string[] {
  const texts = typeof given === 'string' ? readList(given) : given;
  const entries = texts
    .flatMap((text) => text.split(/[,\r\n]/))
    .filter((text) => text.trim() !== '')
    .map((text) => tidyEntry('hot_words', text));
  const words = dropRepetitions(entries, (word) => word);
  if (words.length > mostHotWords) throw tooMany('hot_words', words.length, mostHotWords);
  return words;
}

/**
 * Reads spellings: a list of `{heard, write}`, or that as JSON. Of several for what is heard the first counts. Throws
 * `request-invalid` as `readHotWords`, and for what is no such list.
 */
export function readSpellings(given: unknown): Spelling[] {
  const list = typeof given === 'string' ? parseJson(given) : given;
  if (!Array.isArray(list)) throw refuse('spellings', 'is to be a list of {"heard": "…", "write": "…"}');
  if (list.length > mostSpellings) throw tooMany('spellings', list.length, mostSpellings);
  return dropRepetitions(list.map(readSpelling), ({ heard }) => heard);
}

/** The first one's entries and, as far as there is room, those of the second that are not in it. */
export function mergeVocabularies(first: Vocabulary, second: Vocabulary): Vocabulary {
  const hotWords = dropRepetitions([...first.hotWords, ...second.hotWords], (word) => word);
  const spellings = dropRepetitions([...first.spellings, ...second.spellings], ({ heard }) => heard);
  return { hotWords: hotWords.slice(0, mostHotWords), spellings: spellings.slice(0, mostSpellings) };
}

function readList(text: string): readonly string[] {
  if (!text.trimStart().startsWith('[')) return [text];
  const list = parseJson(text);
  if (Array.isArray(list) && list.every((entry) => typeof entry === 'string')) return list;
  throw refuse('hot_words', 'is to be words with commas between, or a JSON list of texts');
}

function readSpelling(given: unknown): Spelling {
  const { heard, write, ...others } = (typeof given === 'object' && given ? given : {}) as Partial<
    Record<string, unknown>
  >;
  if (typeof heard !== 'string' || typeof write !== 'string' || Object.keys(others).length > 0)
    throw refuse(
      'spellings',
      `each is to be {"heard": "…", "write": "…"}, not ${quote(JSON.stringify(given))}`,
    );
  return { heard: tidyEntry('spellings', heard), write: tidyEntry('spellings', write) };
}

function tidyEntry(field: string, text: string): string {
  const tidy = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (tidy === '') throw refuse(field, 'an entry is empty');
  if (/[\p{Cc}\p{Cs}]/u.test(tidy)) throw refuse(field, `${quote(tidy)} holds control characters`);
  if ([...tidy].length > longestEntry)
    throw refuse(field, `${quote(tidy)} is longer than ${longestEntry} characters`);
  return tidy;
}

function dropRepetitions<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = keyOf(entry).toLowerCase();
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tooMany(field: string, count: number, most: number): EfirError {
  return refuse(field, `there are ${count}, and at most ${most} are taken`);
}

function refuse(field: string, fault: string): EfirError {
  return new EfirError('request-invalid', { detail: `${field}: ${fault}` });
}

function quote(text: string | undefined): string {
  const plain = [...(text ?? '')].map((letter) => (/[\p{Cc}\p{Cs}]/u.test(letter) ? '�' : letter));
  return `“${plain.length > 60 ? `${plain.slice(0, 60).join('')}…` : plain.join('')}”`;
}
