import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Tenant } from './create-tenant.ts';

/** Owns what the installation does for itself: its timetables. Nobody has a key to it. */
const systemTenant: Tenant = { id: '01900000-0000-7000-8000-000000000000' as TenantId, name: 'system' };

/** Makes the tenant of the installation itself where it is missing. May be repeated. */
export async function ensureSystemTenant(database: Database): Promise<Tenant> {
  await database.withTenant(systemTenant.id, (tx) =>
    tx
      .insertInto('tenants')
      .values({ id: systemTenant.id, name: systemTenant.name })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  return systemTenant;
}
