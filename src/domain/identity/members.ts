import { EfirError } from '../../core/errors.ts';
import type { TenantId, UserId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { type Caller, requireScope } from './caller.ts';
import { type Rank, scopesOf } from './ranks.ts';

/** A user as a tenant sees its own. */
export interface Member {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly rank: Rank;
  readonly since: Date;
}

/** Who belongs to a tenant, by name. */
export async function listMembers(database: Database, tenantId: TenantId): Promise<Member[]> {
  return database.readTenant(tenantId, (tx) =>
    selectMembers(tx).orderBy('users.name').orderBy('id').execute(),
  );
}

/**
 * Gives a member another rank. Rejects with `member-not-found`, `last-owner`, and `forbidden` (scope) where the old
 * or the new rank may do what the caller may not.
 */
export async function changeRank(
  database: Database,
  caller: Caller,
  { rank, userId }: { readonly userId: UserId; readonly rank: Rank },
): Promise<Member> {
  return database.withTenant(caller.tenantId, async (tx) => {
    const member = await lockMember(tx, userId);
    assertMayGive(caller, member.rank);
    assertMayGive(caller, rank);
    if (rank !== 'owner') await assertOwnerStays(tx, member);
    await tx.updateTable('memberships').set({ rank }).where('user_id', '=', userId).execute();
    return { ...member, rank };
  });
}

/**
 * Ends a membership, and with it every session and token that looks at the tenant. Rejects
 * as `changeRank`.
 */
export async function removeMember(database: Database, caller: Caller, userId: UserId): Promise<void> {
  await database.withTenant(caller.tenantId, async (tx) => {
    await endMembership(tx, userId, caller);
  });
}

/** As `removeMember`; without a caller it is the member's own wish, whatever their rank. */
export async function endMembership(
  tx: TenantTx,
  userId: UserId,
  caller?: Pick<Caller, 'scopes'>,
): Promise<void> {
  const member = await lockMember(tx, userId);
  if (caller) assertMayGive(caller, member.rank);
  await assertOwnerStays(tx, member);
  await tx.deleteFrom('memberships').where('user_id', '=', userId).execute();
}

/** Nobody gives or takes what they do not have. */
export function assertMayGive(caller: Pick<Caller, 'scopes'>, rank: Rank): void {
  for (const scope of scopesOf(rank)) requireScope(caller, scope);
}

function selectMembers(tx: Pick<TenantTx, 'selectFrom'>) {
  return tx
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(['users.id', 'users.email', 'users.name', 'memberships.rank', 'memberships.created_at as since']);
}

/** Changes of ranks take turns, so that two owners cannot leave at once. */
async function lockMember(tx: TenantTx, userId: UserId): Promise<Member> {
  await tx.selectFrom('tenants').select('id').where('id', '=', tx.tenantId).forNoKeyUpdate().execute();
  const member = await selectMembers(tx).where('memberships.user_id', '=', userId).executeTakeFirst();
  if (!member) throw new EfirError('member-not-found');
  return member;
}

async function assertOwnerStays(tx: TenantTx, member: Member): Promise<void> {
  if (member.rank !== 'owner') return;
  const other = await tx
    .selectFrom('memberships')
    .select('user_id')
    .where('rank', '=', 'owner')
    .where('user_id', '<>', member.id)
    .limit(1)
    .executeTakeFirst();
  if (!other) throw new EfirError('last-owner');
}
