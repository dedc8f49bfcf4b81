import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { api, type Recording } from '../api/client.ts';
import { readLiesWithin, refreshCounts } from '../library/queries.ts';
import { fitsFilter, type ListFilter, writeListQuery } from './list-filter.ts';
import {
  changeInPages,
  dropFromPages,
  keepInPages,
  type Pages,
  type RecordingPage,
  readIds,
} from './list-pages.ts';

type RecordingPages = InfiniteData<RecordingPage, string | undefined>;

/** Pages of one list that are fetched anew together; of one that was scrolled further the rest is fetched when it is seen. */
const mostRefreshed = 5;

/**
 * The recordings that a filter asks for, a page at a time. One stream keeps all lists true, so that they never grow old by
 * themselves; they are kept while somebody reads what they lead to.
 */
export const recordingList = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ['recordings', filter],
    queryFn: async ({ pageParam, signal }): Promise<RecordingPage> => {
      const cursor = pageParam === undefined ? {} : { cursor: pageParam };
      const query = { limit: 100, ...writeListQuery(filter), ...cursor };
      const { data } = await api.GET('/v1/recordings', { params: { query }, signal });
      if (!data) return { recordings: [], next_cursor: null };
      const page = { ...data, recordings: data.recordings.map(shorten) };
      // Now, a page at a time, and not for all of them when the first event comes.
      readIds(page);
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
    // It would compare every recording of every page with itself whenever a page comes.
    structuralSharing: false,
  });

export const oneRecording = (id: string) =>
  queryOptions({
    queryKey: ['recording', id],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/recordings/{id}', { params: { path: { id } }, signal });
      return data as Recording;
    },
  });

/** Puts what is now known of a recording wherever it is shown, and takes it from lists where it belongs no more. */
export function keepRecording(queries: QueryClient, recording: Recording): void {
  const before = queries.getQueryData(oneRecording(recording.id).queryKey);
  queries.setQueryData(oneRecording(recording.id).queryKey, recording);
  const listed = shorten(recording);
  const liesWithin = readLiesWithin(queries);
  changeLists(queries, (pages, filter) =>
    keepInPages(pages, listed, { fits: fitsFilter(listed, filter, liesWithin), sort: filter.sort }),
  );
  if (!before || !isArrangedAlike(before, recording)) refreshCounts(queries);
}

/** The same of many that were changed alike here. */
export function keepChanged(
  queries: QueryClient,
  ids: ReadonlySet<string>,
  change: (recording: Recording) => Recording,
): void {
  for (const id of ids)
    queries.setQueryData<Recording>(oneRecording(id).queryKey, (before) => before && change(before));
  const liesWithin = readLiesWithin(queries);
  changeLists(queries, (pages, filter) => {
    const changed = changeInPages(pages, ids, change);
    if (changed === pages) return pages;
    const gone = changed
      .flatMap(({ recordings }) => recordings)
      .filter((one) => ids.has(one.id) && !fitsFilter(one, filter, liesWithin));
    return dropFromPages(changed, new Set(gone.map(({ id }) => id)));
  });
  refreshCounts(queries);
}

/** How recordings stand at this moment, in every place where they are shown. */
export function keepStandings(
  queries: QueryClient,
  standings: readonly Pick<Recording, 'id' | 'processed' | 'place' | 'seconds_left'>[],
): void {
  const byId = new Map(standings.map((one) => [one.id, one]));
  const update = (recording: Recording): Recording => ({ ...recording, ...byId.get(recording.id) });
  for (const { id } of standings)
    queries.setQueryData<Recording>(oneRecording(id).queryKey, (before) => before && update(before));
  const ids = new Set(byId.keys());
  changeLists(queries, (pages) => changeInPages(pages, ids, update));
}

export function dropRecordings(queries: QueryClient, ids: ReadonlySet<string>): void {
  for (const id of ids) queries.removeQueries({ queryKey: oneRecording(id).queryKey });
  changeLists(queries, (pages) => dropFromPages(pages, ids));
  refreshCounts(queries);
}

/** Fetches again what is shown, when something was missed. Of lists that nobody looks at nothing is kept. */
export function readAgain(queries: QueryClient): void {
  queries.removeQueries({ queryKey: ['recordings'], type: 'inactive' });
  queries.setQueriesData<RecordingPages>(
    { queryKey: ['recordings'] },
    (before) =>
      before && {
        pages: before.pages.slice(0, mostRefreshed),
        pageParams: before.pageParams.slice(0, mostRefreshed),
      },
  );
  void queries.invalidateQueries({ queryKey: ['recordings'] });
  void queries.invalidateQueries({ queryKey: ['recording'] });
  refreshCounts(queries);
}

function changeLists(queries: QueryClient, change: (pages: Pages, filter: ListFilter) => Pages): void {
  for (const { queryKey } of queries.getQueryCache().findAll({ queryKey: ['recordings'] }))
    queries.setQueryData<RecordingPages>(queryKey, (before) => {
      if (!before) return undefined;
      const pages = change(before.pages, queryKey[1] as ListFilter);
      return pages === before.pages ? before : { ...before, pages: pages as RecordingPage[] };
    });
}

/** Lists hold thousands: what was to be listened for, word by word, is of no use there. */
function shorten(recording: Recording): Recording {
  const { hot_words: _hot, spellings: _spellings, ...options } = recording.options;
  return { ...recording, options };
}

function isArrangedAlike(one: Recording, other: Recording): boolean {
  return one.folder_id === other.folder_id && one.tags.join('\n') === other.tags.join('\n');
}
