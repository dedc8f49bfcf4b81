import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { UserId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Rank } from './ranks.ts';
import { forgetTries } from './sign-in-tries.ts';
import { tidyEmail } from './user.ts';

/** A user as the operator of the installation sees them. */
export interface KnownUser {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly createdAt: Date;
  /** When a browser that is still signed in was last seen. */
  readonly seenAt: Date | undefined;
  /** Until when too many wrong passwords keep the account closed. */
  readonly lockedUntil: Date | undefined;
  readonly tenants: readonly { readonly name: string; readonly rank: Rank }[];
}

/** All users of the installation, by address. */
export async function listUsers(database: Pick<Database, 'withIdentity'>): Promise<KnownUser[]> {
  return database.withIdentity(async (tx) => {
    const users = await tx
      .selectFrom('users')
      .leftJoin('sign_in_tries', (join) =>
        join
          .on('key', '=', sql<string>`'account:' || left(users.email, 300)`)
          .on('closed_until', '>', sql<Date>`now()`),
      )
      .select(['users.id', 'email', 'name', 'created_at', 'closed_until'])
      .select((row) =>
        row
          .selectFrom('sessions')
          .whereRef('sessions.user_id', '=', 'users.id')
          .select(({ fn }) => fn.max('seen_at').as('seen_at'))
          .as('seen_at'),
      )
      .orderBy('email')
      .execute();
    const memberships = await tx
      .selectFrom('memberships')
      .innerJoin('tenants', 'tenants.id', 'memberships.tenant_id')
      .select(['user_id', 'tenants.name', 'rank'])
      .orderBy('tenants.name')
      .execute();
    const byUser = Map.groupBy(memberships, ({ user_id: userId }) => userId);
    return users.map((user) => ({
      ...{ id: user.id, email: user.email, name: user.name, createdAt: user.created_at },
      seenAt: user.seen_at ?? undefined,
      lockedUntil: user.closed_until ?? undefined,
      tenants: (byUser.get(user.id) ?? []).map(({ name, rank }) => ({ name, rank })),
    }));
  });
}

/**
 * Lets somebody sign in at once after too many wrong passwords; false where nothing kept them from it. Rejects with
 * `user-not-found` (email).
 */
export async function unlockUser(database: Pick<Database, 'withIdentity'>, email: string): Promise<boolean> {
  const tidied = tidyEmail(email);
  return database.withIdentity(async (tx) => {
    const user = await tx.selectFrom('users').select('id').where('email', '=', tidied).executeTakeFirst();
    if (!user) throw new EfirError('user-not-found', { email: tidied });
    return forgetTries(tx, tidied);
  });
}
