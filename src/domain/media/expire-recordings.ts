import { type RawBuilder, sql } from 'kysely';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import { forgetNews } from '../delivery/index.ts';
import { listTenants } from '../identity/index.ts';
import { sweepExpiredKeys } from './idempotency.ts';
import { getRetention, type RetentionPolicy } from './retention.ts';
import { dropTranscripts } from './transcripts/drop-transcripts.ts';

/** How much expired. */
export interface Expired {
  readonly audio: number;
  readonly transcripts: number;
  /** Recordings whose tasks and events went. */
  readonly histories: number;
  /** Rows that nobody needs any more, whatever the policy: news of progress, keys of repeated requests. */
  readonly leftovers: number;
}

export interface ExpiryPorts {
  readonly blobs: BlobStore;
  /** Policy of tenants that have none of their own. */
  readonly standard: RetentionPolicy;
  readonly signal?: AbortSignal;
}

/** Recordings in one transaction: what they hold locked, others wait for. */
const batchSize = 100;
/** Rows of leftovers in one transaction. */
const leftoverBatch = 2_000;

/**
 * Throws away what every tenant's policy says is over, batch by batch. May be repeated and cut short: what is left is
 * found the next time. Recordings that are sent again meanwhile keep what they need. A tenant whose recordings cannot
 * expire keeps nobody else's: the call rejects when all have had their turn.
 */
export async function expireRecordings(database: Database, ports: ExpiryPorts): Promise<Expired> {
  const all = { audio: 0, transcripts: 0, histories: 0, leftovers: 0 };
  const failures: unknown[] = [];
  for (const id of await listTenants(database)) {
    ports.signal?.throwIfAborted();
    try {
      const expired = await expireTenant(database, ports, id);
      all.audio += expired.audio;
      all.transcripts += expired.transcripts;
      all.histories += expired.histories;
      all.leftovers += expired.leftovers;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return all;
}

async function expireTenant(
  database: Database,
  { blobs, signal, standard }: ExpiryPorts,
  tenantId: TenantId,
): Promise<Expired> {
  const policy = await getRetention(database, standard, tenantId);
  const repeat = (batch: number, work: (tx: TenantTx) => Promise<number>) =>
    untilLess(batch, signal, () => database.withTenant(tenantId, work));
  const expire = (days: number | null, work: (tx: TenantTx, days: number) => Promise<number>) =>
    days === null ? 0 : repeat(batchSize, (tx) => work(tx, days));
  return {
    audio:
      policy.audioDays === null ? 0 : await expireAudio(database, blobs, tenantId, policy.audioDays, signal),
    transcripts: await expire(policy.transcriptDays, expireTranscripts),
    histories: await expire(policy.taskDays, expireHistories),
    leftovers: (await repeat(leftoverBatch, dropProgress)) + (await repeat(leftoverBatch, dropKeys)),
  };
}

/** Calls again until less than a whole batch was done; the sum. */
async function untilLess(
  batch: number,
  signal: AbortSignal | undefined,
  work: () => Promise<number>,
): Promise<number> {
  let sum = 0;
  for (;;) {
    signal?.throwIfAborted();
    const done = await work();
    sum += done;
    if (done < batch) return sum;
  }
}

/** The mark first, then the bytes: what a crash leaves in between has no row that names it, and the sweeper finds it. */
function expireAudio(
  database: Database,
  blobs: BlobStore,
  tenantId: TenantId,
  days: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  return untilLess(batchSize, signal, async () => {
    const rows = await database.withTenant(tenantId, async (tx) =>
      tx
        .updateTable('recordings')
        .set({ audio_gone: 'expired', audio_gone_at: sql<Date>`now()` })
        .where('id', 'in', await lockEnded(tx, days, sql<boolean>`audio_gone is null`))
        .returning('blob_key')
        .execute(),
    );
    for (const { blob_key: key } of rows) await blobs.delete(key);
    return rows.length;
  });
}

/**
 * Words go with everything that repeats them: segments and their versions, speakers, the events that told them, the news that carried them out. A recording that failed
 * half-way begins at the start when it is sent again.
 */
async function expireTranscripts(tx: TenantTx, days: number): Promise<number> {
  const ids = await lockEnded(tx, days, sql<boolean>`transcript_expired_at is null`, lockTasks);
  await dropTranscripts(tx, ids);
  await forgetNews(tx, ids);
  await tx
    .deleteFrom('recording_events')
    .where('recording_id', 'in', ids)
    .where('type', '=', 'segment')
    .where(isNotLast)
    .execute();
  await tx
    .updateTable('tasks')
    .set({ pieces: 0, segments: 0, blocks: 0, until_s: 0 })
    .where('recording_id', 'in', ids)
    .where('state', '<>', 'succeeded')
    .execute();
  await tx
    .updateTable('recordings')
    .set({ transcript_expired_at: sql<Date>`now()` })
    .where('id', 'in', ids)
    .execute();
  return ids.length - 1;
}

/** The last state stays, with what was told behind it: it says how the recording ended, and a listener ends with it. */
async function expireHistories(tx: TenantTx, days: number): Promise<number> {
  // By the tasks that are there: recordings whose tasks went long ago need no look.
  const hasTasks = sql<boolean>`id in (select recording_id from tasks
    where finished_at < now() - make_interval(days => ${days}) order by finished_at limit ${batchSize * 5})`;
  const ids = await lockEnded(tx, days, hasTasks, lockTasks);
  await tx.deleteFrom('tasks').where('recording_id', 'in', ids).execute();
  await tx.deleteFrom('recording_events').where('recording_id', 'in', ids).where(isBeforeEnd).execute();
  return ids.length - 1;
}

const isNotLast = sql<boolean>`number < (select last_event from recordings where recordings.id = recording_id)`;

const isBeforeEnd = sql<boolean>`number < (select max(number) from recording_events told
  where told.recording_id = recording_events.recording_id and told.type = 'state')`;

/** A day after it was told, the progress of a recording that has ended interests nobody. */
async function dropProgress(tx: TenantTx): Promise<number> {
  const { rows } = await sql`
    delete from recording_events where (tenant_id, recording_id, number) in (
      select e.tenant_id, e.recording_id, e.number from recording_events e
      join recordings r on r.tenant_id = e.tenant_id and r.id = e.recording_id
      where e.type = 'progress' and e.created_at < now() - interval '1 day'
        and r.finished_at is not null and e.number < r.last_event
      order by e.created_at limit ${leftoverBatch})
    returning 1`.execute(tx);
  return rows.length;
}

function dropKeys(tx: TenantTx): Promise<number> {
  return sweepExpiredKeys(tx, leftoverBatch);
}

/** No recording has it; keeps a list that may not be empty from being so. */
const nobody = '00000000-0000-0000-0000-000000000000' as RecordingId;

/**
 * A batch of recordings that ended so many days ago and still are ended, locked; `nobody` stands first. What others
 * have locked is left to the next time.
 */
async function lockEnded(
  tx: TenantTx,
  days: number,
  also: RawBuilder<boolean>,
  lockFirst: (tx: TenantTx, ids: readonly RecordingId[]) => Promise<void> = async () => {},
): Promise<RecordingId[]> {
  const ended = tx
    .selectFrom('recordings')
    .select('id')
    .where('finished_at', '<', sql<Date>`now() - make_interval(days => ${days})`)
    .where(also)
    .orderBy('finished_at')
    .limit(batchSize);
  const found = (await ended.execute()).map((row) => row.id);
  await lockFirst(tx, [nobody, ...found]);
  const locked = await ended
    .clearOrderBy()
    .where('id', 'in', [nobody, ...found])
    .forUpdate()
    .skipLocked()
    .execute();
  return [nobody, ...locked.map((row) => row.id)];
}

/** Tasks before recordings, like everybody; `lockEnded` then looks again who has ended. */
async function lockTasks(tx: TenantTx, ids: readonly RecordingId[]): Promise<void> {
  await tx
    .selectFrom('tasks')
    .select('id')
    .where('recording_id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
}
