import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';

/** Names of the speech models that are there to recognise with. */
export const installedModels = queryOptions({
  queryKey: ['installed-models'],
  queryFn: async ({ signal }) => {
    const { data } = await api.GET('/v1/models/catalogue', { signal });
    const models = data?.models ?? [];
    return models.filter(({ installed, kind }) => installed && kind === 'recogniser').map(({ name }) => name);
  },
  staleTime: 60_000,
});
