import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import { giveBack, secondsFromNow } from '../../../db/claims.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import { appendRecordingEvents } from '../append-recording-event.ts';

/** A recording whose bytes are this process's to fetch, until its claim is over. */
export interface ClaimedLink {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
  readonly url: string;
  readonly named: boolean;
  readonly claim: string;
  /** This one included. */
  readonly tries: number;
}

/**
 * Takes links of all tenants that are due, for `lease` seconds, the longest due first. Any number of processes may ask; each
 * link is given to one. Who dies is followed by another once the claim is over; should both come to an end, the first counts.
 */
export async function claimLinks(
  database: Database,
  { lease, limit }: { readonly limit: number; readonly lease: number },
): Promise<ClaimedLink[]> {
  const due = await database.withDispatcher((tx) =>
    tx
      .selectFrom('recording_links')
      .select(['tenant_id', 'recording_id'])
      .where('state', '=', 'open')
      .where('due_at', '<=', sql<Date>`now()`)
      .orderBy('due_at')
      .limit(limit)
      .execute(),
  );
  const claimed: ClaimedLink[] = [];
  for (const { recording_id, tenant_id } of due) {
    const claim = randomUUID();
    const row = await database.withTenant(tenant_id, (tx) =>
      tx
        .updateTable('recording_links')
        .set({
          claim,
          tries: sql<number>`tries + 1`,
          bytes: 0,
          announced: null,
          due_at: secondsFromNow(lease),
        })
        .where('recording_id', '=', recording_id)
        .where('state', '=', 'open')
        .where('due_at', '<=', sql<Date>`now()`)
        .returning(['url', 'named', 'tries'])
        .executeTakeFirst(),
    );
    if (row) claimed.push({ tenantId: tenant_id, recordingId: recording_id, claim, ...row });
  }
  return claimed;
}

/**
 * Holds a claim for `lease` seconds more, and tells lists how much has come. False when it is not wanted any more, or somebody
 * else has it.
 */
export async function renewLink(
  database: Database,
  { claim, recordingId, tenantId }: ClaimedLink,
  {
    announced,
    bytes,
    lease,
  }: { readonly lease: number; readonly bytes: number; readonly announced: number | undefined },
): Promise<boolean> {
  const held = await database.withTenant(tenantId, async (tx) => {
    const before = await lockClaim(tx, { claim, recordingId });
    if (!before) return false;
    await tx
      .updateTable('recording_links')
      .set({ due_at: secondsFromNow(lease), bytes, announced: announced ?? null })
      .where('recording_id', '=', recordingId)
      .execute();
    if (before.bytes === bytes) return true;
    await tx
      .updateTable('recordings')
      .set({ bytes, expected_bytes: announced ?? null })
      .where('id', '=', recordingId)
      .execute();
    const data = { bytes, total_bytes: announced ?? null };
    await appendRecordingEvents(tx, recordingId, [{ type: 'fetching', data }]);
    return true;
  });
  if (held) database.hints.send('recording', recordingId);
  return held;
}

/** Locks an open link that is still this claim's; undefined when it is not. */
export async function lockClaim(
  tx: TenantTx,
  { claim, recordingId }: Pick<ClaimedLink, 'claim' | 'recordingId'>,
): Promise<{ readonly bytes: number } | undefined> {
  return tx
    .selectFrom('recording_links')
    .select('bytes')
    .where('recording_id', '=', recordingId)
    .where('claim', '=', claim)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst();
}

/** Gives a claim back: tried again in so many seconds. `counts`: whether this was a try. */
export async function putOffLink(
  database: Database,
  { claim, recordingId, tenantId }: ClaimedLink,
  { counts, seconds }: { readonly seconds: number; readonly counts: boolean },
): Promise<void> {
  await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('recording_links')
      .set(giveBack({ seconds, counts }))
      .where('recording_id', '=', recordingId)
      .where('claim', '=', claim)
      .where('state', '=', 'open')
      .execute(),
  );
}
