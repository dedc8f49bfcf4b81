import { diffArrays } from 'diff';
import type { Segment, Word } from '../../wire/event-message.ts';

/** Words that are compared one by one; where more differ, what differs counts as one whole. */
const mostEdits = 1_000;

/**
 * The words of a segment whose text was corrected. Words that stay keep their times and confidence, also when only
 * their case or the marks around them change; others share, by their letters, the span of those that they replace, or
 * the gap that they stand in. A segment that has text and no words came from an engine without word times: it stays so.
 */
export function correctWords(
  segment: Pick<Segment, 'start' | 'end' | 'text' | 'words'>,
  text: string,
): Word[] {
  if (segment.words.length === 0 && segment.text.trim() !== '') return [];
  const before = segment.words.flatMap(cutWord);
  const after = cutText(text);
  const timed: TimedPart[] = [];
  for (const { kept, removed, added } of compare(before, after)) {
    if (kept > 0) timed.push(...keep(before, after, kept, removed, added));
    else timed.push(...replace(segment, before, after, removed, added));
  }
  return joinParts(timed, segment.words);
}

/** The smallest that is compared: a word between blanks, or a letter of a script that is written without them. */
interface Part {
  readonly text: string;
  /** No blank stands before it. */
  readonly glued: boolean;
}

interface OldPart extends Part {
  readonly start: number;
  readonly end: number;
  /** Place of the word that it is of. */
  readonly word: number;
}

interface TimedPart extends Part {
  readonly start: number;
  readonly end: number;
  /** Place of the word that it was and is. */
  readonly word: number | undefined;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A stretch in which both texts are alike (`kept` parts), or in which one stands for the other. */
interface Stretch {
  readonly kept: number;
  readonly removed: Range;
  readonly added: Range;
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function cutText(text: string): Part[] {
  return text
    .split(/\s+/)
    .filter((chunk) => chunk !== '')
    .flatMap((chunk) => cutChunk(chunk).map((part, index) => ({ text: part, glued: index > 0 })));
}

function cutChunk(chunk: string): string[] {
  if (!unspaced.test(chunk)) return [chunk];
  const parts: string[] = [];
  let spaced = false;
  for (const { segment: letter } of graphemes.segment(chunk)) {
    const isSpaced = !unspaced.test(letter);
    if (spaced && isSpaced) parts[parts.length - 1] += letter;
    else parts.push(letter);
    spaced = isSpaced;
  }
  return parts;
}

function cutWord({ text, start, end }: Word, word: number): OldPart[] {
  return spread(cutText(text), start, Math.max(start, end)).map((part) => ({ ...part, word }));
}

/** What a part is recognised by: the same word with other case or other marks around it is the same. */
function keyOf({ text }: Part): string {
  const folded = text.normalize('NFC').toLowerCase();
  return folded.replace(/[^\p{L}\p{N}\p{M}]+/gu, '') || folded;
}

function compare(before: readonly Part[], after: readonly Part[]): Stretch[] {
  const [old, next] = [before.map(keyOf), after.map(keyOf)];
  const shorter = Math.min(old.length, next.length);
  let head = 0;
  while (head < shorter && old[head] === next[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
  const middle = diffArrays(old.slice(head, old.length - tail), next.slice(head, next.length - tail), {
    maxEditLength: mostEdits,
  }) ?? [
    { removed: true, added: false, count: old.length - head - tail },
    { removed: false, added: true, count: next.length - head - tail },
  ];
  const same = { removed: false, added: false };
  return toStretches([{ ...same, count: head }, ...middle, { ...same, count: tail }]);
}

/** Removals and additions side by side belong together, in whichever order they come. */
function toStretches(
  changes: readonly { readonly removed: boolean; readonly added: boolean; readonly count: number }[],
): Stretch[] {
  const stretches: Stretch[] = [];
  let [old, next] = [0, 0];
  for (const { added, count, removed } of changes.filter((change) => change.count > 0)) {
    const last = stretches.at(-1);
    const isChange = removed || added;
    const joins = isChange && last?.kept === 0;
    const from = joins ? last : { removed: { from: old, to: old }, added: { from: next, to: next } };
    if (!added) old += count;
    if (!removed) next += count;
    if (joins) stretches.pop();
    stretches.push({
      kept: isChange ? 0 : count,
      removed: { from: from.removed.from, to: old },
      added: { from: from.added.from, to: next },
    });
  }
  return stretches;
}

function keep(
  before: readonly OldPart[],
  after: readonly Part[],
  count: number,
  removed: Range,
  added: Range,
): TimedPart[] {
  return Array.from({ length: count }, (_, index) => {
    const old = before[removed.from + index] as OldPart;
    const { text, glued } = after[added.from + index] as Part;
    return { text, glued, start: old.start, end: old.end, word: old.word };
  });
}

function replace(
  segment: Pick<Segment, 'start' | 'end'>,
  before: readonly OldPart[],
  after: readonly Part[],
  removed: Range,
  added: Range,
): TimedPart[] {
  const isInserted = removed.from === removed.to;
  const start = isInserted ? (before[removed.from - 1]?.end ?? segment.start) : before[removed.from]?.start;
  const end = isInserted ? (before[removed.from]?.start ?? segment.end) : before[removed.to - 1]?.end;
  const parts = after.slice(added.from, added.to);
  return spread(parts, start ?? 0, Math.max(start ?? 0, end ?? 0)).map((part) => ({
    ...part,
    word: undefined,
  }));
}

/** Shares a span by letters, to the millisecond. */
function spread<One extends Part>(
  parts: readonly One[],
  start: number,
  end: number,
): (One & { start: number; end: number })[] {
  const total = parts.reduce((sum, { text }) => sum + text.length, 0);
  const at = (letters: number) =>
    letters === 0
      ? start
      : letters === total
        ? end
        : toMilliseconds(start + ((end - start) * letters) / total);
  let letters = 0;
  return parts.map((part) => {
    const from = letters;
    letters += part.text.length;
    return { ...part, start: at(from), end: at(letters) };
  });
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** Parts of one word that is kept are that word; new ones that no blank divides are one. */
function joinParts(parts: readonly TimedPart[], words: readonly Word[]): Word[] {
  const groups: TimedPart[][] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const belongs = last?.word === part.word && (part.glued || part.word !== undefined);
    if (group && belongs) group.push(part);
    else groups.push([part]);
  }
  return groups.map((group) => toWord(group, words));
}

function toWord(group: readonly TimedPart[], words: readonly Word[]): Word {
  const [first, last] = [group[0] as TimedPart, group.at(-1) as TimedPart];
  const text = group.reduce((line, part) => line + (part.glued || line === '' ? '' : ' ') + part.text, '');
  const old = first.word === undefined ? undefined : words[first.word];
  const isWhole = old !== undefined && group.length === cutText(old.text).length;
  if (!isWhole) return { text, start: first.start, end: last.end };
  const { confidence } = old;
  return { text, start: old.start, end: old.end, ...(confidence === undefined ? {} : { confidence }) };
}
