import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import { createUserId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { ensureFirstTenant } from './ensure-first-tenant.ts';
import { hashCode } from './one-time-code.ts';
import { openSession, type Visitor } from './open-session.ts';
import { hashPassword } from './password.ts';
import { hasUsers } from './setup-code.ts';
import { keepTries } from './sign-in-tries.ts';
import { tidyEmail } from './user.ts';

export interface Setup {
  readonly code: string;
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly language?: 'en' | 'ru' | undefined;
}

/** One first user, whoever is faster. */
const setupLock = 7_310_001;

/**
 * Makes the first user, the owner of the first tenant, and signs them in: gives the secret for the cookie. Of two at
 * once one succeeds. Rejects with `setup-done`, `setup-code-wrong`, `sign-in-slowed` (seconds) for an address that
 * tried too often, and as `hashPassword`.
 */
export async function setUp(database: Database, input: Setup, visitor: Visitor): Promise<string> {
  const tries = await keepTries(database, { address: visitor.address });
  const passwordHash = await hashPassword(input.password);
  const tenant = await ensureFirstTenant(database);
  const secret = await database.withIdentity(async (tx) => {
    await sql`select pg_advisory_xact_lock(${setupLock})`.execute(tx);
    if (await hasUsers(tx)) throw new EfirError('setup-done');
    const used = await tx
      .deleteFrom('setup_codes')
      .where('code_hash', '=', hashCode(input.code))
      .returning('code_hash')
      .executeTakeFirst();
    if (!used) throw new EfirError('setup-code-wrong');
    const userId = createUserId();
    await tx
      .insertInto('users')
      .values({
        id: userId,
        email: tidyEmail(input.email),
        name: input.name,
        password_hash: passwordHash,
        language: input.language ?? null,
      })
      .execute();
    await tx
      .insertInto('memberships')
      .values({ tenant_id: tenant.id, user_id: userId, rank: 'owner' })
      .execute();
    await tx.deleteFrom('setup_codes').execute();
    return (await openSession(tx, { tenantId: tenant.id, userId, visitor })).secret;
  });
  await tries.succeeded();
  return secret;
}
