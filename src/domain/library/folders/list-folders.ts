import { sql } from 'kysely';
import type { TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import type { Folder } from './folder.ts';

export interface Folders {
  /** By their names, with how many recordings are in each. */
  readonly folders: readonly Folder[];
  /** Of the tenant, in folders or not. */
  readonly recordings: number;
}

/** All folders of a tenant. */
export async function listFolders(database: Database, tenantId: TenantId): Promise<Folders> {
  return database.readTenant(tenantId, async (tx) => {
    const rows = await tx
      .selectFrom('folders')
      .select(['id', 'parent_id', 'name'])
      .select(sql<number>`(select count(*) from recordings where folder_id = folders.id)`.as('recordings'))
      .orderBy('name')
      .orderBy('id')
      .execute();
    const all = await tx
      .selectFrom('recordings')
      .select(sql<number>`count(*)`.as('recordings'))
      .executeTakeFirstOrThrow();
    return { folders: rows.map(({ parent_id: parentId, ...row }) => ({ ...row, parentId })), ...all };
  });
}
