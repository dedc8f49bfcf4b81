import { queryOptions } from '@tanstack/react-query';
import { api, type Transcript } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';

export type Segment = Transcript['segments'][number];
export type Word = Segment['words'][number];
export type Highlight = components['schemas']['Highlight'];
/** A change of a transcript: who made it, and what of what. */
export type Change = components['schemas']['TranscriptVersion'];
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
    // Five hours are megabytes: what changes comes in parts, and is not compared word by word with what was there.
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });

export const highlightsOf = (id: string) =>
  queryOptions({
    queryKey: ['highlights', id],
    queryFn: async ({ signal }): Promise<Highlight[]> => {
      const { data } = await api.GET('/v1/recordings/{id}/highlights', { params: { path: { id } }, signal });
      return data?.highlights ?? [];
    },
  });

/** The segments with some of them changed; the others stay the same objects, so that only those rows are drawn anew. */
export function replaceSegments(
  { segments }: Pick<Transcript, 'segments'>,
  changed: readonly Segment[],
): Pick<Transcript, 'segments'> {
  const byIndex = new Map(changed.map((segment) => [segment.index, segment]));
  return { segments: segments.map((one) => byIndex.get(one.index) ?? one) };
}
