import { QueryObserver, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useWho } from '../../identity/use-who.ts';
import { oneRecording } from '../../recordings/queries.ts';
import type { Change } from '../queries.ts';
import { highlightsOf, transcriptOf } from '../queries.ts';
import { createRevising, type Revising } from './revising.ts';

/** Whom a segment was changed by while one looks, and when. */
export interface OthersChange {
  readonly change: Change;
  readonly at: number;
}
export type OthersChanges = ReadonlyMap<number, OthersChange>;

/** Milliseconds for which others' changes are marked. */
const fresh = 60_000;

/** Changes of a transcript, mine and others': what others change is brought as soon as the page's stream tells of it. */
export function useRevising(
  id: string,
  made: (version: number) => void,
): { readonly revising: Revising; readonly others: OthersChanges } {
  const queries = useQueryClient();
  const me = useRef<string>(undefined);
  const who = useWho()?.user.id;
  useEffect(() => {
    me.current = who;
  });
  const [others, setOthers] = useState<OthersChanges>(new Map());
  const hear = useCallback((changes: readonly Change[]) => {
    const at = Date.now();
    const theirs = changes.filter(({ user }) => user === null || user.id !== me.current);
    if (theirs.length === 0) return;
    setOthers((before) => {
      const marks = new Map([...before].filter(([, mark]) => at - mark.at < fresh));
      for (const change of theirs) for (const index of change.segments) marks.set(index, { change, at });
      return marks;
    });
  }, []);
  const revising = useMemo(() => createRevising(queries, id, { hear, made }), [queries, id, hear, made]);
  useEffect(() => {
    if (others.size === 0) return;
    const timer = setTimeout(() => setOthers(new Map()), fresh);
    return () => clearTimeout(timer);
  }, [others]);
  useNews(id, revising);
  return { revising, others };
}

/** The stream of recordings tells that something happened to this one; what, is asked for. The page is not drawn for it. */
function useNews(id: string, revising: Revising): void {
  const queries = useQueryClient();
  useEffect(() => {
    const read = queries.getQueryState(transcriptOf(id).queryKey)?.dataUpdatedAt ?? 0;
    const hear = ({ dataUpdatedAt: told }: { dataUpdatedAt: number }) => {
      // Nothing was told since; a transcript that was kept from before may be behind.
      if (told <= read) return;
      // What cannot be brought now comes with the next news.
      void revising.catchUp().catch(() => undefined);
      void queries.invalidateQueries({ queryKey: highlightsOf(id).queryKey });
    };
    const recording = new QueryObserver(queries, {
      ...oneRecording(id),
      enabled: false,
      notifyOnChangeProps: ['dataUpdatedAt'],
    });
    hear(recording.getCurrentResult());
    return recording.subscribe(hear);
  }, [revising, queries, id]);
}
