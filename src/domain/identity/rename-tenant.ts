import { EfirError } from '../../core/errors.ts';
import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Tenant } from './create-tenant.ts';

/** Gives a tenant another name. Rejects with `tenant-not-found`. */
export async function renameTenant(database: Database, tenantId: TenantId, name: string): Promise<Tenant> {
  const row = await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('tenants')
      .set({ name })
      .where('id', '=', tenantId)
      .returning(['id', 'name'])
      .executeTakeFirst(),
  );
  if (!row) throw new EfirError('tenant-not-found');
  return row;
}
