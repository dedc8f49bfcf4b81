import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';

/** Ids of all tenants, for work that the installation does for each: their names stay theirs. */
export async function listTenants(database: Database): Promise<TenantId[]> {
  const rows = await database.withDispatcher((tx) =>
    tx.selectFrom('tenants').select('id').orderBy('id').execute(),
  );
  return rows.map((row) => row.id);
}
