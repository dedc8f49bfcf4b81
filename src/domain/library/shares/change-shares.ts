import { sql } from 'kysely';
import { createSecret, hashSecret, writeCredential } from '../../../core/credential.ts';
import { EfirError } from '../../../core/errors.ts';
import { createShareId, type RecordingId, type ShareId, type TenantId } from '../../../core/ids.ts';
import type { Database, TenantRead } from '../../../db/database.ts';
import { type Caller, hashPassword, toAuthor } from '../../identity/index.ts';
import { mostShares, type Share, toShare } from './share.ts';

interface Where {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
}

export interface NewShare {
  readonly audio: boolean;
  /** Absent: whoever has the link may read. */
  readonly password?: string | undefined;
  /** Seconds; absent: until it is revoked. */
  readonly lifetime?: number | undefined;
}

/**
 * Makes a link to the transcript of a recording; `secret`, the last part of its address, is told this once. Rejects with
 * `recording-not-found`, `shares-full` (limit), and as `hashPassword` for what is no password.
 */
export async function createShare(
  database: Database,
  { by, recordingId, tenantId }: Where & { readonly by: Caller['by'] },
  { audio, lifetime, password }: NewShare,
): Promise<{ share: Share; secret: string }> {
  const password_hash = password === undefined ? null : await hashPassword(password);
  const secret = createSecret();
  const id = createShareId();
  const share = await database.withTenant(tenantId, async (tx) => {
    const recording = await tx
      .selectFrom('recordings')
      .select('id')
      .where('id', '=', recordingId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!recording) throw new EfirError('recording-not-found', { id: recordingId });
    const known = await tx
      .selectFrom('shares')
      .select('id')
      .where('recording_id', '=', recordingId)
      .execute();
    if (known.length >= mostShares) throw new EfirError('shares-full', { limit: mostShares });
    const expires_at = lifetime === undefined ? null : sql<Date>`now() + ${lifetime} * interval '1 second'`;
    const row = {
      tenant_id: tenantId,
      id,
      recording_id: recordingId,
      secret_hash: hashSecret(secret),
      audio,
    };
    await tx
      .insertInto('shares')
      .values({ ...row, password_hash, expires_at, ...toAuthor(by) })
      .execute();
    return selectShares(tx).where('shares.id', '=', id).executeTakeFirstOrThrow();
  });
  return { share: toShare(share), secret: writeCredential({ tenantId, id, secret }) };
}

/** The links to a recording, the oldest first. Rejects with `recording-not-found`. */
export async function listShares(database: Database, { recordingId, tenantId }: Where): Promise<Share[]> {
  return database.readTenant(tenantId, async (tx) => {
    const recording = await tx.selectFrom('recordings').select('id').where('id', '=', recordingId).execute();
    if (recording.length === 0) throw new EfirError('recording-not-found', { id: recordingId });
    const rows = await selectShares(tx)
      .where('recording_id', '=', recordingId)
      .orderBy('shares.id')
      .execute();
    return rows.map(toShare);
  });
}

/** Whoever has the link finds nothing behind it from now on. Rejects with `share-not-found`. */
export async function revokeShare(
  database: Database,
  { id, recordingId, tenantId }: Where & { readonly id: ShareId },
): Promise<void> {
  const row = await database.withTenant(tenantId, (tx) =>
    tx
      .deleteFrom('shares')
      .where('id', '=', id)
      .where('recording_id', '=', recordingId)
      .returning('id')
      .executeTakeFirst(),
  );
  if (!row) throw new EfirError('share-not-found');
}

function selectShares(tx: TenantRead) {
  return tx
    .selectFrom('shares')
    .leftJoin('users', 'users.id', 'shares.user_id')
    .leftJoin('api_keys', 'api_keys.id', 'shares.api_key_id')
    .selectAll('shares')
    .select(['users.name as user_name', 'api_keys.name as key_name']);
}
