import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { type ApiKey, apiKeyColumns, toApiKey } from './api-key.ts';

/** All keys of a tenant, the revoked and expired ones included, newest first. */
export async function listApiKeys(database: Database, tenantId: TenantId): Promise<ApiKey[]> {
  const rows = await database.readTenant(tenantId, (tx) =>
    tx.selectFrom('api_keys').select(apiKeyColumns).orderBy('id', 'desc').execute(),
  );
  return rows.map(toApiKey);
}
