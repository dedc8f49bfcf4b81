import { isWithoutBlanks } from '../speech/join-texts.ts';

/**
 * What counts when texts are compared, word by word: compatible forms of letters are one (NFKC), case and ё/е make no
 * difference, and marks are none, but for an apostrophe inside a word. Numbers stay as they are written. In scripts
 * without blanks each character is a word, as is custom there.
 */
export function splitForScoring(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    // The long way round: Turkish and Lithuanian leave a dot behind that is no letter.
    .replaceAll('\u0307', '')
    .replaceAll('ё', 'е')
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[^\p{L}\p{N}\p{M}']+/gu, ' ')
    .replace(/'(?![\p{L}\p{N}])|(?<![\p{L}\p{N}\p{M}])'/gu, ' ');
  return plain.split(' ').flatMap((word) => (word === '' ? [] : splitWord(word)));
}

/** Letters of the words that are compared, without blanks, as code points. */
export function lettersForScoring(words: readonly string[]): number[] {
  return words.flatMap((word) => Array.from(word, (letter) => letter.codePointAt(0) ?? 0));
}

function splitWord(word: string): string[] {
  if (!isWithoutBlanks(word)) return [word];
  const parts: string[] = [];
  let alone = false;
  for (const letter of word) {
    const isMark = /\p{M}/u.test(letter);
    const standsAlone = !isMark && isWithoutBlanks(letter);
    // A mark belongs to the character that it stands on.
    if (parts.length === 0 || standsAlone || (alone && !isMark)) parts.push(letter);
    else parts[parts.length - 1] += letter;
    if (!isMark) alone = standsAlone;
  }
  return parts;
}
