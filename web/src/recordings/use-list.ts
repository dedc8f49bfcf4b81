import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ListFilter } from './list-filter.ts';
import { createRows, type Rows } from './list-pages.ts';
import { recordingList } from './queries.ts';

/** Of all that match so many can be chosen at once. */
const mostMatching = 500;

/** The recordings of a filter, as far as they are fetched. */
export function useList(filter: ListFilter) {
  const list = useInfiniteQuery({ ...recordingList(filter), placeholderData: keepPreviousData });
  const { data, fetchNextPage, hasNextPage, isFetching, isPlaceholderData: stale } = list;
  const rows = useMemo(() => createRows(data?.pages ?? []), [data]);
  const fetchMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return {
    rows,
    /** Whether anything is known of it. */
    known: data !== undefined,
    error: list.error,
    more: hasNextPage,
    /** They are those of the filter before. */
    stale,
    refetch: list.refetch,
    fetchMore,
    /** Until all are here, or as many as are to be chosen at once. */
    fetchMatching: async (): Promise<Rows> => {
      let [known, more] = [rows, hasNextPage];
      while (more && known.length < mostMatching) {
        const next = await fetchNextPage();
        known = createRows(next.data?.pages ?? []);
        more = next.hasNextPage && !next.isError;
      }
      return known;
    },
  };
}
