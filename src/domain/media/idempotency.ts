import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { readRecording } from './get-recording.ts';
import type { Recording } from './recording.ts';

/** Thrown inside the transaction to undo it: another request has the key. */
export class KeyTaken extends Error {}

const expired = sql<boolean>`created_at < now() - interval '24 hours'`;

/**
 * Claims an Idempotency-Key for a recording. Waits while another transaction that claims the same key is open;
 * throws `KeyTaken` when it is someone else's. Keys older than 24 hours are free.
 */
export async function claimIdempotencyKey(
  tx: TenantTx,
  claim: { key: string; fingerprint: string; recordingId: RecordingId },
): Promise<void> {
  await tx.deleteFrom('idempotency_keys').where('key', '=', claim.key).where(expired).execute();
  const inserted = await tx
    .insertInto('idempotency_keys')
    .values({
      tenant_id: tx.tenantId,
      key: claim.key,
      fingerprint: claim.fingerprint,
      recording_id: claim.recordingId,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (!inserted) throw new KeyTaken();
  await sweepExpiredKeys(tx, 20);
}

/**
 * The recording that the key made first. Undefined when there is none any more; rejects with `idempotency-conflict`
 * when the request was another one.
 */
export async function findFirstRecording(
  database: Database,
  tenantId: TenantId,
  key: string,
  fingerprint: string,
): Promise<Recording | undefined> {
  return database.readTenant(tenantId, async (tx) => {
    const row = await tx
      .selectFrom('idempotency_keys')
      .select(['fingerprint', 'recording_id'])
      .where('key', '=', key)
      .where(sql<boolean>`not ${expired}`)
      .executeTakeFirst();
    if (!row) return undefined;
    if (row.fingerprint !== fingerprint) throw new EfirError('idempotency-conflict', { key });
    return readRecording(tx, row.recording_id);
  });
}

/** Throws away so many keys at most that have run out; a few go with each new one, the rest with the upkeep. */
export async function sweepExpiredKeys(tx: TenantTx, limit: number): Promise<number> {
  // Those that another request is sweeping are left to it.
  const old = tx
    .selectFrom('idempotency_keys')
    .select('key')
    .where(expired)
    .orderBy('created_at')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const { numDeletedRows } = await tx
    .deleteFrom('idempotency_keys')
    .where('key', 'in', old)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
