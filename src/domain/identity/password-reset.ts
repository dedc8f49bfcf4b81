import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { hashSecret } from '../../core/credential.ts';
import { EfirError } from '../../core/errors.ts';
import type { UserId } from '../../core/ids.ts';
import type { Database, IdentityTx } from '../../db/database.ts';
import { chooseMembership } from './choose-membership.ts';
import { endAllSessions } from './end-sessions.ts';
import { dropExternalLogins } from './enter-by-provider.ts';
import { openSession, type Visitor } from './open-session.ts';
import { hashPassword } from './password.ts';
import { forgetTries } from './sign-in-tries.ts';
import { tidyEmail } from './user.ts';

/** Hours for which a link waits. */
const lifetime = 24;

/** Whose password a link replaces, and until when. */
export interface PasswordReset {
  readonly userId: UserId;
  readonly email: string;
  readonly name: string;
  readonly expiresAt: Date;
}

/**
 * Lets somebody who forgot theirs choose a new password: gives the secret of the link, shown now and never again. An
 * older link of the same user ends. Rejects with `user-not-found` (email).
 */
export async function createPasswordReset(
  database: Pick<Database, 'withIdentity'>,
  email: string,
): Promise<PasswordReset & { readonly secret: string }> {
  const secret = randomBytes(32);
  const tidied = tidyEmail(email);
  return database.withIdentity(async (tx) => {
    const user = await tx
      .selectFrom('users')
      .select(['id', 'name'])
      .where('email', '=', tidied)
      .executeTakeFirst();
    if (!user) throw new EfirError('user-not-found', { email: tidied });
    const fresh = {
      secret_hash: hashSecret(secret),
      created_at: sql<Date>`now()`,
      expires_at: sql<Date>`now() + make_interval(hours => ${lifetime})`,
    };
    const row = await tx
      .insertInto('password_resets')
      .values({ user_id: user.id, ...fresh })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(fresh))
      .returning('expires_at')
      .executeTakeFirstOrThrow();
    return {
      ...{ userId: user.id, email: tidied, name: user.name, expiresAt: row.expires_at },
      secret: secret.toString('base64url'),
    };
  });
}

/** Rejects with `reset-unknown`, also for a link that was used or replaced, and `reset-expired`. */
export async function readPasswordReset(
  database: Pick<Database, 'withIdentity'>,
  secret: string,
): Promise<PasswordReset> {
  return database.withIdentity((tx) => findReset(tx, secret));
}

/**
 * Sets the new password, ends every session and token of the user, parts them from accounts at providers (whoever had
 * the account in their hands may have joined one), opens the account where it was locked, and signs this browser in:
 * gives the secret for its cookie. Of two who use a link at once one does. Rejects as `readPasswordReset` and
 * `hashPassword`, and with `membership-none`.
 */
export async function resetPassword(
  database: Pick<Database, 'withIdentity'>,
  { password, secret }: { readonly secret: string; readonly password: string },
  visitor: Visitor,
): Promise<{ readonly secret: string; readonly userId: UserId }> {
  // A hash is dear: only whoever has a link gets one made.
  const { email, userId } = await readPasswordReset(database, secret);
  const hash = await hashPassword(password);
  return database.withIdentity(async (tx) => {
    const used = await tx
      .deleteFrom('password_resets')
      .where('user_id', '=', userId)
      .where('secret_hash', '=', hashText(secret))
      .returning('user_id')
      .executeTakeFirst();
    if (!used) throw new EfirError('reset-unknown');
    const { tenantId } = await chooseMembership(tx, userId);
    await tx.updateTable('users').set({ password_hash: hash }).where('id', '=', userId).execute();
    await endAllSessions(tx, userId);
    await dropExternalLogins(tx, userId);
    await forgetTries(tx, email);
    return { secret: (await openSession(tx, { tenantId, userId, visitor })).secret, userId };
  });
}

async function findReset(tx: IdentityTx, secret: string): Promise<PasswordReset> {
  const row = await tx
    .selectFrom('password_resets')
    .innerJoin('users', 'users.id', 'password_resets.user_id')
    .select(['user_id as userId', 'email', 'name', 'expires_at as expiresAt', sql<Date>`now()`.as('now')])
    .where('secret_hash', '=', hashText(secret))
    .executeTakeFirst();
  if (!row) throw new EfirError('reset-unknown');
  if (row.expiresAt <= row.now) throw new EfirError('reset-expired');
  const { email, expiresAt, name, userId } = row;
  return { userId, email, name, expiresAt };
}

const hashText = (secret: string) => hashSecret(Buffer.from(secret, 'base64url'));
