import { isWithoutBlanks } from '../join-texts.ts';
import { lineColumns, measureColumns } from './measure-line.ts';

/** Columns of a text without blanks that is left whole. */
const short = 8;
/** Characters of what is no word any more, and is cut anywhere: looking for places would take seconds. */
const endless = 4096;

/**
 * Parts of a word that may stand on different lines: one where it is short enough, words as a reader of a script
 * without blanks sees them, and pieces of a line's length of what is longer than that. Together they are the word.
 */
export function cutWord(text: string): string[] {
  if (text.length > endless) return cutLetters([...text]);
  const columns = measureColumns(text);
  if (columns > short && isWithoutBlanks(text)) return findWords(text).flatMap(cutLong);
  return columns > lineColumns ? cutLong(text) : [text];
}

/** Closing marks stay with the word before, opening ones with the word behind. */
function findWords(text: string): string[] {
  const words: string[] = [];
  let opening = '';
  for (const { isWordLike, segment } of wordSegments.segment(text)) {
    if (!isWordLike && /^[\p{Ps}\p{Pi}]+$/u.test(segment)) opening += segment;
    else if (!isWordLike && opening === '' && words.length > 0) words[words.length - 1] += segment;
    else {
      words.push(opening + segment);
      opening = '';
    }
  }
  return opening === '' ? words : [...words, opening];
}

function cutLong(text: string): string[] {
  if (measureColumns(text) <= lineColumns) return [text];
  const letters = [...graphemes.segment(text)].flatMap(({ segment }) =>
    // A letter under more marks than a line is long is no letter.
    measureColumns(segment) > lineColumns ? [...segment] : [segment],
  );
  return cutLetters(letters);
}

function cutLetters(letters: readonly string[]): string[] {
  const parts: string[] = [];
  let part = '';
  let columns = 0;
  for (const letter of letters) {
    const more = measureColumns(letter);
    if (columns + more > lineColumns) {
      parts.push(part);
      part = '';
      columns = 0;
    }
    part += letter;
    columns += more;
  }
  return [...parts, part];
}

const wordSegments = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
