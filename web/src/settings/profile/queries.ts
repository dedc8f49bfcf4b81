import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

export type Me = components['schemas']['Me'];
export type Session = components['schemas']['Session'];

/** What one says of oneself, and signs in with. */
export const me = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => (await api.GET('/v1/me', { signal })).data as Me,
});

/** The browsers at which one is signed in. */
export const ownSessions = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: async ({ signal }) => (await api.GET('/v1/me/sessions', { signal })).data?.sessions ?? [],
});
