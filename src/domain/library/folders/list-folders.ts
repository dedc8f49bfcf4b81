import { sql } from 'kysely';
import type { TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import type { Folder } from './folder.ts';

/** All folders of a tenant by their names, with how many recordings are in each. */
export async function listFolders(database: Database, tenantId: TenantId): Promise<Folder[]> {
  const rows = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('folders')
      .select(['id', 'parent_id', 'name'])
      .select(sql<number>`(select count(*) from recordings where folder_id = folders.id)`.as('recordings'))
      .orderBy('name')
      .orderBy('id')
      .execute(),
  );
  return rows.map(({ parent_id: parentId, ...row }) => ({ ...row, parentId }));
}
