import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import { isUuid, type SessionFileId, type TenantId, type UploadSessionId } from '../../../core/ids.ts';
import type { TenantTx } from '../../../db/database.ts';

/** A file that a client sent in and has not made a recording of. */
export interface SessionFile {
  readonly id: SessionFileId;
  /** As the sender called it: a label for people, never a path. */
  readonly fileName: string;
  readonly bytes: number;
  readonly createdAt: Date;
}

export interface UploadSession {
  readonly id: UploadSessionId;
  readonly expiresAt: Date;
}

export const sessionFileColumns = ['id', 'file_name', 'bytes', 'created_at'] as const;

export function toSessionFile(row: {
  id: SessionFileId;
  file_name: string;
  bytes: number;
  created_at: Date;
}): SessionFile {
  return { id: row.id, fileName: row.file_name, bytes: row.bytes, createdAt: row.created_at };
}

/** A use keeps a session for another `lifetime` seconds. Rejects with `session-not-found` for one that is over. */
export async function useSession(
  tx: TenantTx,
  sessionId: UploadSessionId,
  lifetime: number,
): Promise<UploadSession> {
  const row = await tx
    .updateTable('upload_sessions')
    .set({ expires_at: endsIn(lifetime) })
    .where('id', '=', sessionId)
    .where(sql<boolean>`expires_at > now()`)
    .returning('expires_at')
    .executeTakeFirst();
  if (!row) throw new EfirError('session-not-found');
  return { id: sessionId, expiresAt: row.expires_at };
}

export function endsIn(seconds: number) {
  return sql<Date>`now() + make_interval(secs => ${seconds})`;
}

/** Apart from the recordings' bytes. */
export function writeSessionFileKey(tenantId: TenantId, fileId: SessionFileId): string {
  return `tenants/${tenantId}/uploads/${fileId}`;
}

/** Whose file lies under a key; undefined for a key that `writeSessionFileKey` did not make. */
export function readSessionFileKey(key: string): { tenantId: TenantId; fileId: SessionFileId } | undefined {
  const [, tenantId = '', fileId = ''] = /^tenants\/([^/]+)\/uploads\/([^/]+)$/.exec(key) ?? [];
  if (!isUuid(tenantId) || !isUuid(fileId)) return undefined;
  return { tenantId: tenantId as TenantId, fileId: fileId as SessionFileId };
}
