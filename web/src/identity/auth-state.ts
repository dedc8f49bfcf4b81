import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { mayAskAgain } from '../api/create-queries.ts';

/** Whether the server waits to be set up, and who is signed in. */
export const authState = queryOptions({
  queryKey: ['auth-state'],
  queryFn: async ({ signal }) => (await api.GET('/v1/auth/state', { signal })).data ?? none,
  staleTime: 60_000,
  // Every page begins with it: without a network one is told so at once.
  networkMode: 'always',
  retry: (failures, error) => navigator.onLine && mayAskAgain(failures, error),
});

const none = { setup_needed: false, signed_in: null, oidc: null, languages: [] };
