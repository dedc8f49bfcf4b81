import type { RecordingId } from '../../../core/ids.ts';
import type { TenantTx } from '../../../db/database.ts';

/** Deletes the words of recordings with all that was made of them: versions, speakers and what their voices sound like. */
export async function dropTranscripts(tx: TenantTx, ids: readonly RecordingId[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of [
    'segments',
    'transcripts',
    'transcript_changes',
    'speakers',
    'diarized_blocks',
  ] as const) {
    await tx.deleteFrom(table).where('recording_id', 'in', ids).execute();
  }
  // It has the last words in it.
  await tx.updateTable('recordings').set({ hearing: null }).where('id', 'in', ids).execute();
}
