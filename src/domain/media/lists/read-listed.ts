import { sql } from 'kysely';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import type { RecordingState } from '../../../db/schema.ts';
import { type Recording, recordingColumns, toRecording } from '../recording.ts';

/** Those of the recordings that are there, in no order. */
export async function readListed(
  database: Database,
  tenantId: TenantId,
  ids: readonly RecordingId[],
): Promise<Recording[]> {
  if (ids.length === 0) return [];
  const rows = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('recordings')
      .select(recordingColumns)
      .where('id', '=', sql<RecordingId>`any(${ids})`)
      .execute(),
  );
  return rows.map(toRecording);
}

/** The newest recordings that have not ended: `limit` of those in work, and as many of those that wait. */
export async function readNewestOpen(
  database: Database,
  tenantId: TenantId,
  limit: number,
): Promise<Recording[]> {
  return database.readTenant(tenantId, async (tx) => {
    const read = (state: RecordingState) =>
      tx
        .selectFrom('recordings')
        .select(recordingColumns)
        .where('state', '=', state)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
    const rows = [...(await read('running')), ...(await read('queued'))];
    return rows.map(toRecording);
  });
}
