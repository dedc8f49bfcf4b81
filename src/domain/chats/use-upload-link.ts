import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { type UploadLink, uploadGrace } from './upload-link.ts';

/**
 * Uses a link up: the recording that came through it is the chat's from now on. For the transaction that makes the
 * recording, so that of two uploads at once one counts and the other leaves nothing; one that began in time may end
 * up to two hours behind the link's. Rejects with `upload-link-used`, and with `upload-link-expired` where it is later,
 * or no longer wanted.
 */
export async function useUploadLink(tx: TenantTx, link: UploadLink, recordingId: RecordingId): Promise<void> {
  const used = await tx
    .updateTable('upload_links')
    .set({ used_at: sql<Date>`now()` })
    .where('id', '=', link.id)
    .where('used_at', 'is', null)
    .returning(
      sql<boolean>`expires_at + make_interval(secs => ${uploadGrace}) > clock_timestamp()`.as('in_time'),
    )
    .executeTakeFirst();
  if (!used) throw new EfirError('upload-link-used');
  if (!used.in_time) throw new EfirError('upload-link-expired');
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

/**
 * An upload is under way: the recording waits for it `seconds` from now, also behind the end of the link, as long as it
 * may come to its end at all. Who breaks off is told soon after, and not hours later. False where nothing waits any more.
 */
export async function awaitUploading(
  database: Database,
  { chatRecordingId, id, tenantId }: UploadLink,
  seconds: number,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await database.withTenant(tenantId, (tx) =>
    sql`
      update chat_recordings as wanted
      set due_at = greatest(wanted.due_at, least(now() + make_interval(secs => ${seconds}),
        link.expires_at + make_interval(secs => ${uploadGrace})))
      from upload_links as link
      where link.id = ${id} and link.used_at is null and wanted.id = link.chat_recording_id
        and wanted.id = ${chatRecordingId} and wanted.state = 'accepted'`.execute(tx),
  );
  return numAffectedRows > 0n;
}
