import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { api, type Recording } from '../api/client.ts';

interface RecordingPage {
  recordings: Recording[];
  next_cursor: string | null;
}
type RecordingPages = InfiniteData<RecordingPage, string | undefined>;

/** All recordings of the account, the newest first, a page at a time. */
export const recordingList = infiniteQueryOptions({
  queryKey: ['recordings'],
  queryFn: async ({ pageParam, signal }): Promise<RecordingPage> => {
    const query = { limit: 100, ...(pageParam === undefined ? {} : { cursor: pageParam }) };
    const { data } = await api.GET('/v1/recordings', { params: { query }, signal });
    return data ?? { recordings: [], next_cursor: null };
  },
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
});

export const oneRecording = (id: string) =>
  queryOptions({
    queryKey: ['recording', id],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/recordings/{id}', { params: { path: { id } }, signal });
      return data as Recording;
    },
  });

/** Puts what is now known of a recording wherever it is shown; one that is new comes first. */
export function keepRecording(queries: QueryClient, recording: Recording): void {
  queries.setQueryData(oneRecording(recording.id).queryKey, recording);
  changePages(queries, (pages) => {
    const known = pages.some((page) => page.recordings.some(({ id }) => id === recording.id));
    return pages.map((page, place) => ({
      ...page,
      recordings: known
        ? page.recordings.map((one) => (one.id === recording.id ? recording : one))
        : place === 0
          ? [recording, ...page.recordings]
          : page.recordings,
    }));
  });
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
  changePages(queries, (pages) =>
    pages.map((page) => ({ ...page, recordings: page.recordings.map(update) })),
  );
}

export function dropRecording(queries: QueryClient, id: string): void {
  queries.removeQueries({ queryKey: oneRecording(id).queryKey });
  changePages(queries, (pages) =>
    pages.map((page) => ({ ...page, recordings: page.recordings.filter((one) => one.id !== id) })),
  );
}

function changePages(queries: QueryClient, change: (pages: RecordingPage[]) => RecordingPage[]): void {
  queries.setQueryData<RecordingPages>(
    recordingList.queryKey,
    (before) => before && { ...before, pages: change(before.pages) },
  );
}
