import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { LiesWithin } from '../recordings/list-filter.ts';
import { createLiesWithin } from './folder-tree.ts';

/** All folders of the account, and how many recordings are in them and altogether. */
export const folderList = queryOptions({
  queryKey: ['folders'],
  queryFn: async ({ signal }) => {
    const { data } = await api.GET('/v1/folders', { signal });
    return data ?? { folders: [], recordings: 0 };
  },
});

/** All tags of the account, and how many recordings have each. */
export const tagList = queryOptions({
  queryKey: ['tags'],
  queryFn: async ({ signal }) => {
    const { data } = await api.GET('/v1/tags', { signal });
    return data?.tags ?? [];
  },
});

/** Which folder lies within which, as far as that is known here. */
export function readLiesWithin(queries: QueryClient): LiesWithin {
  return createLiesWithin(queries.getQueryData(folderList.queryKey)?.folders ?? []);
}

/** Milliseconds between two countings while recordings come and go. */
const rest = 2_000;
let counting = false;
let countedAt = 0;

/** Counts anew: in a moment, or together with all that happens until it is time again. */
export function refreshCounts(queries: QueryClient): void {
  if (counting) return;
  counting = true;
  setTimeout(
    () => {
      counting = false;
      countedAt = Date.now();
      void queries.invalidateQueries({ queryKey: folderList.queryKey });
      void queries.invalidateQueries({ queryKey: tagList.queryKey });
    },
    Math.max(50, countedAt + rest - Date.now()),
  );
}
