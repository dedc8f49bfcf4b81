import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';

/** The account that is looked at. */
export const accountQuery = queryOptions({
  queryKey: ['tenant'],
  queryFn: async ({ signal }) =>
    (await api.GET('/v1/tenant', { signal })).data as components['schemas']['Tenant'],
});

/** How much sound the account took in lately. */
export const usageQuery = queryOptions({
  queryKey: ['usage'],
  queryFn: async ({ signal }) =>
    (await api.GET('/v1/usage', { signal })).data as components['schemas']['Usage'],
});
