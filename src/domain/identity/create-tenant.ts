import { createTenantId, type TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';

export interface Tenant {
  readonly id: TenantId;
  readonly name: string;
}

/** Makes a tenant: an account whose recordings and keys nobody else sees. */
export async function createTenant(database: Database, input: { name: string }): Promise<Tenant> {
  const tenant = { id: createTenantId(), name: input.name };
  await database.withTenant(tenant.id, (tx) => tx.insertInto('tenants').values(tenant).execute());
  return tenant;
}
