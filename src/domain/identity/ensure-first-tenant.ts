import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Tenant } from './create-tenant.ts';

/**
 * The tenant that every installation begins with. Its id is the same everywhere, because nobody may list tenants
 * (row-level security hides each from all others) and the command line has to find this one again.
 */
const firstTenant: Tenant = { id: '01900000-0000-7000-8000-000000000001' as TenantId, name: 'first' };

/** Makes the first tenant where it is missing. May be repeated, and two may do it at once. */
export async function ensureFirstTenant(database: Database): Promise<Tenant> {
  await database.withTenant(firstTenant.id, (tx) =>
    tx
      .insertInto('tenants')
      .values({ id: firstTenant.id, name: firstTenant.name })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  return firstTenant;
}
