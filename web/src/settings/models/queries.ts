import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

type Schemas = components['schemas'];
export type Model = Schemas['CatalogueModel'];
export type Pull = NonNullable<Model['pull']>;
export type Worker = Schemas['Worker'];

/** Milliseconds between two looks while a model is on its way, and else. */
const lookSoon = 700;
const lookEvery = 20_000;

/** Every model that is here or could be, and how downloads stand. */
export const catalogue = queryOptions({
  queryKey: ['models'],
  queryFn: async ({ signal }) => (await api.GET('/v1/models/catalogue', { signal })).data?.models ?? [],
  refetchInterval: ({ state: { data } }) =>
    data?.some(({ pull }) => pull?.state === 'pulling') ? lookSoon : lookEvery,
});

export const workers = queryOptions({
  queryKey: ['workers', 'engines'],
  queryFn: async ({ signal }) => (await api.GET('/v1/workers', { signal })).data?.workers ?? [],
  refetchInterval: 10_000,
});

/** How a download stands, before the next look. */
export function keepPull(queries: QueryClient, name: string, pull: Pull): void {
  queries.setQueryData(catalogue.queryKey, (before) =>
    before?.map((model) => (model.name === name ? { ...model, pull } : model)),
  );
}
