import { sql } from 'kysely';
import { toEfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { TaskRules } from '../../work/task-rules.ts';
import type { EndedTask } from '../../work/work-copy.ts';
import { cancelRecording } from './cancel-recording.ts';
import { readRecording } from './get-recording.ts';
import type { Recording } from './recording.ts';

/** Thrown inside the transaction to undo it: the same is in work for somebody already. */
export class AlreadyAwaited extends Error {}

export interface Awaited {
  /** sha256 over content, file name and options. */
  readonly fingerprint: string;
  readonly recordingId: RecordingId;
}

/**
 * Marks a new recording as one that somebody waits for. Throws `AlreadyAwaited` when the same fingerprint is in work,
 * or succeeded at most `within` seconds ago. Waits while another transaction marks the same.
 */
export async function claimAwaited(tx: TenantTx, awaited: Awaited, within: number): Promise<void> {
  const { fingerprint, recordingId } = awaited;
  const values = { tenant_id: tx.tenantId, fingerprint, recording_id: recordingId };
  const inserted = await tx
    .insertInto('awaited_recordings')
    .values(values)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'fingerprint']).doNothing())
    .returning('fingerprint')
    .executeTakeFirst();
  if (inserted) return;
  // A statement of its own for each question: only a later one sees what the transaction waited for has stored.
  const former = await tx
    .selectFrom('awaited_recordings')
    .select('recording_id')
    .where('fingerprint', '=', fingerprint)
    .forUpdate()
    .executeTakeFirst();
  if (former && (await isJoinable(tx, former.recording_id, within))) throw new AlreadyAwaited();
  await replaceAwaited(tx, awaited);
}

/** The same whatever is in work: the caller has decided already that this is the recording to wait for. */
export async function replaceAwaited(tx: TenantTx, { fingerprint, recordingId }: Awaited): Promise<void> {
  await tx
    .insertInto('awaited_recordings')
    .values({ tenant_id: tx.tenantId, fingerprint, recording_id: recordingId })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'fingerprint'])
        .doUpdateSet({ recording_id: recordingId, wanted_at: sql<Date>`now()` }),
    )
    .execute();
}

/** The recording that is awaited under a fingerprint, marked as wanted now. Undefined when there is none any more. */
export async function joinAwaited(
  database: Database,
  tenantId: TenantId,
  fingerprint: string,
): Promise<Recording | undefined> {
  return database.withTenant(tenantId, async (tx) => {
    const row = await tx
      .updateTable('awaited_recordings')
      .set({ wanted_at: sql<Date>`now()` })
      .where('fingerprint', '=', fingerprint)
      .returning('recording_id')
      .executeTakeFirst();
    return row && readRecording(tx, row.recording_id);
  });
}

/** Says that somebody still waits. Without effect on recordings that nobody ever waited for. May be repeated. */
export async function noteWanted(
  database: Database,
  tenantId: TenantId,
  recordingId: RecordingId,
): Promise<void> {
  await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('awaited_recordings')
      .set({ wanted_at: sql<Date>`now()` })
      .where('recording_id', '=', recordingId)
      .execute(),
  );
}

/**
 * Cancels a recording that was made for somebody who waits, when nobody was known to wait for `seconds`. Says whether
 * it did. Whoever asks the same again between the two steps gets a recording of his own.
 */
export async function abandonRecording(
  database: Database,
  ports: { rules: readonly TaskRules[]; countEnd: (ended: EndedTask) => void },
  { tenantId, recordingId, seconds }: { tenantId: TenantId; recordingId: RecordingId; seconds: number },
): Promise<boolean> {
  const given = await database.withTenant(tenantId, (tx) =>
    tx
      .deleteFrom('awaited_recordings')
      .where('recording_id', '=', recordingId)
      .where(sql<boolean>`wanted_at < now() - make_interval(secs => ${seconds})`)
      // What has ended may still be joined for a while.
      .where('recording_id', 'in', (query) =>
        query
          .selectFrom('recordings')
          .select('id')
          .where('id', '=', recordingId)
          .where('state', 'in', ['queued', 'running']),
      )
      .returning('recording_id')
      .executeTakeFirst(),
  );
  if (!given) return false;
  try {
    await cancelRecording(database, ports, tenantId, recordingId);
    return true;
  } catch (thrown) {
    const { code } = toEfirError(thrown);
    if (code === 'state-conflict' || code === 'recording-not-found') return false;
    throw thrown;
  }
}

async function isJoinable(tx: TenantTx, recordingId: RecordingId, within: number): Promise<boolean> {
  const row = await tx
    .selectFrom('recordings')
    .select('id')
    .where('id', '=', recordingId)
    .where(
      sql<boolean>`(state in ('queued', 'running') or state = 'succeeded' and finished_at > now() - make_interval(secs => ${within}))`,
    )
    .executeTakeFirst();
  return row !== undefined;
}
