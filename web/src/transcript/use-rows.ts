import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback } from 'react';
import type { Segment } from './queries.ts';
import { useTop } from './use-top.ts';

/** The rows of segments that can be seen, and the one that is written in. */
export function useRows(
  list: RefObject<HTMLElement | null>,
  segments: readonly Segment[],
  editing: number | undefined,
) {
  const top = useTop(list);
  const written = editing === undefined ? -1 : segments.findIndex(({ index }) => index === editing);
  // What is being written stays, and keeps the focus, wherever one looks meanwhile.
  const rangeExtractor = useCallback(
    (range: Range) => {
      const places = defaultRangeExtractor(range);
      return written < 0 || places.includes(written)
        ? places
        : [...places, written].sort((one, other) => one - other);
    },
    [written],
  );
  const rows = useWindowVirtualizer({
    count: segments.length,
    estimateSize: (place) => estimateHeight(segments, place),
    // Two turns of a wheel. Each row more is made, laid out and dropped at every leap, and seen by nobody.
    overscan: 4,
    scrollMargin: top,
    getItemKey: (place) => segments[place]?.index ?? place,
    rangeExtractor,
    // Below the head of the page and the tools, above the player.
    scrollPaddingStart: 110,
    scrollPaddingEnd: 110,
  });
  return { rows, top };
}

/**
 * Pixels that a segment is likely to take, so that little moves when it is measured: on a wide page, with the browser's own
 * letters, it is exact, and rows are not drawn a second time.
 */
function estimateHeight(segments: readonly Segment[], place: number): number {
  const segment = segments[place];
  const lines = Math.max(1, Math.ceil((segment?.text.length ?? 0) / 100));
  const begins = segment?.speaker !== undefined && segments[place - 1]?.speaker !== segment.speaker;
  return Math.round(12 + lines * 26.4 + (begins ? 33.6 : 0));
}
