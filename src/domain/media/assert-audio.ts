import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantRead, TenantTx } from '../../db/database.ts';

/**
 * Locks a recording that is about to be listened to again, so that its sound does not expire meanwhile. Rejects with
 * `recording-not-found`, and with `audio-expired` or `audio-lost` (date) when there is no sound any more.
 */
export async function assertAudio(tx: TenantTx, recordingId: RecordingId): Promise<void> {
  const row = await tx
    .selectFrom('recordings')
    .select(['audio_gone', 'audio_gone_at'])
    .where('id', '=', recordingId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new EfirError('recording-not-found', { id: recordingId });
  refuseGoneAudio(row);
  // What a new run finds is kept anew.
  await tx
    .updateTable('recordings')
    .set({ transcript_expired_at: null })
    .where('id', '=', recordingId)
    .where('transcript_expired_at', 'is not', null)
    .execute();
}

/** Whether the sound of a recording is still there. */
export async function hasAudio(tx: TenantRead, recordingId: RecordingId): Promise<boolean> {
  const row = await tx
    .selectFrom('recordings')
    .select('audio_gone')
    .where('id', '=', recordingId)
    .executeTakeFirst();
  return row !== undefined && row.audio_gone === null;
}

/** Throws `audio-expired` or `audio-lost` (date) for a recording whose sound is gone, `audio-awaited` where it has not come yet. */
export function refuseGoneAudio(row: {
  readonly audio_gone: 'expired' | 'lost' | 'awaited' | null;
  readonly audio_gone_at: Date | null;
}): void {
  if (row.audio_gone === null) return;
  if (row.audio_gone === 'awaited') throw new EfirError('audio-awaited');
  const date = row.audio_gone_at?.toISOString().slice(0, 10) ?? '';
  throw new EfirError(row.audio_gone === 'expired' ? 'audio-expired' : 'audio-lost', { date });
}
