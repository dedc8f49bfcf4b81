import { useState } from 'react';
import { type MarkedText, readSelection } from './highlights/read-selection.ts';
import { useHighlights } from './highlights/use-highlights.ts';
import type { Segment } from './queries.ts';

/** Marking what is said: `onNote` leads to where notes are written. */
export function useMarking(id: string, segments: readonly Segment[], onNote: () => void) {
  const found = useHighlights(id, segments);
  const [noting, setNoting] = useState<string>();
  const add = (stretch: { start: number; end: number }, withNote: boolean) => {
    if (stretch.end <= stretch.start || found.add.isPending) return;
    const { end, start } = stretch;
    found.add.mutate(
      { start, end, note: '' },
      {
        onSuccess: (made) => {
          if (!withNote) return;
          setNoting(made.id);
          onNote();
        },
      },
    );
  };
  return {
    found,
    noting,
    note: setNoting,
    words: (marked: MarkedText, withNote: boolean) => add(marked, withNote),
    /** All that a segment says; what is marked as a whole already is marked no more. */
    segment(index: number) {
      const segment = segments.find((one) => one.index === index);
      if (!segment) return;
      const same = found.highlights.find(
        ({ end, note, start }) => note === '' && start === segment.start && end === segment.end,
      );
      if (same) found.remove.mutate(same.id);
      else add(segment, false);
    },
    /** The words that are marked on the page; false where none are. */
    selected(around: HTMLElement | null): boolean {
      const marked = around ? readSelection(around) : undefined;
      if (marked) add(marked, false);
      return marked !== undefined;
    },
  };
}
