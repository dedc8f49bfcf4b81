import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Tenant } from './create-tenant.ts';

/** A tenant by its id; undefined when there is none. */
export async function findTenant(database: Database, tenantId: TenantId): Promise<Tenant | undefined> {
  return database.readTenant(tenantId, (tx) =>
    tx.selectFrom('tenants').select(['id', 'name']).where('id', '=', tenantId).executeTakeFirst(),
  );
}
