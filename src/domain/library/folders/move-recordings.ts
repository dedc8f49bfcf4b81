import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { FolderId, RecordingId } from '../../../core/ids.ts';
import type { TenantTx } from '../../../db/database.ts';
import { thisTransaction } from '../../media/index.ts';
import { lockRecordings } from '../lock-recordings.ts';

/**
 * Puts recordings into a folder, or into none, as part of a transaction; gives those that are there. Rejects with
 * `folder-not-found` (id).
 */
export async function moveRecordings(
  tx: TenantTx,
  ids: readonly RecordingId[],
  folderId: FolderId | null,
): Promise<RecordingId[]> {
  const there = await lockRecordings(tx, ids);
  if (folderId !== null) {
    const { rows } = await sql`select from folders where id = ${folderId} for key share`.execute(tx);
    if (rows.length === 0) throw new EfirError('folder-not-found', { id: folderId });
  }
  await tx
    .updateTable('recordings')
    .set({ folder_id: folderId, arranged_in: thisTransaction })
    .where('id', '=', sql<RecordingId>`any(${there})`)
    .execute();
  return there;
}
