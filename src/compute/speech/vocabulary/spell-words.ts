import type { Word } from '../../../wire/event-message.ts';
import type { Spelling } from '../../../wire/task-message.ts';

/**
 * Writes words as the vocabulary has them: the longest entry that fits, whole words only, whatever their case and with
 * `ё` and `е` alike; of two entries for the same the first counts. Punctuation around stays, but nothing is found over
 * punctuation between words. Times stay: as many words as were heard keep theirs, else the new ones share the span.
 * In writings without blanks an entry may stand anywhere. Time grows with the number of words alone.
 */
export function createSpeller(
  spellings: readonly Spelling[],
): <Spoken extends Word>(words: readonly Spoken[]) => Spoken[] {
  const root = buildTree(spellings);
  return (words) => (root.next.size === 0 ? [...words] : spell(words, root));
}

/** Entries by their units: what follows what, and what is written for the units up to here. */
interface Branch {
  readonly next: Map<string, Branch>;
  write?: string;
}

function buildTree(spellings: readonly Spelling[]): Branch {
  const root: Branch = { next: new Map() };
  for (const { heard, write } of spellings) {
    const units = heard.split(/\s+/).flatMap((text) => splitUnits(text, 0));
    if (units.length === 0 || write.trim() === '') continue;
    let branch = root;
    for (const { folded } of units) {
      const found = branch.next.get(folded) ?? { next: new Map() };
      branch.next.set(folded, found);
      branch = found;
    }
    branch.write ??= write.trim();
  }
  return root;
}

/** What is compared at once: a word without the punctuation around it, or a sign of a writing without blanks. */
interface Unit {
  readonly folded: string;
  readonly word: number;
  /** Place within the word's text. */
  readonly from: number;
  readonly to: number;
  /** Whether punctuation stands before it, or behind. */
  readonly before: boolean;
  readonly after: boolean;
}

const core = /[\p{L}\p{N}\p{S}](?:.*[\p{L}\p{N}\p{S}])?/su;
const sign =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function splitUnits(text: string, word: number): Unit[] {
  const found = core.exec(text);
  if (!found) return [];
  const from = found.index;
  const to = from + found[0].length;
  const edges = { before: from > 0, after: to < text.length };
  if (!sign.test(found[0])) return [{ folded: fold(found[0]), word, from, to, ...edges }];
  let place = from;
  return [...found[0]].map((letter) => {
    const start = place;
    place += letter.length;
    const ends = { before: edges.before && start === from, after: edges.after && place === to };
    return { folded: fold(letter), word, from: start, to: place, ...ends };
  });
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
}

function spell<Spoken extends Word>(words: readonly Spoken[], root: Branch): Spoken[] {
  const units = words.flatMap((word, place) => splitUnits(word.text, place));
  const copy = createCopy(words);
  for (let place = 0; place < units.length; ) {
    const found = findLongest(units, place, root);
    if (found) copy.replace(units.slice(place, place + found.count), found.write);
    place += found?.count ?? 1;
  }
  return copy.end();
}

function findLongest(units: readonly Unit[], place: number, root: Branch) {
  let branch: Branch | undefined = root;
  let longest: { count: number; write: string } | undefined;
  for (let count = 0; branch && place + count < units.length; ) {
    const unit = units[place + count] as Unit;
    if (count > 0 && (unit.before || units[place + count - 1]?.after)) break;
    branch = branch.next.get(unit.folded);
    count++;
    if (branch?.write !== undefined) longest = { count, write: branch.write };
  }
  return longest;
}

/** Copies words, from the first to the last, with some of them replaced. */
function createCopy<Spoken extends Word>(words: readonly Spoken[]) {
  const copied: Spoken[] = [];
  /** The first word that is not copied, and where in it. */
  let word = 0;
  let offset = 0;
  const copyUntil = (end: number, endOffset: number) => {
    for (; word < end; word++, offset = 0) copied.push(...slice(words[word] as Spoken, offset));
    if (endOffset > offset) copied.push(...slice(words[word] as Spoken, offset, endOffset));
    offset = Math.max(offset, endOffset);
  };
  return {
    replace: (units: readonly Unit[], write: string) => {
      const [first, last] = [units[0], units.at(-1)] as [Unit, Unit];
      copyUntil(first.word, first.before ? 0 : first.from);
      const lastText = (words[last.word] as Spoken).text;
      const prefix = first.before ? (words[first.word] as Spoken).text.slice(0, first.from) : '';
      const suffix = last.after ? lastText.slice(last.to) : '';
      const spans = words.slice(first.word, last.word + 1).flatMap((one, place, all) => {
        const to = place === all.length - 1 && !last.after ? last.to : one.text.length;
        return slice(one, place === 0 && !first.before ? first.from : 0, to);
      });
      const texts = write.split(/\s+/);
      texts[0] = `${prefix}${texts[0]}`;
      texts[texts.length - 1] += suffix;
      copied.push(...placeTexts(spans, texts));
      const whole = last.after || last.to === lastText.length;
      word = whole ? last.word + 1 : last.word;
      offset = whole ? 0 : last.to;
    },
    end: (): Spoken[] => {
      copyUntil(words.length, 0);
      return copied;
    },
  };
}

/** Part of a word, with as much of its time; nothing where no letter is left. */
function slice<Spoken extends Word>(word: Spoken, from: number, to = word.text.length): Spoken[] {
  if (to <= from) return [];
  if (from === 0 && to === word.text.length) return [word];
  const at = (place: number) =>
    toMilliseconds(word.start + ((word.end - word.start) * place) / word.text.length);
  return [{ ...word, text: word.text.slice(from, to), start: at(from), end: at(to) }];
}

/** As many texts as words take theirs; else they share the time of all by their letters. */
function placeTexts<Spoken extends Word>(words: readonly Spoken[], texts: readonly string[]): Spoken[] {
  const [first, last] = [words[0], words.at(-1)] as [Spoken, Spoken];
  if (texts.length === words.length)
    return texts.map((text, place) => ({ ...(words[place] as Spoken), text }));
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  const at = (passed: number) => toMilliseconds(first.start + ((last.end - first.start) * passed) / letters);
  const sure = words.flatMap(({ confidence }) => (confidence === undefined ? [] : [confidence]));
  const confidence = sure.length === 0 ? {} : { confidence: Math.min(...sure) };
  let passed = 0;
  return texts.map((text) => {
    const start = at(passed);
    passed += text.length;
    return { ...first, ...confidence, text, start, end: at(passed) };
  });
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
