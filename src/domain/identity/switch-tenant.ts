import { EfirError } from '../../core/errors.ts';
import type { SessionId, TenantId, UserId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';

/** Lets a browser look at another tenant of its user's. Rejects with `tenant-not-found`. */
export async function switchTenant(
  database: Pick<Database, 'withIdentity'>,
  { sessionId, tenantId, userId }: { sessionId: SessionId; tenantId: TenantId; userId: UserId },
): Promise<void> {
  await database.withIdentity(async (tx) => {
    const membership = await tx
      .selectFrom('memberships')
      .select('rank')
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', userId)
      // Whoever is thrown out meanwhile waits, and takes the session along.
      .forKeyShare()
      .executeTakeFirst();
    if (!membership) throw new EfirError('tenant-not-found');
    await tx
      .updateTable('sessions')
      .set({ tenant_id: tenantId })
      .where('id', '=', sessionId)
      .where('user_id', '=', userId)
      .execute();
  });
}
