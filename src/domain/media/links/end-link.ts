import { sql } from 'kysely';
import type { RecordingId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import type { StoredError } from '../../../db/schema.ts';
import { announceEnds } from '../announce-ends.ts';
import { appendRecordingEvents } from '../append-recording-event.ts';
import { type ClaimedLink, lockClaim } from './claim-links.ts';

/** Gives a link up: its recording has failed, and may be tried again. Nothing happens when somebody else has it by now. */
export async function failLink(database: Database, link: ClaimedLink, error: StoredError): Promise<void> {
  const { recordingId } = link;
  const failed = await database.withTenant(link.tenantId, async (tx) => {
    if (!(await lockClaim(tx, link))) return false;
    await endLink(tx, recordingId, 'failed', error);
    return true;
  });
  if (!failed) return;
  database.hints.send('recording', recordingId);
  database.hints.send('deliveries', 'ended');
}

/** Stops fetching a recording, whoever is at it. False when it is not being fetched. */
export async function cancelLink(tx: TenantTx, recordingId: RecordingId): Promise<boolean> {
  const open = await tx
    .selectFrom('recording_links')
    .select('recording_id')
    .where('recording_id', '=', recordingId)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst();
  if (!open) return false;
  await endLink(tx, recordingId, 'cancelled');
  return true;
}

/** Fetches a recording again that did not come. False when its bytes are here, or came otherwise. */
export async function reopenLink(tx: TenantTx, recordingId: RecordingId): Promise<boolean> {
  const reopened = await tx
    .updateTable('recording_links')
    .set({ state: 'open', tries: 0, claim: null, bytes: 0, announced: null, due_at: sql<Date>`now()` })
    .where('recording_id', '=', recordingId)
    .where('state', 'in', ['failed', 'cancelled'])
    .returning('recording_id')
    .executeTakeFirst();
  if (!reopened) return false;
  await tx
    .updateTable('recordings')
    .set({ state: 'queued', error: null, finished_at: null, bytes: 0, expected_bytes: null })
    .where('id', '=', recordingId)
    .execute();
  await appendRecordingEvents(tx, recordingId, [{ type: 'state', data: { state: 'queued' } }]);
  return true;
}

async function endLink(
  tx: TenantTx,
  recordingId: RecordingId,
  state: 'failed' | 'cancelled',
  error?: StoredError,
): Promise<void> {
  await tx
    .updateTable('recording_links')
    .set({ state, claim: null })
    .where('recording_id', '=', recordingId)
    .execute();
  await tx
    .updateTable('recordings')
    .set({
      state,
      error: error ? JSON.stringify(error) : null,
      finished_at: sql<Date>`now()`,
      expected_bytes: null,
    })
    .where('id', '=', recordingId)
    .execute();
  await appendRecordingEvents(tx, recordingId, [
    { type: 'state', data: { state, ...(error ? { error } : {}) } },
  ]);
  await announceEnds(tx, [recordingId]);
}
