import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import { createFolderId, type FolderId, type RecordingId, type TenantId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import { thisTransaction } from '../../media/index.ts';
import { lockRecordings } from '../lock-recordings.ts';
import { type Folder, longestFolderName, mostFolders, mostLevels, readLabel, readParents } from './folder.ts';

export interface NewFolder {
  readonly name: string;
  /** Null: at the top. */
  readonly parentId: FolderId | null;
}

/**
 * Makes a folder. Rejects with `folder-not-found` (id) for its parent, `folder-exists` (name) where its name is taken
 * there, `folders-full` (limit), `folders-too-deep` (limit) and with `request-invalid` for what is no name.
 */
export async function createFolder(
  database: Database,
  tenantId: TenantId,
  given: NewFolder,
): Promise<Folder> {
  const name = readFolderName(given.name);
  const { parentId } = given;
  return database.withTenant(tenantId, async (tx) => {
    const parents = await lockFolders(tx);
    if (parents.size >= mostFolders) throw new EfirError('folders-full', { limit: mostFolders });
    assertPlace(parents, parentId, 1);
    await assertFree(tx, { name, parentId });
    const id = createFolderId();
    await tx.insertInto('folders').values({ tenant_id: tenantId, id, parent_id: parentId, name }).execute();
    return { id, parentId, name, recordings: 0 };
  });
}

/**
 * Names a folder otherwise, or puts it elsewhere with all that is in it. Rejects as `createFolder`, and with
 * `folder-in-itself` where it were to lie below itself.
 */
export async function changeFolder(
  database: Database,
  tenantId: TenantId,
  id: FolderId,
  change: Partial<NewFolder>,
): Promise<void> {
  const name = change.name === undefined ? undefined : readFolderName(change.name);
  await database.withTenant(tenantId, async (tx) => {
    const parents = await lockFolders(tx);
    if (!parents.has(id)) throw new EfirError('folder-not-found', { id });
    const parentId = change.parentId === undefined ? (parents.get(id) ?? null) : change.parentId;
    if (listWay(parents, parentId).includes(id)) throw new EfirError('folder-in-itself');
    assertPlace(parents, parentId, countLevels(parents, id));
    const current = await tx
      .selectFrom('folders')
      .select('name')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await assertFree(tx, { name: name ?? current.name, parentId }, id);
    await tx
      .updateTable('folders')
      .set({ name: name ?? current.name, parent_id: parentId })
      .where('id', '=', id)
      .execute();
  });
}

/** Deletes a folder with those below it. Recordings in them stay, in no folder. Rejects with `folder-not-found` (id). */
export async function deleteFolder(database: Database, tenantId: TenantId, id: FolderId): Promise<void> {
  await database.withTenant(tenantId, async (tx) => {
    const parents = await lockFolders(tx);
    const below = [...parents.keys()].filter((other) => listWay(parents, other).includes(id));
    const within = await tx
      .selectFrom('recordings')
      .select('id')
      .where('folder_id', '=', sql<FolderId>`any(${below})`)
      .execute();
    const ids = await lockRecordings(
      tx,
      within.map((row) => row.id),
    );
    // One that somebody put elsewhere meanwhile stays there.
    await tx
      .updateTable('recordings')
      .set({ folder_id: null, arranged_in: thisTransaction })
      .where('id', '=', sql<RecordingId>`any(${ids})`)
      .where('folder_id', '=', sql<FolderId>`any(${below})`)
      .execute();
    const row = await tx.deleteFrom('folders').where('id', '=', id).returning('id').executeTakeFirst();
    if (!row) throw new EfirError('folder-not-found', { id });
  });
}

function readFolderName(given: string): string {
  const name = readLabel('name', given, longestFolderName);
  if (name === '') throw new EfirError('request-invalid', { detail: 'name: is empty' });
  return name;
}

/** Two who move folders take turns, so that no circle comes of it. */
async function lockFolders(tx: TenantTx): Promise<Map<FolderId, FolderId | null>> {
  await sql`select from tenants where id = ${tx.tenantId} for no key update`.execute(tx);
  return readParents(tx);
}

/** The folder itself and those above it. */
function listWay(parents: ReadonlyMap<FolderId, FolderId | null>, from: FolderId | null): FolderId[] {
  const way: FolderId[] = [];
  for (let id = from; id !== null && way.length <= mostFolders; id = parents.get(id) ?? null) way.push(id);
  return way;
}

function assertPlace(
  parents: ReadonlyMap<FolderId, FolderId | null>,
  parentId: FolderId | null,
  levels: number,
): void {
  if (parentId !== null && !parents.has(parentId)) throw new EfirError('folder-not-found', { id: parentId });
  if (listWay(parents, parentId).length + levels > mostLevels)
    throw new EfirError('folders-too-deep', { limit: mostLevels });
}

/** Levels that a folder and those below it take. */
function countLevels(parents: ReadonlyMap<FolderId, FolderId | null>, id: FolderId): number {
  const above = listWay(parents, id).length;
  const below = [...parents.keys()].map((other) => listWay(parents, other)).filter((way) => way.includes(id));
  return Math.max(...below.map((way) => way.length)) - above + 1;
}

async function assertFree(tx: TenantTx, { name, parentId }: NewFolder, own?: FolderId): Promise<void> {
  const taken = await tx
    .selectFrom('folders')
    .select('id')
    .where('name', '=', name)
    .where('parent_id', parentId === null ? 'is' : '=', parentId)
    .executeTakeFirst();
  if (taken && taken.id !== own) throw new EfirError('folder-exists', { name });
}
