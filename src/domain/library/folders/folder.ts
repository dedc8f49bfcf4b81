import type { FolderId } from '../../../core/ids.ts';
import type { TenantRead } from '../../../db/database.ts';
import { readWritten } from '../../media/index.ts';

export interface Folder {
  readonly id: FolderId;
  /** Null: at the top. */
  readonly parentId: FolderId | null;
  readonly name: string;
  /** Recordings that are in it, those in folders below it aside. */
  readonly recordings: number;
}

/** Characters of a name, folders below one another, folders of a tenant. */
export const longestFolderName = 100;
export const mostLevels = 8;
export const mostFolders = 1_000;

/** Marks that turn the direction of writing would turn what stands behind the name as well. */
export function readLabel(field: string, given: string, longest: number): string {
  return readWritten(field, given.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''), longest);
}

/** Parents by their folders. */
export async function readParents(tx: TenantRead): Promise<Map<FolderId, FolderId | null>> {
  const rows = await tx.selectFrom('folders').select(['id', 'parent_id']).execute();
  return new Map(rows.map((row) => [row.id, row.parent_id]));
}
