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

/** What has been recognised so far, as it comes, while `live`; the whole transcript is asked for at the end. */
export function useLiveSegments(id: string, live: boolean): readonly LiveSegment[] {
  const queries = useQueryClient();
  const [segments, setSegments] = useState<readonly LiveSegment[]>([]);
  useEffect(() => {
    if (!live) return;
    const readAgain = () => {
      void queries.invalidateQueries({ queryKey: oneRecording(id).queryKey });
      void queries.invalidateQueries({ queryKey: transcriptOf(id).queryKey });
    };
    const stream = followEvents(`/v1/recordings/${id}/events`, {
      segment: (segment: LiveSegment) => setSegments((before) => addSegment(before, segment)),
      progress: ({ place, processed, seconds_left }: Progress) =>
        keepStandings(queries, [{ id, processed, place, seconds_left }]),
      state: readAgain,
      media: readAgain,
      completed: readAgain,
      revised: readAgain,
    });
    return () => stream.close();
  }, [id, live, queries]);
  return segments;
}

/** A repeat is harmless: what a second try recognises takes the place of the first. */
function addSegment(before: readonly LiveSegment[], segment: LiveSegment): readonly LiveSegment[] {
  if ((before.at(-1)?.index ?? -1) < segment.index) return [...before, segment];
  return [...before.filter(({ index }) => index !== segment.index), segment].sort(
    (a, b) => a.index - b.index,
  );
}
