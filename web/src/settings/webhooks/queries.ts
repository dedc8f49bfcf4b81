import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

type Schemas = components['schemas'];
export type Webhook = Schemas['Webhook'];
export type Delivery = Schemas['Delivery'];
export type DeliveryDetail = Schemas['DeliveryDetail'];
export type DeliveryState = Delivery['state'];
export type NewsType = Webhook['events'][number];

/** What a webhook can be told, as the API names it. */
export const newsTypes: readonly NewsType[] = [
  'recording.succeeded',
  'recording.failed',
  'recording.cancelled',
  'transcript.revised',
];

/** Milliseconds between two looks at what deliveries came to, while the tab is seen: nobody tells of them. */
const lookEvery = 10_000;
/** The same of one that was made within the last minute: somebody who sent a test waits for it. */
const waitFor = 3_000;
const isAwaited = ({ created_at: made, state }: Pick<Delivery, 'created_at' | 'state'>) =>
  state === 'waiting' && Date.now() - Date.parse(made) < 60_000;

export const webhookList = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async ({ signal }) => (await api.GET('/v1/webhooks', { signal })).data?.webhooks ?? [],
  refetchInterval: 15_000,
});

export const oneWebhook = (id: string) =>
  queryOptions({
    queryKey: ['webhook', id],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/webhooks/{id}', { params: { path: { id } }, signal });
      return data as Webhook;
    },
    refetchInterval: lookEvery,
  });

/** Deliveries of a webhook, the newest first; those of one outcome alone where `state` is given. */
export const deliveryPages = (id: string, state: DeliveryState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', id, state ?? 'all'],
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        limit: 50,
        ...(state === undefined ? {} : { state }),
        ...(pageParam === undefined ? {} : { cursor: pageParam }),
      };
      const path = { id };
      const { data } = await api.GET('/v1/webhooks/{id}/deliveries', { params: { path, query }, signal });
      return data ?? { deliveries: [], next_cursor: null };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // Whoever has gone further reads, and does not wait for news.
    refetchInterval: ({ state: { data } }) => {
      if ((data?.pages.length ?? 0) > 1) return false;
      return data?.pages[0]?.deliveries.some(isAwaited) ? waitFor : lookEvery;
    },
  });

/** With its body and every try; looked at again while it is on its way. */
export const oneDelivery = (id: string) =>
  queryOptions({
    queryKey: ['delivery', id],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/deliveries/{id}', { params: { path: { id } }, signal });
      return data as DeliveryDetail;
    },
    refetchInterval: ({ state: { data } }) => {
      if (data && data.state !== 'waiting') return false;
      return data && isAwaited(data) ? waitFor : lookEvery;
    },
  });
