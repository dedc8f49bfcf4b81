import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { hashSecret } from '../../core/credential.ts';
import { createSessionId, type SessionId, type TenantId, type UserId } from '../../core/ids.ts';
import type { IdentityTx } from '../../db/database.ts';

/** Where somebody signs in from, as they are shown it later. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string;
}

/** Seconds that a browser may stay away, and that a session lasts at most. */
export const sessionAway = 30 * 86_400;
export const sessionLifetime = 180 * 86_400;
/** Of one user; the one that was away longest ends. */
const mostSessions = 100;

/** Signs a browser in. `secret` is what its cookie holds: shown now and never again. */
export async function openSession(
  tx: IdentityTx,
  { tenantId, userId, visitor }: { tenantId: TenantId; userId: UserId; visitor: Visitor },
): Promise<{ readonly id: SessionId; readonly secret: string }> {
  const id = createSessionId();
  const secret = randomBytes(32);
  await tx
    .insertInto('sessions')
    .values({
      id,
      secret_hash: hashSecret(secret),
      user_id: userId,
      tenant_id: tenantId,
      address: visitor.address.slice(0, 100),
      user_agent: visitor.userAgent.slice(0, 300),
      expires_at: sql<Date>`now() + make_interval(secs => ${sessionAway})`,
    })
    .execute();
  const surplus = tx
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', userId)
    .orderBy('seen_at', 'desc')
    .offset(mostSessions);
  await tx.deleteFrom('sessions').where('id', 'in', surplus).execute();
  return { id, secret: secret.toString('base64url') };
}
