import { EfirError } from '../../core/errors.ts';
import type { SessionId, UserId } from '../../core/ids.ts';
import type { Database, IdentityTx } from '../../db/database.ts';

/** Signs one browser of a user out. Rejects with `sign-in-not-found`. */
export async function endSession(
  database: Pick<Database, 'withIdentity'>,
  userId: UserId,
  sessionId: SessionId,
): Promise<void> {
  const ended = await database.withIdentity((tx) =>
    tx
      .deleteFrom('sessions')
      .where('id', '=', sessionId)
      .where('user_id', '=', userId)
      .returning('id')
      .executeTakeFirst(),
  );
  if (!ended) throw new EfirError('sign-in-not-found');
}

/** Signs a user out of all browsers and clients, but for one browser where that is given. */
export async function endAllSessions(
  tx: IdentityTx,
  userId: UserId,
  except?: SessionId | undefined,
): Promise<void> {
  const sessions = tx.deleteFrom('sessions').where('user_id', '=', userId);
  await (except === undefined ? sessions : sessions.where('id', '<>', except)).execute();
  await tx.deleteFrom('token_families').where('user_id', '=', userId).execute();
}
