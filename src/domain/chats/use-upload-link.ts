import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { UploadLink } from './upload-link.ts';

/**
 * Uses a link up: the recording that came through it is the chat's from now on. For the transaction that makes the
 * recording, so that of two uploads at once one counts and the other leaves nothing; one that began in time may end
 * later. Rejects with `upload-link-used`, and with `upload-link-expired` where it is no longer wanted.
 */
export async function useUploadLink(tx: TenantTx, link: UploadLink, recordingId: RecordingId): Promise<void> {
  const used = await tx
    .updateTable('upload_links')
    .set({ used_at: sql<Date>`now()` })
    .where('id', '=', link.id)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!used) throw new EfirError('upload-link-used');
  const taken = await tx
    .updateTable('chat_recordings')
    .set({ recording_id: recordingId, state: 'working', due_at: sql<Date>`now()`, claim: null, tries: 0 })
    .where('id', '=', link.chatRecordingId)
    .where('state', '=', 'accepted')
    .returning('id')
    .executeTakeFirst();
  if (!taken) throw new EfirError(await judgeUntaken(tx, link));
}

async function judgeUntaken(tx: TenantTx, { chatRecordingId }: UploadLink) {
  const row = await tx
    .selectFrom('chat_recordings')
    .select('recording_id')
    .where('id', '=', chatRecordingId)
    .executeTakeFirst();
  return row?.recording_id ? 'upload-link-used' : 'upload-link-expired';
}
