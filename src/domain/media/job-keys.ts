import { sql } from 'kysely';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { readRecording } from './get-recording.ts';
import type { Recording } from './recording.ts';

/*
 * A job's id is an idempotency key that somebody asks for later: it lasts as long as its recording. Its blank keeps it
 * apart from the keys of requests, which have none.
 */
const prefix = 'job ';

/** The idempotency key of a job: for `createRecording`, with `keepJobKey` alongside. */
export function writeJobKey(jobId: string): string {
  return prefix + jobId;
}

/** Lets a key that the transaction claimed outlast the day that other keys have. */
export async function keepJobKey(tx: TenantTx, jobId: string): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({ created_at: sql<Date>`'infinity'::timestamptz` })
    .where('key', '=', writeJobKey(jobId))
    .execute();
}

/** The recording of a job; undefined when there is none, or none any more. */
export async function findJobRecording(
  database: Database,
  tenantId: TenantId,
  jobId: string,
): Promise<Recording | undefined> {
  return database.readTenant(tenantId, async (tx) => {
    const row = await tx
      .selectFrom('idempotency_keys')
      .select('recording_id')
      .where('key', '=', writeJobKey(jobId))
      .executeTakeFirst();
    return row ? readRecording(tx, row.recording_id) : undefined;
  });
}

/** Jobs of a tenant that wait or are in work, the oldest first. */
export async function listOpenJobs(
  database: Database,
  tenantId: TenantId,
): Promise<{ jobId: string; recordingId: RecordingId }[]> {
  const rows = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('idempotency_keys')
      .innerJoin('recordings', (join) =>
        join
          .onRef('recordings.tenant_id', '=', 'idempotency_keys.tenant_id')
          .onRef('recordings.id', '=', 'idempotency_keys.recording_id'),
      )
      .select(['idempotency_keys.key', 'recordings.id'])
      .where('idempotency_keys.key', 'like', `${prefix}%`)
      .where('recordings.state', 'in', ['queued', 'running'])
      .orderBy('recordings.id')
      .execute(),
  );
  return rows.map(({ id, key }) => ({ jobId: key.slice(prefix.length), recordingId: id }));
}

/** How many recordings of a tenant wait and how many are in work. */
export async function countOpenRecordings(
  database: Database,
  tenantId: TenantId,
): Promise<{ waiting: number; running: number }> {
  const rows = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('recordings')
      .select('state')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('state', 'in', ['queued', 'running'])
      .groupBy('state')
      .execute(),
  );
  const countOf = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
  return { waiting: countOf('queued'), running: countOf('running') };
}
