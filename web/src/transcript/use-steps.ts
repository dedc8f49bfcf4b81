import { type RefObject, useMemo } from 'react';
import { findDoubtful } from './doubtful.ts';
import { findPlace } from './find-place.ts';
import type { Playback } from './playback.ts';
import type { Segment } from './queries.ts';
import type { SegmentListHandle } from './segment-list.tsx';
import { stepTo } from './step-to.ts';

/** Ways through the text: from one doubtful word, or segment, to the next; the sound goes along. */
export function useSteps(
  playback: Playback,
  segments: readonly Segment[],
  list: RefObject<SegmentListHandle | null>,
) {
  const doubtful = useMemo(() => findDoubtful(segments), [segments]);
  const go = (place: number, start: number, play: boolean) => {
    playback.seek(start, play);
    list.current?.show(place);
  };
  return {
    doubtful: doubtful.length,
    stepDoubtful(direction: 1 | -1) {
      const next = stepTo(doubtful, playback.audio.currentTime, direction);
      if (next) go(next.place, next.start, false);
    },
    stepSegment(direction: 1 | -1) {
      const next = stepTo(segments, playback.audio.currentTime, direction);
      if (next) go(segments.indexOf(next), next.start, !playback.audio.paused);
    },
    /** To the first time that somebody speaks. */
    hear(speaker: string) {
      const place = segments.findIndex((segment) => segment.speaker === speaker);
      const first = segments[place];
      if (first) go(place, first.start, true);
    },
    showTime: (seconds: number) => go(Math.max(0, findPlace(segments, seconds)), seconds, false),
    showIndex(index: number) {
      const place = segments.findIndex((segment) => segment.index === index);
      const found = segments[place];
      if (found) go(place, found.start, false);
    },
  };
}
