import type { TenantId, UserId } from '../../core/ids.ts';
import type { Database, IdentityTx } from '../../db/database.ts';
import type { Rank } from './ranks.ts';

export interface User {
  readonly id: UserId;
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  /** Undefined: as the browser asks. */
  readonly language: 'en' | 'ru' | undefined;
}

/** A tenant as one of its users sees it. */
export interface Belonging {
  readonly id: TenantId;
  readonly name: string;
  readonly rank: Rank;
}

/** The one spelling under which an address is kept and found; without zero bytes, which no text of the database holds. */
export function tidyEmail(email: string): string {
  return email.replaceAll('\0', '').normalize('NFC').trim().toLowerCase();
}

/** A user by id; undefined when there is none any more. */
export async function findUser(tx: IdentityTx, userId: UserId): Promise<User | undefined> {
  const row = await tx
    .selectFrom('users')
    .select(['id', 'email', 'name', 'language'])
    .where('id', '=', userId)
    .executeTakeFirst();
  return row && { ...row, language: row.language ?? undefined };
}

/** The tenants that a user belongs to, the oldest membership first. */
export async function listBelongings(tx: IdentityTx, userId: UserId): Promise<Belonging[]> {
  return tx
    .selectFrom('memberships')
    .innerJoin('tenants', 'tenants.id', 'memberships.tenant_id')
    .select(['tenants.id', 'tenants.name', 'memberships.rank'])
    .where('memberships.user_id', '=', userId)
    .orderBy('memberships.created_at')
    .orderBy('tenants.id')
    .execute();
}

/** A user as they see themselves; undefined when there is none any more. */
export async function describeUser(
  database: Pick<Database, 'withIdentity'>,
  userId: UserId,
): Promise<(User & { readonly hasPassword: boolean }) | undefined> {
  return database.withIdentity(async (tx) => {
    const user = await findUser(tx, userId);
    const row = await tx
      .selectFrom('users')
      .select('password_hash')
      .where('id', '=', userId)
      .executeTakeFirst();
    return user && { ...user, hasPassword: (row?.password_hash ?? null) !== null };
  });
}

/** Whether an address belongs to a user: for whoever was invited under it. */
export async function hasAccount(database: Pick<Database, 'withIdentity'>, email: string): Promise<boolean> {
  const row = await database.withIdentity((tx) =>
    tx.selectFrom('users').select('id').where('email', '=', tidyEmail(email)).executeTakeFirst(),
  );
  return row !== undefined;
}
