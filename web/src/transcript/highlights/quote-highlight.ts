import { findPlace } from '../find-place.ts';
import { isWithin } from '../mark-pieces.ts';
import type { Segment } from '../queries.ts';

/** Letters that are shown of what is marked. */
const longest = 240;

/** The words that are said within a stretch of time, or their beginning. */
export function quoteHighlight(
  segments: readonly Segment[],
  stretch: { readonly start: number; readonly end: number },
): string {
  let quote = '';
  for (let place = Math.max(0, findPlace(segments, stretch.start)); place < segments.length; place += 1) {
    const segment = segments[place] as Segment;
    if (segment.start > stretch.end) break;
    for (const word of segment.words) if (isWithin(word, stretch)) quote += `${quote && ' '}${word.text}`;
    if (quote.length > longest) return `${quote.slice(0, longest).toWellFormed().trimEnd()}…`;
  }
  return quote;
}
