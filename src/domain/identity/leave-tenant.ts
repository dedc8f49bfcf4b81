import { EfirError } from '../../core/errors.ts';
import type { TenantId, UserId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { endMembership } from './members.ts';
import { openSession, type Visitor } from './open-session.ts';
import { listBelongings } from './user.ts';

/**
 * Ends a membership by the wish of who has it, whatever their rank, and with it all their sessions and tokens that look at
 * the tenant. Rejects with `tenant-not-found` and `last-owner`.
 */
export async function leaveTenant(
  database: Database,
  { tenantId, userId }: { readonly tenantId: TenantId; readonly userId: UserId },
): Promise<void> {
  try {
    await database.withTenant(tenantId, (tx) => endMembership(tx, userId));
  } catch (thrown) {
    if (!(thrown instanceof EfirError) || thrown.code !== 'member-not-found') throw thrown;
    throw new EfirError('tenant-not-found', {}, { cause: thrown });
  }
}

/** Lets a browser whose tenant is gone look at another one of its user's; undefined where there is none. */
export async function lookElsewhere(
  database: Pick<Database, 'withIdentity'>,
  userId: UserId,
  visitor: Visitor,
): Promise<string | undefined> {
  return database.withIdentity(async (tx) => {
    const [next] = await listBelongings(tx, userId);
    return next && (await openSession(tx, { tenantId: next.id, userId, visitor })).secret;
  });
}
