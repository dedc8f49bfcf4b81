import { sql } from 'kysely';
import type { RecordingId } from '../../../core/ids.ts';
import type { TenantTx } from '../../../db/database.ts';

/** Gives those speakers a row whom only segments name, with as many seconds as they speak. */
export async function ensureSpeakers(
  tx: TenantTx,
  recordingId: RecordingId,
  ids: readonly string[],
): Promise<void> {
  await sql`
    insert into speakers (tenant_id, recording_id, id, seconds)
    select ${tx.tenantId}::uuid, ${recordingId}::uuid, speaker, sum(greatest(0, end_s - start_s))
    from segments where recording_id = ${recordingId} and speaker = any(${ids})
    group by speaker
    on conflict (tenant_id, recording_id, id) do nothing`.execute(tx);
}
