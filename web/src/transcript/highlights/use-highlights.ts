import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api/client.ts';
import { tellFailure } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { type Highlight, highlightsOf, type Segment } from '../queries.ts';

/** What is marked in a recording, and how that is changed. */
export function useHighlights(id: string, segments: readonly Segment[]) {
  const text = useTexts();
  const queries = useQueryClient();
  const found = useQuery(highlightsOf(id));
  const highlights = found.data ?? none;
  const { queryKey } = highlightsOf(id);
  const keep = (change: (before: Highlight[]) => Highlight[]) =>
    queries.setQueryData<Highlight[]>(queryKey, (before = []) =>
      change(before).sort((one, other) => one.start - other.start),
    );
  const onError = (error: Error) => {
    tellFailure(error, text);
    void queries.invalidateQueries({ queryKey });
  };
  const add = useMutation({
    mutationFn: async (body: { start: number; end: number; note: string }) => {
      const { data } = await api.POST('/v1/recordings/{id}/highlights', { params: { path: { id } }, body });
      return data as Highlight;
    },
    onSuccess: (made) => keep((before) => [...before.filter((one) => one.id !== made.id), made]),
    onError,
  });
  const change = useMutation({
    mutationFn: async ({ highlight, note }: { highlight: string; note: string }) => {
      const { data } = await api.PATCH('/v1/recordings/{id}/highlights/{highlight}', {
        params: { path: { id, highlight } },
        body: { note },
      });
      return data as Highlight;
    },
    onSuccess: (made) => keep((before) => before.map((one) => (one.id === made.id ? made : one))),
  });
  const remove = useMutation({
    mutationFn: (highlight: string) =>
      api.DELETE('/v1/recordings/{id}/highlights/{highlight}', { params: { path: { id, highlight } } }),
    onMutate: (highlight) => keep((before) => before.filter((one) => one.id !== highlight)),
    onError,
  });
  const byPlace = useMemo(() => placeHighlights(segments, highlights), [segments, highlights]);
  return { highlights, byPlace, error: found.error, pending: found.isPending, add, change, remove };
}

const none: Highlight[] = [];

/** Highlights by the place of each segment that they reach into. */
export function placeHighlights(
  segments: readonly Pick<Segment, 'start' | 'end'>[],
  highlights: readonly Highlight[],
): ReadonlyMap<number, readonly Highlight[]> {
  const byPlace = new Map<number, Highlight[]>();
  if (highlights.length === 0) return byPlace;
  for (const [place, { end, start }] of segments.entries()) {
    const within = highlights.filter((one) => one.start < end && one.end > start);
    if (within.length > 0) byPlace.set(place, within);
  }
  return byPlace;
}
