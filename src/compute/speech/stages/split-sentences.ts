import type { Word } from '../../../wire/event-message.ts';

/** Seconds of silence between words that end a sentence whatever the punctuation says. */
const longPause = 2;
/** The same where the engine writes no punctuation. */
const plainPause = 0.7;
/** A segment longer than this, in seconds or characters, is divided at its best place. */
const longestSeconds = 15;
const longestText = 240;

/** What a sentence is made of; a change of language ends one. */
type SpokenWord = Word & { readonly language?: string | undefined };

/** Divides words into sentences; none is empty, and their words are all words in order. */
export function splitSentences<Spoken extends SpokenWord>(words: readonly Spoken[]): Spoken[][] {
  const punctuated = isPunctuated(words);
  const sentences: Spoken[][] = [];
  words.forEach((word, place) => {
    const before = words[place - 1];
    const sentence = sentences.at(-1);
    if (!before || !sentence || isBorder(before, word, punctuated)) sentences.push([word]);
    else sentence.push(word);
  });
  return sentences.flatMap(divideLong);
}

/**
 * Where a sentence begins that the words do not end: the place of its first word. Their number where the last one ends
 * its sentence; undefined where no sentence begins among them.
 */
export function findOpenSentence(words: readonly SpokenWord[]): number | undefined {
  const punctuated = isPunctuated(words);
  const last = words.at(-1);
  if (last && punctuated && endsSentence(last.text) && !isAbbreviation(last.text, '')) return words.length;
  const place = words.findLastIndex((word, index) => {
    const before = words[index - 1];
    return before !== undefined && isBorder(before, word, punctuated);
  });
  return place < 0 ? undefined : place;
}

function isPunctuated(words: readonly SpokenWord[]): boolean {
  return words.some((word) => endsSentence(word.text));
}

function isBorder(before: SpokenWord, word: SpokenWord, punctuated: boolean): boolean {
  if (before.language !== word.language) return true;
  const silence = word.start - before.end;
  if (!punctuated) return silence >= plainPause;
  return silence >= longPause || (endsSentence(before.text) && !isAbbreviation(before.text, word.text));
}

function endsSentence(text: string): boolean {
  return /[.!?…。！？؟।։።][\p{Pe}\p{Pf}\p{Pi}"'*]*$/u.test(text);
}

/** "Dr. Smith", "А. С. Пушкин", "ул. Мойка", "«Куда?» спросил он": a mark that ends no sentence. */
function isAbbreviation(text: string, following: string): boolean {
  const bare = text.replace(/[\p{Pe}\p{Pf}\p{Pi}"'*]+$/u, '');
  const goesOn = /^\p{Ll}/u.test(following);
  if (goesOn && (bare !== text || /[.…]$/u.test(bare))) return true;
  if (!text.endsWith('.')) return false;
  const stem = text.slice(0, -1).replace(/^[\p{Ps}\p{Pi}"']+/u, '');
  return /^\p{Lu}$/u.test(stem) || abbreviations.has(stem.toLowerCase());
}

const abbreviations = new Set(
  'dr mr mrs ms prof st vs etc e.g i.e no vol fig approx dept ул г д кв им проф акад гр стр рис тыс млн млрд руб коп т.е т.д т.п'.split(
    ' ',
  ),
);

/** At the longest pause or comma near the middle, again and again until the parts are short enough. */
function divideLong<Spoken extends SpokenWord>(sentence: Spoken[]): Spoken[][] {
  const [first, last] = [sentence[0], sentence.at(-1)];
  if (!first || !last || sentence.length < 2) return [sentence];
  const length = sentence.reduce((sum, word) => sum + word.text.length + 1, 0);
  if (last.end - first.start <= longestSeconds && length <= longestText) return [sentence];
  const place = findBestDivision(sentence);
  return [...divideLong(sentence.slice(0, place)), ...divideLong(sentence.slice(place))];
}

function findBestDivision(sentence: readonly SpokenWord[]): number {
  let best = { place: 1, worth: Number.NEGATIVE_INFINITY };
  for (let place = 1; place < sentence.length; place++) {
    const [before, after] = [sentence[place - 1], sentence[place]];
    if (!before || !after) continue;
    const pause = Math.min(2, Math.max(0, after.start - before.end));
    const comma = /[,;:–—]$/.test(before.text) ? 0.5 : 0;
    const offCentre = Math.abs(place / sentence.length - 0.5);
    const worth = pause + comma - 2 * offCentre;
    if (worth > best.worth) best = { place, worth };
  }
  return best.place;
}
