import { EfirError } from '../../core/errors.ts';
import type { Database } from '../../db/database.ts';
import type { UserCaller } from './caller.ts';
import { endAllSessions } from './end-sessions.ts';
import { hashPassword, matchesPassword } from './password.ts';
import { keepTries } from './sign-in-tries.ts';
import { findUser, type User } from './user.ts';

export interface UserChange {
  readonly name?: string | undefined;
  /** null: as the browser asks. */
  readonly language?: 'en' | 'ru' | null | undefined;
  /** `old` is left out by whoever has none yet. */
  readonly password?: { readonly old?: string | undefined; readonly new: string } | undefined;
}

/**
 * Changes what a user says of themselves. A new password ends all their sessions and tokens but the one that changes it.
 * Rejects with `password-wrong`, `sign-in-locked` and `sign-in-slowed` (seconds) for wrong old ones, and as
 * `hashPassword`.
 */
export async function changeUser(
  database: Pick<Database, 'withIdentity'>,
  { sessionId, userId }: UserCaller,
  change: UserChange,
  { address }: { readonly address: string },
): Promise<User> {
  const { language, name, password } = change;
  const hash = password && (await exchangePassword(database, { userId, address, password }));
  const set = {
    ...(name === undefined ? {} : { name }),
    ...(language === undefined ? {} : { language }),
    ...(hash === undefined ? {} : { password_hash: hash }),
  };
  return database.withIdentity(async (tx) => {
    if (Object.keys(set).length > 0)
      await tx.updateTable('users').set(set).where('id', '=', userId).execute();
    if (hash !== undefined) await endAllSessions(tx, userId, sessionId);
    const user = await findUser(tx, userId);
    if (!user) throw new EfirError('unauthorised');
    return user;
  });
}

interface Exchange {
  readonly userId: UserCaller['userId'];
  readonly address: string;
  readonly password: NonNullable<UserChange['password']>;
}

/** Somebody at a browser that was left open does not get to guess, either. */
async function exchangePassword(
  database: Pick<Database, 'withIdentity'>,
  { address, password, userId }: Exchange,
): Promise<string> {
  const row = await database.withIdentity((tx) =>
    tx
      .selectFrom('users')
      .select(['email', 'password_hash'])
      .where('id', '=', userId)
      .executeTakeFirstOrThrow(),
  );
  if (row.password_hash !== null) {
    const tries = await keepTries(database, { address, email: row.email });
    if (!(await matchesPassword(password.old ?? '', row.password_hash)))
      throw new EfirError('password-wrong');
    await tries.succeeded();
  }
  return hashPassword(password.new);
}
