import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';

/** Whether the server waits to be set up, and who is signed in. */
export const authState = queryOptions({
  queryKey: ['auth-state'],
  queryFn: async ({ signal }) => (await api.GET('/v1/auth/state', { signal })).data ?? none,
  staleTime: 60_000,
});

const none = { setup_needed: false, signed_in: null } as const;
