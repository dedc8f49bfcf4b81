import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';
import { type SearchQuery, writeSearchQuery } from './search-query.ts';

export type Hit = components['schemas']['Hit'];
interface HitPage {
  readonly hits: Hit[];
  readonly next_cursor: string | null;
}

const none: HitPage = { hits: [], next_cursor: null };

/** Where words are said, a page at a time. While the next words are looked for, those that were found stay. */
export const hitsOf = (search: SearchQuery) =>
  infiniteQueryOptions({
    queryKey: ['search', search],
    queryFn: async ({ pageParam, signal }): Promise<HitPage> => {
      const query = {
        ...writeSearchQuery(search),
        limit: 30,
        ...(pageParam === undefined ? {} : { cursor: pageParam }),
      };
      const { data } = await api.GET('/v1/search', { params: { query }, signal });
      return data ?? none;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: HitPage) => page.next_cursor ?? undefined,
    enabled: hasWords(search),
    placeholderData: keepPreviousData,
  });

/** Whether there is anything to look for. */
export function hasWords({ q = '' }: SearchQuery): boolean {
  return q.trim() !== '';
}
