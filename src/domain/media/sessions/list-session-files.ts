import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { TenantId, UploadSessionId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import { type SessionFile, sessionFileColumns, toSessionFile, type UploadSession } from './session-file.ts';

/** The files of a session, the oldest first. Rejects with `session-not-found`. */
export async function listSessionFiles(
  database: Database,
  tenantId: TenantId,
  sessionId: UploadSessionId,
): Promise<{ session: UploadSession; files: SessionFile[] }> {
  return database.readTenant(tenantId, async (tx) => {
    const session = await tx
      .selectFrom('upload_sessions')
      .select('expires_at')
      .where('id', '=', sessionId)
      .where(sql<boolean>`expires_at > now()`)
      .executeTakeFirst();
    if (!session) throw new EfirError('session-not-found');
    const rows = await tx
      .selectFrom('session_files')
      .select(sessionFileColumns)
      .where('session_id', '=', sessionId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return { session: { id: sessionId, expiresAt: session.expires_at }, files: rows.map(toSessionFile) };
  });
}
