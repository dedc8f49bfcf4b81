import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Recording } from '../api/client.ts';
import { followEvents } from '../api/follow-events.ts';
import { dropRecordings, keepRecording, keepStandings, readAgain } from './queries.ts';

type Standing = Pick<Recording, 'id' | 'processed' | 'place' | 'seconds_left'>;

/** Keeps every recording that is shown true, by one stream for the whole page. */
export function useLiveRecordings(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stream = followEvents('/v1/events', {
      // A stream that went on where it was cut has told what happened meanwhile.
      ready: ({ resumed }: { resumed: boolean }) => {
        if (!resumed) readAgain(queries);
      },
      reset: () => readAgain(queries),
      created: (recording: Recording) => keepRecording(queries, recording),
      changed: (recording: Recording) => keepRecording(queries, recording),
      deleted: ({ id }: { id: string }) => dropRecordings(queries, new Set([id])),
      standings: ({ standings }: { standings: Standing[] }) => keepStandings(queries, standings),
    });
    return () => stream.close();
  }, [queries]);
}
