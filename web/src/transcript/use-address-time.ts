import { getRouteApi, useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';
import { findPlace } from './find-place.ts';
import type { Playback } from './playback.ts';
import type { Segment } from './queries.ts';
import type { SegmentListHandle } from './segment-list.tsx';

const route = getRouteApi('/_signed-in/recordings/$id');

/** Goes to the moment that the address names (`?t=83.2`): the sound stands there, and the text is in view. */
export function useAddressTime(
  playback: Playback,
  segments: readonly Segment[],
  list: RefObject<SegmentListHandle | null>,
): void {
  const { t } = route.useSearch();
  // The same moment asked for again is another visit.
  const visit = useLocation({ select: ({ state }) => state.__TSR_key });
  const newest = useRef(segments);
  useEffect(() => {
    newest.current = segments;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a visit is gone to once, whatever changes afterwards
  useEffect(() => {
    if (t === undefined) return;
    playback.seek(t, false);
    // Behind the router, which scrolls a new page to its top.
    const timer = setTimeout(() => list.current?.show(Math.max(0, findPlace(newest.current, t))), 60);
    return () => clearTimeout(timer);
  }, [t, visit, playback, list]);
}
