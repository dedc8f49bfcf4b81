import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';

export type Share = components['schemas']['Share'];
export type Shared = components['schemas']['SharedTranscript'];

/** The links that lead to a recording. */
export const sharesOf = (id: string) =>
  queryOptions({
    queryKey: ['shares', id],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/recordings/{id}/shares', { params: { path: { id } }, signal });
      return data?.shares ?? [];
    },
  });

/** What a link shows to whoever has it. */
export const sharedBy = (secret: string) =>
  queryOptions({
    queryKey: ['shared', secret],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/shares/{secret}', { params: { path: { secret } }, signal });
      return data as Shared;
    },
    // Read once: each reading counts as an opening.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** Where the server has something of what a link shares. */
export const addressOf = (secret: string, what: 'audio' | 'transcript'): string =>
  `/v1/shares/${encodeURIComponent(secret)}/${what}`;
