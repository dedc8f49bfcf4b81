import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

export type Bot = components['schemas']['TelegramBot'];

export const telegram = queryOptions({
  queryKey: ['telegram'],
  queryFn: async ({ signal }) => (await api.GET('/v1/telegram', { signal })).data?.bots ?? [],
  refetchInterval: 15_000,
});
