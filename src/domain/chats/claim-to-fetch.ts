import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import { giveBack, secondsFromNow } from '../../db/claims.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';
import { type ChatRecording, chatRecordingColumns, toChatRecording } from './chat-recording.ts';

/** A recording whose bytes are this process's to fetch, until its claim is over. */
export interface ClaimedFetch extends ChatRecording {
  readonly claim: string;
}

/**
 * Takes accepted recordings that are due, for `lease` seconds, the longest due first. Any number of processes may ask;
 * each recording is given to one. Who dies is followed by another once the claim is over; should both come to an end,
 * the first one counts.
 */
export async function claimToFetch(
  database: Database,
  bot: BotIdentity,
  { limit, lease }: { readonly limit: number; readonly lease: number },
): Promise<ClaimedFetch[]> {
  return database.withTenant(bot.tenantId, async (tx) => {
    const due = tx
      .selectFrom('chat_recordings')
      .select('id')
      .where('bot_id', '=', bot.id)
      .where('state', '=', 'accepted')
      .where('due_at', '<=', sql<Date>`now()`)
      .orderBy('due_at')
      .limit(limit)
      .forUpdate()
      .skipLocked();
    const claim = randomUUID();
    const rows = await tx
      .updateTable('chat_recordings')
      .set({
        ...{ claim, tries: sql<number>`tries + 1` },
        due_at: secondsFromNow(lease),
      })
      .where('id', 'in', due)
      .returning(chatRecordingColumns)
      .execute();
    return rows.map((row) => ({ ...toChatRecording(row), claim }));
  });
}

/** Holds a claim for `lease` seconds more. False when it is not wanted any more, or somebody else has it. */
export async function renewFetch(
  database: Database,
  bot: BotIdentity,
  { id, claim }: ClaimedFetch,
  lease: number,
): Promise<boolean> {
  return database.withTenant(bot.tenantId, async (tx) => {
    const row = await tx
      .updateTable('chat_recordings')
      .set({ due_at: secondsFromNow(lease) })
      .where('id', '=', id)
      .where('claim', '=', claim)
      .where('state', '=', 'accepted')
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  });
}

/**
 * Whether a claim still counts, for the transaction that settles what came of it: until that ends nobody else has the
 * recording. False when it is not wanted any more, or somebody else has it.
 */
export async function holdFetch(tx: TenantTx, { id, claim }: ClaimedFetch): Promise<boolean> {
  const row = await tx
    .selectFrom('chat_recordings')
    .select('id')
    .where('id', '=', id)
    .where('claim', '=', claim)
    .where('state', '=', 'accepted')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a claim back: tried again in so many seconds. `counts`: whether this was a try. */
export async function putOffFetch(
  tx: TenantTx,
  { id, claim }: ClaimedFetch,
  { seconds, counts }: { readonly seconds: number; readonly counts: boolean },
): Promise<void> {
  await tx
    .updateTable('chat_recordings')
    .set(giveBack({ seconds, counts }))
    .where('id', '=', id)
    .where('claim', '=', claim)
    .where('state', '=', 'accepted')
    .execute();
}

/**
 * The bytes are here, as a recording: from now on it is followed. For the transaction that makes the recording. Rejects
 * with `cancelled` when it is not wanted any more, or somebody else was first: then nothing must stay.
 */
export async function takeFetched(
  tx: TenantTx,
  { id }: Pick<ChatRecording, 'id'>,
  recordingId: RecordingId,
): Promise<void> {
  const row = await tx
    .updateTable('chat_recordings')
    .set({
      ...{ recording_id: recordingId, state: 'working', claim: null, tries: 0, told_event: 0 },
      due_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('state', '=', 'accepted')
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new EfirError('cancelled');
}
