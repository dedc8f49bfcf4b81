import { sql } from 'kysely';
import type { ChatRecordingId, RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { listTenants } from '../identity/index.ts';
import type { DeletionPorts } from '../media/index.ts';
import { deleteKnown } from './delete-known.ts';

/** Recordings in one transaction: what they hold locked, others wait for. */
const batchSize = 50;
/** Days for which what came to nothing can be tried again: so long its file, name or link is known. */
const triedAgainFor = 30;
/** Days for which this may not have run: transcripts that went before were dealt with. */
const lookedBack = 60;

/**
 * Deletes recordings of chats that keep them for a number of days, once these are over, with what was said of them; and
 * of answers whose transcripts are no longer kept, and of what came to nothing a month ago, all words, and where the
 * bytes came from. Messages that stand in a chat stay there. May be repeated and cut short.
 */
export async function expireChatRecordings(
  database: Database,
  ports: DeletionPorts,
  signal: AbortSignal,
): Promise<{ readonly recordings: number; readonly messages: number }> {
  const all = { recordings: 0, messages: 0 };
  for (const tenantId of await listTenants(database)) {
    all.recordings += await repeat(signal, () => expireBatch(database, ports, tenantId));
    await repeat(signal, () => database.withTenant(tenantId, forgetSources));
    all.messages += await repeat(signal, () => database.withTenant(tenantId, forgetWords));
  }
  return all;
}

/** Until a batch is not full any more. */
async function repeat(signal: AbortSignal, work: () => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    signal.throwIfAborted();
    const count = await work();
    all += count;
    if (count < batchSize) return all;
  }
}

/** For the quota: that it came, and how long it was. */
const nothingKept = sql`state = 'deleted', error = null, options = '{}',
  source = jsonb_strip_nulls(jsonb_build_object('kind', source->'kind', 'duration', source->'duration'))`;

/** What is left of recordings whose transcripts the tenant's policy, or somebody, threw away; or that never were. */
async function forgetSources(tx: TenantTx): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update chat_recordings set ${nothingKept} where id = any (array(
      select chat_recordings.id from (
        select of_chat.id from recordings join chat_recordings of_chat on of_chat.recording_id = recordings.id
        where recordings.transcript_expired_at > now() - make_interval(days => ${lookedBack})
        union all
        select id from chat_recordings
        where recording_id is null and state in ('answered', 'failed', 'cancelled')
          and (state = 'answered' or ended_at < now() - make_interval(days => ${triedAgainFor}))
      ) over join chat_recordings on chat_recordings.id = over.id
      where chat_recordings.state in ('answered', 'failed', 'cancelled')
        and chat_recordings.ended_at < now() - interval '1 day'
      limit ${batchSize} for update of chat_recordings skip locked
    ))`.execute(tx);
  return Number(numAffectedRows);
}

interface Expired {
  readonly id: ChatRecordingId;
  readonly recordingId: RecordingId | null;
}

async function expireBatch(database: Database, ports: DeletionPorts, tenantId: TenantId): Promise<number> {
  const { count, told } = await database.withTenant(tenantId, async (tx) => {
    const expired = await lockExpired(tx);
    const tell: ((of: Database) => void)[] = [];
    for (const { recordingId } of expired)
      if (recordingId !== null) tell.push(await deleteKnown(tx, ports, recordingId));
    const ids = expired.map(({ id }) => id);
    await sql`delete from chat_messages where chat_recording_id = any (${ids}::uuid[])`.execute(tx);
    await sql`update chat_recordings set ${nothingKept} where id = any (${ids}::uuid[])`.execute(tx);
    return { count: expired.length, told: tell };
  });
  for (const tell of told) tell(database);
  return count;
}

async function lockExpired(tx: TenantTx): Promise<Expired[]> {
  const { rows } = await sql<Expired>`
    select chat_recordings.id, chat_recordings.recording_id as "recordingId"
    from chats join chat_recordings
      on chat_recordings.bot_id = chats.bot_id and chat_recordings.chat_id = chats.id
    where chats.settings ? 'keepDays' and jsonb_typeof(chats.settings->'keepDays') = 'number'
      and chat_recordings.state in ('answered', 'failed', 'cancelled')
      and chat_recordings.ended_at < now() - make_interval(days => (chats.settings->>'keepDays')::integer)
    order by chat_recordings.id limit ${batchSize} for update of chat_recordings skip locked`.execute(tx);
  return rows;
}

/** Rows that hold words of a transcript which the tenant's policy, or somebody, threw away: `forgetSources` marks them. */
async function forgetWords(tx: TenantTx): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from chat_messages where ctid = any (array(
      select chat_messages.ctid from chat_recordings
      join chat_messages on chat_messages.chat_recording_id = chat_recordings.id
      where chat_messages.state in ('shown', 'failed', 'gone') and chat_recordings.state = 'deleted'
        and chat_recordings.ended_at < now() - interval '1 day'
      limit ${batchSize} for update of chat_messages skip locked
    ))`.execute(tx);
  return Number(numAffectedRows);
}
