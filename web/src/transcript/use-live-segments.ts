import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { followEvents } from '../api/follow-events.ts';
import { keepStandings, oneRecording } from '../recordings/queries.ts';
import { type LiveSegment, transcriptOf } from './queries.ts';

interface Progress {
  readonly processed: number;
  readonly place: number | null;
  readonly seconds_left: number | null;
}

/**
 * What has been recognised so far, as it comes, while `live`; the whole transcript is asked for at the end. When a
 * recording comes to work again, or ends (`working`), it is listened to anew.
 */
export function useLiveSegments(id: string, live: boolean, working: boolean): readonly LiveSegment[] {
  const queries = useQueryClient();
  const [segments, setSegments] = useState<readonly LiveSegment[]>([]);
  useEffect(() => {
    if (!live) return;
    const readAgain = () => {
      void queries.invalidateQueries({ queryKey: oneRecording(id).queryKey });
      void queries.invalidateQueries({ queryKey: transcriptOf(id).queryKey });
    };
    const segmentsOf = collect(setSegments);
    const stream = followEvents(
      `/v1/recordings/${id}/events`,
      {
        segment: segmentsOf.add,
        progress: ({ place, processed, seconds_left }: Progress) =>
          keepStandings(queries, [{ id, processed, place, seconds_left }]),
        state: readAgain,
        media: readAgain,
        completed: readAgain,
        revised: readAgain,
      },
      () => working,
    );
    return () => {
      segmentsOf.close();
      stream.close();
    };
  }, [id, live, queries, working]);
  return segments;
}

/** Whoever comes late is told of thousands at once: they are shown together, once for each picture. */
function collect(set: (change: (before: readonly LiveSegment[]) => readonly LiveSegment[]) => void) {
  let waiting: LiveSegment[] = [];
  let frame = 0;
  const flush = () => {
    const taken = waiting;
    waiting = [];
    frame = 0;
    set((before) => addSegments(before, taken));
  };
  return {
    add(segment: LiveSegment) {
      waiting.push(segment);
      frame ||= requestAnimationFrame(flush);
    },
    close: () => cancelAnimationFrame(frame),
  };
}

/** A repeat is harmless: what a second try recognises takes the place of the first. */
function addSegments(before: readonly LiveSegment[], added: readonly LiveSegment[]): readonly LiveSegment[] {
  const byIndex = new Map([...before, ...added].map((segment) => [segment.index, segment]));
  return [...byIndex.values()].sort((one, other) => one.index - other.index);
}
