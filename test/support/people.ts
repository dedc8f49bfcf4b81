// People with accounts, and browsers and clients that they sit at:
//
//   const anna = await createUser(db, { tenantId, rank: 'owner' });
//   const cookie = await signIn(db, anna);

import { randomBytes } from 'node:crypto';
import { createUserId, type TenantId, type UserId } from '../../src/core/ids.ts';
import { openSession, type Rank } from '../../src/domain/identity/index.ts';
import type { TestDatabase } from './database.ts';

export interface TestUser {
  readonly id: UserId;
  readonly tenantId: TenantId;
  readonly email: string;
}

/** Without a password: to try those is slow, and the business of tests of their own. */
export async function createUser(
  db: TestDatabase,
  options: { readonly tenantId: TenantId; readonly rank?: Rank; readonly name?: string },
): Promise<TestUser> {
  const { name = 'Anna', rank = 'owner', tenantId } = options;
  const id = createUserId();
  const email = `${randomBytes(6).toString('hex')}@example.com`;
  await db.database.withIdentity(async (tx) => {
    await tx.insertInto('users').values({ id, email, name, password_hash: null, language: null }).execute();
    await tx.insertInto('memberships').values({ tenant_id: tenantId, user_id: id, rank }).execute();
  });
  return { id, tenantId, email };
}

/** Gives the header `cookie` of a browser at which the user is signed in. */
export async function signIn(db: TestDatabase, { id, tenantId }: TestUser): Promise<string> {
  const visitor = { address: '127.0.0.1', userAgent: 'a test' };
  const { secret } = await db.database.withIdentity((tx) =>
    openSession(tx, { tenantId, userId: id, visitor }),
  );
  return `efir_session=${secret}`;
}
