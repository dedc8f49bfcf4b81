import { deflateRawSync } from 'node:zlib';

/**
 * Tells a loop, an engine saying the same again and again, from what people repeat. People say "no" eight times and a
 * refrain four; a loop goes on until the piece is full, 100 tokens and more. Linear in the text's length.
 */
export function isLoop(text: string): boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/[\p{P}\p{S}]+/gu, ''))
    .filter((word) => word !== '');
  return (
    isRepeatedTooOften(words, mostRepeatsOfWords) ||
    words.some((word) => word.length >= longWord && isRepeatedTooOften([...word], mostRepeatsOfLetters)) ||
    isMonotonous(words)
  );
}

/** Longest unit that is looked for, in words or letters. */
const longestUnit = 12;

/** Words of a unit to the repeats of it that are still speech: a chant, a laugh, a refrain. */
const mostRepeatsOfWords = (size: number) => [15, 9, 7][size - 1] ?? 5;
/** From here on a word is looked into: "hahahaha", and writings without blanks. */
const longWord = 32;
/** A unit of letters is a loop from 40 letters on, and from eight repeats. */
const mostRepeatsOfLetters = (size: number) => Math.max(7, Math.ceil(40 / size) - 1);

function isRepeatedTooOften(units: readonly string[], most: (size: number) => number): boolean {
  for (let size = 1; size <= longestUnit && size * 2 <= units.length; size++) {
    const allowed = most(size);
    let same = 0;
    for (let place = size; place < units.length; place++) {
      same = units[place] === units[place - size] ? same + 1 : 0;
      if (Math.floor(same / size) + 1 > allowed) return true;
    }
  }
  return false;
}

/** Words below which nothing is said of a text as a whole. */
const fewWords = 32;
/** Share of different ones among all runs of three words: of speech it is nearly 1. */
const leastDifferent = 1 / 3;
/** How much text of loops shrinks at least; the measure and the number are Whisper's own. */
const compression = 2.4;

/** Loops that change a little each time round. */
function isMonotonous(words: readonly string[]): boolean {
  if (words.length < fewWords) return false;
  const runs = words.slice(2).map((word, place) => `${words[place]} ${words[place + 1]} ${word}`);
  if (new Set(runs).size / runs.length >= leastDifferent) return false;
  const bytes = toBytes(words.join(' '));
  return bytes.length / deflateRawSync(bytes).length > compression;
}

/** A byte for each letter, whatever the alphabet: in UTF-8 any Russian text shrinks like a loop. */
function toBytes(text: string): Uint8Array {
  const numbers = new Map<string, number>();
  return Uint8Array.from(text, (letter) => {
    const number = numbers.get(letter) ?? numbers.size;
    numbers.set(letter, number);
    return number % 256;
  });
}
