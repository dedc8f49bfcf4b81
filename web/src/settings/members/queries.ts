import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';

export type Member = components['schemas']['Member'];
export type Invitation = components['schemas']['Invitation'];
export type Rank = Member['rank'];

/** From little to all. */
export const ranks: readonly Rank[] = ['viewer', 'member', 'manager', 'owner'];

/** Who belongs to the account, by name. */
export const memberList = queryOptions({
  queryKey: ['members'],
  queryFn: async ({ signal }) => (await api.GET('/v1/members', { signal })).data?.members ?? [],
});

/** The invitations that nobody accepted yet, the newest first. */
export const invitationList = queryOptions({
  queryKey: ['invitations'],
  queryFn: async ({ signal }) => (await api.GET('/v1/invitations', { signal })).data?.invitations ?? [],
});
