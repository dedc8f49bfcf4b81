import { sql } from 'kysely';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';

/**
 * Nobody deletes or arranges them until the transaction ends; gives those that are there. Whoever changes what recordings
 * are in or have (folders, tags) locks those first, and in the order of their ids: nobody waits for somebody who waits.
 */
export async function lockRecordings(tx: TenantTx, ids: readonly RecordingId[]): Promise<RecordingId[]> {
  const rows = await tx
    .selectFrom('recordings')
    .select('id')
    .where('id', '=', sql<RecordingId>`any(${ids})`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows.map((row) => row.id);
}
