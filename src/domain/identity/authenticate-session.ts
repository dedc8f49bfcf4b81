import { sql } from 'kysely';
import { hashSecret } from '../../core/credential.ts';
import type { SessionId } from '../../core/ids.ts';
import type { Database, IdentityTx } from '../../db/database.ts';
import type { Caller, UserCaller } from './caller.ts';
import { sessionAway, sessionLifetime } from './open-session.ts';
import { scopesOf } from './ranks.ts';

/** Somebody at a browser. */
export interface SessionCaller extends Caller {
  readonly by: UserCaller & { readonly sessionId: SessionId };
}

/** How exactly it is known when a browser was last seen: a write for every request would be too dear. */
const notedEvery = 60_000;

/**
 * Finds out who sits at a browser by what its cookie holds; undefined for a session that is over, whose user left the
 * tenant that it looked at, or that never was. Asked anew for each request: what ended has ended.
 */
export async function authenticateSession(
  database: Pick<Database, 'withIdentity'>,
  secret: string,
): Promise<SessionCaller | undefined> {
  const bytes = Buffer.from(secret, 'base64url');
  if (bytes.byteLength !== 32 || bytes.toString('base64url') !== secret) return undefined;
  return database.withIdentity(async (tx) => {
    const row = await tx
      .selectFrom('sessions')
      .innerJoin('memberships', (join) =>
        join
          .onRef('memberships.tenant_id', '=', 'sessions.tenant_id')
          .onRef('memberships.user_id', '=', 'sessions.user_id'),
      )
      .select([
        'sessions.id',
        'sessions.tenant_id',
        'sessions.user_id',
        'sessions.seen_at',
        'memberships.rank',
      ])
      .select(sql<Date>`now()`.as('now'))
      .where('secret_hash', '=', hashSecret(bytes))
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst();
    if (!row) return undefined;
    if (row.now.getTime() - row.seen_at.getTime() >= notedEvery) await noteVisit(tx, row.id);
    const { id: sessionId, rank, tenant_id: tenantId, user_id: userId } = row;
    return { tenantId, scopes: scopesOf(rank), by: { kind: 'user', userId, rank, sessionId } };
  });
}

async function noteVisit(tx: IdentityTx, id: SessionId): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({
      seen_at: sql<Date>`now()`,
      expires_at: sql<Date>`least(now() + make_interval(secs => ${sessionAway}),
        created_at + make_interval(secs => ${sessionLifetime}))`,
    })
    .where('id', '=', id)
    .execute();
}
