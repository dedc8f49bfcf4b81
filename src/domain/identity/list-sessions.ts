import { sql } from 'kysely';
import type { SessionId, UserId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';

/** A browser that a user is signed in at. */
export interface Session {
  readonly id: SessionId;
  readonly address: string;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

/** Where a user is signed in, the latest visit first. */
export async function listSessions(
  database: Pick<Database, 'withIdentity'>,
  userId: UserId,
): Promise<Session[]> {
  return database.withIdentity((tx) =>
    tx
      .selectFrom('sessions')
      .select(['id', 'address', 'user_agent as userAgent', 'created_at as createdAt', 'seen_at as seenAt'])
      .where('user_id', '=', userId)
      .where('expires_at', '>', sql<Date>`now()`)
      .orderBy('seen_at', 'desc')
      .orderBy('id', 'desc')
      .execute(),
  );
}
