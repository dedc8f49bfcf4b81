import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { type ApiKey, selectApiKeys, toApiKey } from './api-key.ts';

/** All keys of a tenant, the revoked and expired ones included, newest first. */
export async function listApiKeys(database: Database, tenantId: TenantId): Promise<ApiKey[]> {
  const rows = await database.readTenant(tenantId, (tx) =>
    selectApiKeys(tx).orderBy('api_keys.id', 'desc').execute(),
  );
  return rows.map(toApiKey);
}
