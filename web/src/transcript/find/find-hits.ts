import type { Hit } from '../mark-pieces.ts';
import type { Segment } from '../queries.ts';

/** What was found in one segment. */
interface SegmentHits {
  /** Of the segment in the list. */
  readonly place: number;
  readonly hits: readonly Hit[];
}

/** More than anybody steps through. */
const mostHits = 5_000;

/** Everywhere a text stands in segments: case aside, `ё` as `е`, blanks of any kind and number alike. */
export function findHits(
  segments: readonly Pick<Segment, 'text'>[],
  looked: string,
): { readonly found: readonly SegmentHits[]; readonly count: number } {
  const pattern = writePattern(looked);
  const found: SegmentHits[] = [];
  let count = 0;
  if (!pattern) return { found, count };
  for (const [place, { text }] of segments.entries()) {
    const hits = [...text.matchAll(pattern)].map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
    }));
    if (hits.length === 0) continue;
    found.push({ place, hits });
    count += hits.length;
    if (count >= mostHits) break;
  }
  return { found, count };
}

function writePattern(looked: string): RegExp | undefined {
  // Nobody says more than that in one breath.
  const words = looked.normalize('NFC').trim().slice(0, 200).toWellFormed().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const source = words.map((word) => escapeSigns(word).replace(/[её]/gi, '[её]')).join('\\s+');
  return new RegExp(source, 'giu');
}

const escapeSigns = (word: string) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
