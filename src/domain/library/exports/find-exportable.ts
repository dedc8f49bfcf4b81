import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';

/**
 * Those of the recordings that have a transcript, in the order in which they were asked for. Rejects with `export-empty`
 * when none of them has.
 */
export async function findExportable(
  database: Database,
  tenantId: TenantId,
  ids: readonly RecordingId[],
): Promise<RecordingId[]> {
  const rows = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('transcripts')
      .innerJoin('recordings', (join) =>
        join
          .onRef('recordings.tenant_id', '=', 'transcripts.tenant_id')
          .onRef('recordings.id', '=', 'transcripts.recording_id'),
      )
      .select('recordings.id')
      .where('recordings.id', '=', sql<RecordingId>`any(${ids})`)
      .where('recordings.state', '=', 'succeeded')
      .where('recordings.transcript_expired_at', 'is', null)
      .execute(),
  );
  const ready = new Set(rows.map(({ id }) => id));
  if (ready.size === 0) throw new EfirError('export-empty');
  return ids.filter((id) => ready.has(id));
}
