import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

export type ApiKey = components['schemas']['ApiKey'];

/** All keys of the account, the revoked ones included, the newest first. */
export const keyList = queryOptions({
  queryKey: ['api-keys'],
  queryFn: async ({ signal }) => (await api.GET('/v1/api-keys', { signal })).data?.api_keys ?? [],
});

/** Whether programs may still come in with it. */
export function isAlive({ expires_at: end, revoked_at: revoked }: ApiKey): boolean {
  return revoked === null && (end === null || Date.parse(end) > Date.now());
}
