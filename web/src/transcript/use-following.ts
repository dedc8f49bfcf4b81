import { useEffect, useRef } from 'react';
import { findPlace } from './find-place.ts';
import { type Playback, usePlayback } from './playback.ts';
import type { Segment } from './queries.ts';

/** Milliseconds after which a person who scrolled away is followed again. */
const patience = 4_000;

/** Keeps what is being heard in view, unless somebody looks elsewhere or writes. */
export function useFollowing(
  playback: Playback,
  segments: readonly Segment[],
  show: (place: number) => void,
  writing: boolean,
): void {
  const scrolledAt = useRef(0);
  const place = usePlayback(playback, (audio) =>
    audio.paused ? -1 : findPlace(segments, audio.currentTime),
  );
  useEffect(() => {
    const note = () => {
      scrolledAt.current = Date.now();
    };
    for (const type of ['wheel', 'touchmove'] as const) addEventListener(type, note, { passive: true });
    return () => {
      for (const type of ['wheel', 'touchmove'] as const) removeEventListener(type, note);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is followed when it moves on, not when rows are drawn
  useEffect(() => {
    if (place >= 0 && !writing && Date.now() - scrolledAt.current > patience && !isSeen(place)) show(place);
  }, [place, writing]);
}

function isSeen(place: number): boolean {
  const box = document.querySelector(`[data-index="${place}"]`)?.getBoundingClientRect();
  return box !== undefined && box.top > 70 && box.bottom < innerHeight - 110;
}
