import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Recording } from '../api/client.ts';
import type { Hit } from '../search/queries.ts';

/** Recordings and moments that words lead to: a few of each. */
export interface Found {
  readonly recordings: readonly Recording[];
  readonly hits: readonly Hit[];
}

export const foundBy = (words: string) =>
  queryOptions({
    queryKey: ['palette', words],
    queryFn: async ({ signal }): Promise<Found> => {
      const [named, said] = await Promise.all([
        api.GET('/v1/recordings', { params: { query: { name: words, limit: 5 } }, signal }),
        api.GET('/v1/search', { params: { query: { q: words, limit: 5 } }, signal }),
      ]);
      return { recordings: named.data?.recordings ?? [], hits: said.data?.hits ?? [] };
    },
    enabled: words.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
