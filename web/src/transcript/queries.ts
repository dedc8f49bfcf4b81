import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, type Transcript } from '../api/client.ts';

export type Segment = Transcript['segments'][number];
export type Word = Segment['words'][number];
/** Of the page of a recording that is not done yet: there are no words with times. */
export type LiveSegment = Omit<Segment, 'words'>;

export const transcriptOf = (id: string) =>
  queryOptions({
    queryKey: ['transcript', id],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/recordings/{id}/transcript', {
        params: { path: { id }, query: { format: 'json' } },
        signal,
      });
      return data as Transcript;
    },
    // Five hours are megabytes: asked for again when something says that it changed.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Puts a changed part of the transcript in its place, with the version that has it. */
export function keepTranscript(
  queries: QueryClient,
  id: string,
  change: (transcript: Transcript) => Partial<Transcript>,
): void {
  queries.setQueryData(
    transcriptOf(id).queryKey,
    (before: Transcript | undefined) => before && { ...before, ...change(before) },
  );
}

/** The segments with one of them changed; the others stay the same objects, so that only one row is drawn anew. */
export function replaceSegment(transcript: Transcript, segment: Segment): Pick<Transcript, 'segments'> {
  return { segments: transcript.segments.map((one) => (one.index === segment.index ? segment : one)) };
}
