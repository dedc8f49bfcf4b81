import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import { createUserId, type UserId } from '../../core/ids.ts';
import type { Database, IdentityTx } from '../../db/database.ts';
import { type OpenInvitation, readInvitation } from './invitation.ts';
import { openSession, type Visitor } from './open-session.ts';
import { hashPassword, matchesPassword } from './password.ts';
import { keepTries } from './sign-in-tries.ts';

export interface Acceptance {
  readonly secret: string;
  /** Who accepts, when signed in; else they are known by the password of the address, or new. */
  readonly userId?: UserId | undefined;
  readonly password?: string | undefined;
  /** Of somebody new. */
  readonly name?: string | undefined;
}

/**
 * Makes whoever an invitation is for a member, and signs them in at its tenant: gives the secret for the cookie.
 * Somebody without an account gets one. Rejects as `readInvitation`, with `invitation-other` (email) for somebody else
 * who is signed in, `sign-in-wrong` for an account whose password was not given rightly, `sign-in-slowed` and
 * `sign-in-locked` (seconds), and as `hashPassword`.
 */
export async function acceptInvitation(
  database: Database,
  acceptance: Acceptance,
  visitor: Visitor,
): Promise<string> {
  const invitation = await readInvitation(database, acceptance.secret);
  const known = await database.withIdentity((tx) =>
    tx
      .selectFrom('users')
      .select(['id', 'password_hash'])
      .where('email', '=', invitation.email)
      .executeTakeFirst(),
  );
  if (acceptance.userId !== undefined && acceptance.userId !== known?.id)
    throw new EfirError('invitation-other', { email: invitation.email });
  let newcomer: Newcomer | undefined;
  if (!known) newcomer = await describeNewcomer(invitation, acceptance);
  else if (acceptance.userId === undefined)
    await assertPasswordOf(database, { invitation, acceptance, visitor, kept: known.password_hash });
  return database.withIdentity(async (tx) => {
    const userId = await useInvitation(
      tx,
      invitation,
      () => known?.id ?? insertUser(tx, newcomer as Newcomer),
    );
    return (await openSession(tx, { tenantId: invitation.tenantId, userId, visitor })).secret;
  });
}

interface Newcomer {
  readonly email: string;
  readonly name: string;
  readonly password_hash: string;
}

async function describeNewcomer(
  { email }: OpenInvitation,
  { name, password }: Acceptance,
): Promise<Newcomer> {
  return { email, name: name ?? email, password_hash: await hashPassword(password ?? '') };
}

async function assertPasswordOf(
  database: Database,
  asked: {
    readonly invitation: OpenInvitation;
    readonly acceptance: Acceptance;
    readonly visitor: Visitor;
    readonly kept: string | null;
  },
): Promise<void> {
  const { acceptance, invitation, kept, visitor } = asked;
  const tries = await keepTries(database, { address: visitor.address, email: invitation.email });
  if (!(await matchesPassword(acceptance.password ?? '', kept))) throw new EfirError('sign-in-wrong');
  await tries.succeeded();
}

type Offer = Pick<OpenInvitation, 'id' | 'rank' | 'tenantId'>;

/**
 * Makes a user a member as an invitation says; `admit` gives the user. Of two who accept at once one does, the other
 * gets `invitation-used`, and makes nobody.
 */
export async function useInvitation(
  tx: IdentityTx,
  { id, rank, tenantId }: Offer,
  admit: () => Promise<UserId> | UserId,
): Promise<UserId> {
  const used = await tx
    .updateTable('invitations')
    .set({ accepted_at: sql<Date>`now()` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!used) throw new EfirError('invitation-used');
  const userId = await admit();
  await tx
    .insertInto('memberships')
    .values({ tenant_id: tenantId, user_id: userId, rank })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return userId;
}

async function insertUser(tx: IdentityTx, newcomer: Newcomer): Promise<UserId> {
  const id = createUserId();
  const made = await tx
    .insertInto('users')
    .values({ id, ...newcomer, language: null })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  // Another tenant's invitation was accepted in the same moment: whose password counts is known now.
  if (!made) throw new EfirError('sign-in-wrong');
  return made.id;
}
