import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Recording } from '../api/client.ts';
import { followEvents } from '../api/follow-events.ts';
import { dropRecording, keepRecording, keepStandings, oneRecording, recordingList } from './queries.ts';

type Standing = Pick<Recording, 'id' | 'processed' | 'place' | 'seconds_left'>;

/** Keeps every recording that is shown true, by one stream for the whole page. */
export function useLiveRecordings(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stream = followEvents('/v1/events', {
      ready: () => readAgain(queries),
      reset: () => readAgain(queries),
      created: (recording: Recording) => keepRecording(queries, recording),
      changed: (recording: Recording) => keepRecording(queries, recording),
      deleted: ({ id }: { id: string }) => dropRecording(queries, id),
      standings: ({ standings }: { standings: Standing[] }) => keepStandings(queries, standings),
    });
    return () => stream.close();
  }, [queries]);
}

function readAgain(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: recordingList.queryKey });
  void queries.invalidateQueries({ queryKey: oneRecording('').queryKey.slice(0, 1) });
}
