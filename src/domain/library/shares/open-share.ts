import { createHmac, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { matchesHash, readCredential } from '../../../core/credential.ts';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId, ShareId, TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import { matchesPassword } from '../../identity/index.ts';

/** What a link opens. */
export interface OpenShare {
  readonly tenantId: TenantId;
  readonly id: ShareId;
  readonly recordingId: RecordingId;
  readonly audio: boolean;
}

/** Seconds for which a password is asked for no more, and wrong ones until none is looked at for a while. */
export const proofLifetime = 12 * 3600;
const mostWrong = 10;
const lockMinutes = 15;

/**
 * What the link with this last part opens. Rejects with `share-not-found` for one that is none, wrong or revoked, all
 * alike; with `share-expired`; and with `share-password-needed` where it has a password and `proof` is not what
 * `unlockShare` gave for it lately.
 */
export async function openShare(
  database: Database,
  text: string,
  proof: string | undefined,
): Promise<OpenShare> {
  const { hash, share } = await readShare(database, text);
  if (hash !== null && !isProof(share.id, hash, proof)) throw new EfirError('share-password-needed');
  return share;
}

/** Writes down that somebody reads what the link opens. */
export async function noteOpening(database: Database, { id, tenantId }: OpenShare): Promise<void> {
  await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('shares')
      .set({ opened: sql<number>`opened + 1`, opened_at: sql<Date>`now()` })
      .where('id', '=', id)
      .execute(),
  );
}

/**
 * Looks at a password; gives the proof that it was right, for `proofLifetime`. Rejects as `openShare`, with
 * `share-password-wrong`, and with `share-locked` behind ten wrong ones for a quarter of an hour.
 */
export async function unlockShare(database: Database, text: string, password: string): Promise<string> {
  const { share } = await readShare(database, text);
  const { id, tenantId } = share;
  // Counted before it is looked at: those who guess at once in many places get no more than ten.
  const row = await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('shares')
      .set({
        wrong_passwords: sql<number>`case when locked_until is null then wrong_passwords + 1 else 1 end`,
        locked_until: sql<Date | null>`case when locked_until is null and wrong_passwords + 1 >= ${mostWrong}
          then now() + ${lockMinutes} * interval '1 minute' end`,
      })
      .where('id', '=', id)
      .where(sql<boolean>`coalesce(locked_until, '-infinity') <= now()`)
      .returning('password_hash')
      .executeTakeFirst(),
  );
  if (!row) throw new EfirError('share-locked');
  if (!(await matchesPassword(password, row.password_hash)) || row.password_hash === null)
    throw new EfirError('share-password-wrong');
  await database.withTenant(tenantId, (tx) =>
    tx.updateTable('shares').set({ wrong_passwords: 0, locked_until: null }).where('id', '=', id).execute(),
  );
  return writeProof(id, row.password_hash, Math.floor(Date.now() / 1000) + proofLifetime);
}

async function readShare(
  database: Database,
  text: string,
): Promise<{ share: OpenShare; hash: string | null }> {
  const credential = readCredential(text);
  if (!credential) throw new EfirError('share-not-found');
  const { secret, tenantId } = credential;
  const id = credential.id as ShareId;
  const row = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('shares')
      .select(['recording_id', 'audio', 'secret_hash', 'password_hash'])
      .select(sql<boolean>`coalesce(expires_at <= now(), false)`.as('expired'))
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  if (!matchesHash(secret, row?.secret_hash) || !row) throw new EfirError('share-not-found');
  if (row.expired) throw new EfirError('share-expired');
  const { audio, password_hash: hash, recording_id: recordingId } = row;
  return { share: { tenantId, id, recordingId, audio }, hash };
}

/** `<end>.<hmac>`: nobody but the installation knows the hash of the password, and another password ends all proofs. */
function writeProof(id: ShareId, passwordHash: string, end: number): string {
  const code = createHmac('sha256', passwordHash).update(`share ${id} ${end}`).digest('base64url');
  return `${end}.${code}`;
}

function isProof(id: ShareId, passwordHash: string, proof: string | undefined): boolean {
  const [, end = ''] = /^(\d{1,12})\./.exec(proof ?? '') ?? [];
  if (proof === undefined || Number(end) <= Date.now() / 1000) return false;
  const [given, right] = [Buffer.from(proof), Buffer.from(writeProof(id, passwordHash, Number(end)))];
  return given.byteLength === right.byteLength && timingSafeEqual(given, right);
}
