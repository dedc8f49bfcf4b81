import type { Database } from '../../db/database.ts';
import type { Caller } from './caller.ts';
import type { Rank } from './ranks.ts';
import type { Scope } from './scopes.ts';
import { type Belonging, findUser, listBelongings, type User } from './user.ts';

/** Who is signed in, what they look at, and where else they belong. */
export interface SignedIn {
  readonly user: User;
  readonly tenant: Pick<Belonging, 'id' | 'name'>;
  readonly rank: Rank;
  readonly scopes: readonly Scope[];
  readonly tenants: readonly Belonging[];
}

/** Undefined where no person asks, or one who has just left. */
export async function describeSignedIn(
  database: Pick<Database, 'withIdentity'>,
  caller: Caller | null,
): Promise<SignedIn | undefined> {
  if (caller?.by.kind !== 'user') return undefined;
  const { rank, userId } = caller.by;
  return database.withIdentity(async (tx) => {
    const user = await findUser(tx, userId);
    const tenants = await listBelongings(tx, userId);
    const tenant = tenants.find(({ id }) => id === caller.tenantId);
    if (!user || !tenant) return undefined;
    return {
      user,
      tenant: { id: tenant.id, name: tenant.name },
      rank,
      scopes: caller.scopes,
      tenants,
    };
  });
}
