/** A stretch of a segment's text: what was looked for, or what stands beside it. */
export interface SnippetPart {
  readonly text: string;
  readonly hit: boolean;
}

export interface MarkedText {
  readonly snippet: readonly SnippetPart[];
  /** Where the first word that fits begins in the text, in UTF-16 units; undefined when none was marked. */
  readonly firstHit: number | undefined;
}

/** Around what the database marks as found. They are in no text that it marks. */
export const [hitStart, hitEnd] = ['\u0002', '\u0003'] as const;

/** Characters of a snippet, and how many of them stand before the first hit. */
const longestSnippet = 300;
const lead = 80;

/**
 * Says which words of `text` were found. `marked` is the same text as the database compares it, character by character,
 * with `hitStart` and `hitEnd` around what fits: a snippet shows the words as they stand in the text. Long texts are
 * cut around the first hit, with an ellipsis.
 */
export function markHits(text: string, marked: string): MarkedText {
  const characters = Array.from(text);
  const ranges = listRanges(marked);
  const first = ranges[0];
  const from = first ? cutBefore(characters, first.from) : 0;
  const to = cutBehind(characters, from);
  const parts: SnippetPart[] = [];
  const add = (start: number, end: number, hit: boolean): void => {
    const [cutStart, cutEnd] = [Math.max(start, from), Math.min(end, to)];
    if (cutStart < cutEnd) parts.push({ text: characters.slice(cutStart, cutEnd).join(''), hit });
  };
  if (from > 0) parts.push({ text: '…', hit: false });
  let behind = from;
  for (const range of ranges) {
    add(behind, range.from, false);
    add(range.from, range.to, true);
    behind = range.to;
  }
  add(behind, to, false);
  if (to < characters.length) parts.push({ text: '…', hit: false });
  const firstHit = first && characters.slice(0, first.from).join('').length;
  return { snippet: parts, firstHit };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** In characters of the text without marks. */
function listRanges(marked: string): Range[] {
  const ranges: Range[] = [];
  let place = 0;
  let from = 0;
  for (const character of marked) {
    if (character === hitStart) from = place;
    else if (character === hitEnd) ranges.push({ from, to: place });
    else place += 1;
  }
  return ranges;
}

/** Where a snippet begins: with the text, or at a word some way before the first hit. */
function cutBefore(characters: readonly string[], hit: number): number {
  if (characters.length <= longestSnippet || hit <= lead) return 0;
  const space = characters.indexOf(' ', hit - lead);
  return space >= 0 && space < hit ? space + 1 : hit;
}

function cutBehind(characters: readonly string[], from: number): number {
  if (characters.length - from <= longestSnippet) return characters.length;
  const space = characters.lastIndexOf(' ', from + longestSnippet);
  return space > from + lead ? space : from + longestSnippet;
}
