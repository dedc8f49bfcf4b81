import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';

/** Deletes what told of recordings, sent or not: news holds words of their transcripts, and goes when these go. */
export async function forgetNews(tx: TenantTx, recordingIds: readonly RecordingId[]): Promise<void> {
  if (recordingIds.length === 0) return;
  await tx.deleteFrom('deliveries').where('recording_id', 'in', recordingIds).execute();
}
