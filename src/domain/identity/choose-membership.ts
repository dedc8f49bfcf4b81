import { EfirError } from '../../core/errors.ts';
import type { TenantId, UserId } from '../../core/ids.ts';
import type { IdentityTx } from '../../db/database.ts';
import type { Rank } from './ranks.ts';
import { listBelongings } from './user.ts';

/** The tenant that a user looked at last, else the one of the oldest membership. Rejects with `membership-none`. */
export async function chooseMembership(
  tx: IdentityTx,
  userId: UserId,
): Promise<{ readonly tenantId: TenantId; readonly rank: Rank }> {
  const last = await tx
    .selectFrom('sessions')
    .select('tenant_id')
    .where('user_id', '=', userId)
    .orderBy('seen_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const all = await listBelongings(tx, userId);
  const chosen = all.find(({ id }) => id === last?.tenant_id) ?? all[0];
  if (!chosen) throw new EfirError('membership-none');
  return { tenantId: chosen.id, rank: chosen.rank };
}
