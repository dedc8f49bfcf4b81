import type { Rank } from '../../db/identity-tables.ts';
import { type Scope, scopes } from './scopes.ts';

export { type Rank, ranks } from '../../db/identity-tables.ts';

const viewer: readonly Scope[] = ['recordings:read'];
const member: readonly Scope[] = [...viewer, 'recordings:write'];
const manager: readonly Scope[] = [
  ...member,
  'webhooks:read',
  'webhooks:write',
  'keys:write',
  'settings:write',
  'tasks:write',
  'members:read',
];
const scopesByRank: Readonly<Record<Rank, readonly Scope[]>> = { viewer, member, manager, owner: scopes };

/** What a rank may do. Nothing asks for ranks: they are names for sets of scopes. */
export function scopesOf(rank: Rank): readonly Scope[] {
  return scopesByRank[rank];
}
