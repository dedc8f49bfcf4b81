import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import { createUserId, type TenantId, type UserId } from '../../core/ids.ts';
import type { Database, IdentityTx } from '../../db/database.ts';
import type { ExternalIdentity } from '../../ports/identity-provider.ts';
import { useInvitation } from './accept-invitation.ts';
import { chooseMembership } from './choose-membership.ts';
import { ensureFirstTenant } from './ensure-first-tenant.ts';
import { openSession, type Visitor } from './open-session.ts';
import type { ProviderVisit } from './provider-visit.ts';
import type { Rank } from './ranks.ts';
import { hasUsers } from './setup-code.ts';
import { tidyEmail } from './user.ts';

/** Whom the operator lets in without an invitation. */
export interface ProviderPolicy {
  /** In lower case. */
  readonly domains: readonly string[];
  readonly rank: Rank;
  /** The first one unless given. */
  readonly tenant: TenantId | undefined;
}

/**
 * Signs in whoever came back from the identity provider: gives the secret for the cookie. Known is who signed in so
 * before; somebody new needs an invitation of the very address, or an address of a domain that the operator named. Whoever
 * has an account already joins the two while signed in: an address alone opens nobody's account. Rejects with
 * `oidc-stranger`, `oidc-account`, `oidc-other`, `invitation-used`, `membership-none`.
 */
export async function enterByProvider(
  database: Database,
  entering: {
    readonly identity: ExternalIdentity;
    readonly visit: Pick<ProviderVisit, 'invitation'>;
    readonly policy: ProviderPolicy;
  },
  visitor: Visitor,
): Promise<string> {
  const { identity, policy, visit } = entering;
  const welcoming = policy.tenant ?? (await ensureFirstTenant(database)).id;
  return database.withIdentity(async (tx) => {
    const known = await findLogin(tx, identity);
    const invitation = await findInvitation(tx, visit.invitation);
    if (invitation && known && known.email !== invitation.email) throw new EfirError('oidc-other');
    const find = () => known?.id ?? admit(tx, { identity, policy, welcoming, invitation });
    const userId = await (invitation ? useInvitation(tx, invitation, find) : find());
    const tenantId = invitation?.tenantId ?? (await chooseMembership(tx, userId)).tenantId;
    return (await openSession(tx, { tenantId, userId, visitor })).secret;
  });
}

/**
 * Joins an account at the provider with the user who is signed in, in the place of an earlier one of the same provider.
 * Rejects with `oidc-taken` for one that is somebody else's.
 */
export async function joinProvider(
  database: Pick<Database, 'withIdentity'>,
  { issuer, subject }: Pick<ExternalIdentity, 'issuer' | 'subject'>,
  userId: UserId,
): Promise<void> {
  await database.withIdentity(async (tx) => {
    const known = await findLogin(tx, { issuer, subject });
    if (known && known.id !== userId) throw new EfirError('oidc-taken');
    await tx
      .deleteFrom('external_logins')
      .where('issuer', '=', issuer)
      .where('user_id', '=', userId)
      .execute();
    if (await insertLogin(tx, { issuer, subject }, userId)) return;
    // Taken in this very moment: by the same user in another tab, or by somebody else, and then the earlier one stays.
    const owner = await findLogin(tx, { issuer, subject });
    if (owner?.id !== userId) throw new EfirError('oidc-taken');
  });
}

/** Ends every way in by a provider, as part of a transaction. */
export async function dropExternalLogins(tx: IdentityTx, userId: UserId): Promise<void> {
  await tx.deleteFrom('external_logins').where('user_id', '=', userId).execute();
}

/** An account at a provider that is a user's. */
export interface ExternalLogin {
  readonly issuer: string;
  readonly since: Date;
}

export async function listExternalLogins(
  database: Pick<Database, 'withIdentity'>,
  userId: UserId,
): Promise<ExternalLogin[]> {
  return database.withIdentity((tx) =>
    tx
      .selectFrom('external_logins')
      .select(['issuer', 'created_at as since'])
      .where('user_id', '=', userId)
      .orderBy('created_at')
      .execute(),
  );
}

/** Parts a user from their accounts at providers. May be repeated. Rejects with `oidc-only` where nothing else lets them in. */
export async function partProviders(database: Pick<Database, 'withIdentity'>, userId: UserId): Promise<void> {
  await database.withIdentity(async (tx) => {
    const { password_hash: hash } = await tx
      .selectFrom('users')
      .select('password_hash')
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (hash === null) throw new EfirError('oidc-only');
    await dropExternalLogins(tx, userId);
  });
}

interface Admission {
  readonly identity: ExternalIdentity;
  readonly policy: ProviderPolicy;
  readonly welcoming: TenantId;
  readonly invitation: Awaited<ReturnType<typeof findInvitation>>;
}

/** Makes a user of somebody who was never here. */
async function admit(tx: IdentityTx, admission: Admission): Promise<UserId> {
  const { identity, invitation, policy, welcoming } = admission;
  const email = identity.email === undefined ? undefined : tidyEmail(identity.email);
  // The first one comes in by the setup code, and owns what they set up.
  if (email === undefined || !(await hasUsers(tx))) throw new EfirError('oidc-stranger');
  if (invitation && invitation.email !== email) throw new EfirError('oidc-other');
  const isOfDomain = policy.domains.includes(email.slice(email.lastIndexOf('@') + 1));
  const owner = await tx.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst();
  if (owner) throw new EfirError('oidc-account');
  if (!invitation && !isOfDomain) throw new EfirError('oidc-stranger');
  const userId = createUserId();
  const made = await tx
    .insertInto('users')
    .values({ id: userId, email, name: tidyName(identity.name, email), password_hash: null, language: null })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  // The same person came in by another tab in the same moment.
  if (!made) throw new EfirError('oidc-over');
  if (!invitation)
    await tx
      .insertInto('memberships')
      .values({ tenant_id: welcoming, user_id: userId, rank: policy.rank })
      .execute();
  // Somebody else joined it in the same moment.
  if (!(await insertLogin(tx, identity, userId))) throw new EfirError('oidc-taken');
  return userId;
}

/** As names are that people give themselves here. */
function tidyName(name: string | undefined, email: string): string {
  const tidied = (name ?? '')
    .replaceAll(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, 100);
  return tidied || email.slice(0, 100);
}

async function findLogin(tx: IdentityTx, { issuer, subject }: Pick<ExternalIdentity, 'issuer' | 'subject'>) {
  return tx
    .selectFrom('external_logins')
    .innerJoin('users', 'users.id', 'external_logins.user_id')
    .select(['users.id', 'users.email'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
}

async function findInvitation(tx: IdentityTx, invitation: ProviderVisit['invitation']) {
  if (!invitation) return undefined;
  const found = await tx
    .selectFrom('invitations')
    .select(['id', 'tenant_id as tenantId', 'rank', 'email'])
    .where('tenant_id', '=', invitation.tenantId)
    .where('id', '=', invitation.id)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (!found) throw new EfirError('invitation-unknown');
  return found;
}

/** False where it is somebody's already. */
async function insertLogin(
  tx: IdentityTx,
  { issuer, subject }: Pick<ExternalIdentity, 'issuer' | 'subject'>,
  userId: UserId,
): Promise<boolean> {
  const made = await tx
    .insertInto('external_logins')
    .values({ issuer, subject, user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return made !== undefined;
}
