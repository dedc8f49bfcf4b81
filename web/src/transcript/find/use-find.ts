import { useDeferredValue, useMemo, useState } from 'react';
import type { Hit } from '../mark-pieces.ts';
import type { Segment } from '../queries.ts';
import { findHits } from './find-hits.ts';

export interface Finding {
  readonly open: boolean;
  /** How often it was asked for. */
  readonly asked: number;
  readonly looked: string;
  readonly count: number;
  /** Which of them one looks at, from 0; -1: none. */
  readonly at: number;
  readonly hit: Hit | undefined;
  /** In a segment, by its place in the list. */
  hitsAt(place: number): readonly Hit[] | undefined;
  show(): void;
  close(): void;
  look(text: string): void;
  step(direction: 1 | -1): void;
}

/** Finding words in one transcript: the browser's own search sees only what is on the screen. */
export function useFind(segments: readonly Segment[], bringIntoView: (place: number) => void): Finding {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(0);
  const [looked, setLooked] = useState('');
  const [wanted, setWanted] = useState(0);
  // Letters appear as fast as they are typed, whatever is found meanwhile.
  const searched = useDeferredValue(open ? looked : '');
  const { count, found } = useMemo(() => findHits(segments, searched), [segments, searched]);
  const byPlace = useMemo(() => new Map(found.map(({ hits, place }) => [place, hits])), [found]);
  const all = useMemo(() => found.flatMap(({ hits, place }) => hits.map((hit) => ({ hit, place }))), [found]);
  const at = count === 0 ? -1 : Math.min(wanted, count - 1);
  return {
    ...{ open, asked, looked, count, at },
    hit: all[at]?.hit,
    hitsAt: (place) => byPlace.get(place),
    show() {
      setOpen(true);
      setAsked((before) => before + 1);
    },
    close: () => setOpen(false),
    look(text) {
      setLooked(text);
      setWanted(0);
      const [first] = findHits(segments, text).found;
      if (first) bringIntoView(first.place);
    },
    step(direction) {
      if (count === 0) return;
      const next = (at + direction + count) % count;
      setWanted(next);
      bringIntoView(all[next]?.place ?? 0);
    },
  };
}
