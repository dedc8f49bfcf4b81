import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

type Schemas = components['schemas'];
export type Retention = Schemas['Retention'];
export type Policy = Omit<Retention, 'own'>;
export type Foreseen = Schemas['ForeseenExpiry'];

export const retention = queryOptions({
  queryKey: ['retention'],
  queryFn: async ({ signal }) => (await api.GET('/v1/retention', { signal })).data as Retention,
});

/** What would go by a policy, of what is there now. */
export const foreseen = (policy: Policy | undefined) =>
  queryOptions({
    queryKey: ['retention-preview', policy],
    queryFn: async ({ signal }) => {
      if (!policy) return null;
      return (await api.POST('/v1/retention/preview', { body: policy, signal })).data ?? null;
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
