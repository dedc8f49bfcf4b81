import { EfirError } from '../../core/errors.ts';
import type { TenantId, UserId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Caller, UserCaller } from './caller.ts';
import { openSession, type Visitor } from './open-session.ts';
import { matchesPassword } from './password.ts';
import type { Rank } from './ranks.ts';
import { keepTries } from './sign-in-tries.ts';
import { listBelongings, tidyEmail } from './user.ts';

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
  const { rank, tenantId } = await chooseMembership(database, user.id);
  return { tenantId, by: { kind: 'user', userId: user.id, rank } };
}

/** The one that the user looked at last, else the oldest membership. */
async function chooseMembership(
  database: Pick<Database, 'withIdentity'>,
  userId: UserId,
): Promise<{ readonly tenantId: TenantId; readonly rank: Rank }> {
  return database.withIdentity(async (tx) => {
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
  });
}
