import type { Readable } from 'node:stream';
import { EfirError } from '../../../core/errors.ts';
import type { SessionFileId, TenantId, UploadSessionId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import type { BlobStore } from '../../../ports/blob-store.ts';
import { type SessionFile, sessionFileColumns, toSessionFile, useSession } from './session-file.ts';

/**
 * A file of a session with its bytes. Rejects with `session-not-found`, and with `session-file-not-found` (id), also
 * for a file of another session.
 */
export async function openSessionFile(
  database: Database,
  { blobs }: { blobs: BlobStore },
  wanted: {
    readonly tenantId: TenantId;
    readonly sessionId: UploadSessionId;
    readonly fileId: SessionFileId;
    /** Seconds that a session lives after its last use. */
    readonly lifetime: number;
  },
): Promise<{ file: SessionFile; content: Readable }> {
  const { fileId, lifetime, sessionId, tenantId } = wanted;
  const row = await database.withTenant(tenantId, async (tx) => {
    await useSession(tx, sessionId, lifetime);
    return tx
      .selectFrom('session_files')
      .select([...sessionFileColumns, 'blob_key'])
      .where('id', '=', fileId)
      .where('session_id', '=', sessionId)
      .executeTakeFirst();
  });
  if (!row) throw new EfirError('session-file-not-found', { id: fileId });
  return { file: toSessionFile(row), content: await blobs.get(row.blob_key) };
}
