import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, type Transcript } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { transcriptOf } from '../../transcript/queries.ts';

type Schemas = components['schemas'];
export type Voice = Schemas['Voice'];
export type Sample = Voice['samples'][number];

export const voices = queryOptions({
  queryKey: ['voices'],
  queryFn: async ({ signal }) => (await api.GET('/v1/voices', { signal })).data?.voices ?? [],
});

/** Recordings that are done, to choose one of: the newest whose names hold what is typed. */
export const doneRecordings = (search: string) =>
  queryOptions({
    queryKey: ['done-recordings', search],
    queryFn: async ({ signal }) => {
      const query = { state: 'succeeded' as const, limit: 30, ...(search ? { name: search } : {}) };
      return (await api.GET('/v1/recordings', { params: { query }, signal })).data?.recordings ?? [];
    },
  });

/**
 * Who speaks in a recording, and where each may be heard for a moment: by its transcript, which is fetched once for all
 * that asks for it.
 */
export const speakersOf = (id: string) => ({ ...transcriptOf(id), select: listSpeakers });

function listSpeakers({ segments, speakers = [] }: Transcript) {
  return speakers.map((speaker) => {
    const said = segments.filter((segment) => segment.speaker === speaker.id);
    const longest = said.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0];
    return { ...speaker, start: longest?.start ?? 0, end: longest?.end ?? 0, said: longest?.text ?? '' };
  });
}

/** What is now known of a voice; a new one stands where its name belongs. */
export function keepVoice(queries: QueryClient, voice: Voice): void {
  queries.setQueryData(voices.queryKey, (before = []) =>
    [...before.filter(({ id }) => id !== voice.id), voice].toSorted((one, other) =>
      one.name.localeCompare(other.name),
    ),
  );
}
