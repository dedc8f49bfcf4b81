import { EfirError } from '../../core/errors.ts';
import type { Database } from '../../db/database.ts';
import type { Caller, UserCaller } from './caller.ts';
import { chooseMembership } from './choose-membership.ts';
import { openSession, type Visitor } from './open-session.ts';
import { matchesPassword } from './password.ts';
import { keepTries } from './sign-in-tries.ts';
import { tidyEmail } from './user.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/**
 * Signs a browser in by address and password: gives the secret for its cookie. Rejects as `checkPassword`, and with
 * `membership-none` for a user who belongs to no tenant any more.
 */
export async function signIn(
  database: Database,
  credentials: Credentials,
  visitor: Visitor,
): Promise<string> {
  const { by, tenantId } = await checkPassword(database, credentials, visitor);
  const { userId } = by;
  return database.withIdentity(async (tx) => (await openSession(tx, { tenantId, userId, visitor })).secret);
}

/** A user by their password. */
type PasswordCaller = Pick<Caller, 'tenantId'> & { readonly by: UserCaller };

/**
 * Whose address and password these are, and the tenant that they look at first. An address that nobody has gets the
 * answer of a wrong password, as slowly. Rejects with `sign-in-wrong`, and with `sign-in-slowed` and `sign-in-locked`
 * (seconds) after too many.
 */
export async function checkPassword(
  database: Database,
  { email, password }: Credentials,
  { address }: Pick<Visitor, 'address'>,
): Promise<PasswordCaller> {
  const tidied = tidyEmail(email);
  const tries = await keepTries(database, { address, email: tidied });
  const user = await database.withIdentity((tx) =>
    tx.selectFrom('users').select(['id', 'password_hash']).where('email', '=', tidied).executeTakeFirst(),
  );
  if (!(await matchesPassword(password, user?.password_hash)) || !user) throw new EfirError('sign-in-wrong');
  await tries.succeeded();
  const { rank, tenantId } = await database.withIdentity((tx) => chooseMembership(tx, user.id));
  return { tenantId, by: { kind: 'user', userId: user.id, rank } };
}
