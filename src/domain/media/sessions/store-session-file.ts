import type { Readable } from 'node:stream';
import { judgeHead } from '../../../compute/media/judge-head.ts';
import { peekStream } from '../../../compute/media/peek-stream.ts';
import { sniffLength } from '../../../compute/media/sniff-content.ts';
import { EfirError, toEfirError } from '../../../core/errors.ts';
import {
  createSessionFileId,
  createUploadSessionId,
  type SessionFileId,
  type TenantId,
  type UploadSessionId,
} from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import { holdBlob } from '../blob-keys.ts';
import type { RecordingPorts } from '../create-recording.ts';
import {
  endsIn,
  type SessionFile,
  sessionFileColumns,
  toSessionFile,
  type UploadSession,
  useSession,
  writeSessionFileKey,
} from './session-file.ts';

export interface NewSessionFile {
  readonly tenantId: TenantId;
  /** Absent: the file begins a session. */
  readonly sessionId?: UploadSessionId | undefined;
  readonly content: Readable;
  readonly fileName: string;
  readonly maxBytes: number;
  /** Seconds that a session lives after its last use. */
  readonly lifetime: number;
  /** Resolves when everything behind the content is read as well. */
  readonly complete: Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Keeps a file for a call to come, judged by its content as a recording is. Whatever fails, nothing stays. Rejects with
 * `session-not-found`, and as `createRecording`.
 */
export async function storeSessionFile(
  database: Database,
  ports: RecordingPorts,
  input: NewSessionFile,
): Promise<{ file: SessionFile; session: UploadSession }> {
  const { lifetime, sessionId, signal, tenantId } = input;
  // Before the bytes are taken in: who names a wrong session need not send them.
  if (sessionId) await database.withTenant(tenantId, (tx) => useSession(tx, sessionId, lifetime));
  const { head, content } = await peekStream(input.content, sniffLength);
  const sniffed = await judgeHead(head, ports.probe !== undefined);
  const id = createSessionFileId();
  const blobKey = writeSessionFileKey(tenantId, id);
  try {
    const limits = { maxBytes: input.maxBytes, ...(signal ? { signal } : {}) };
    const { bytes } = await ports.blobs.put(blobKey, content, limits);
    if (sniffed.verdict === 'unknown') await probe(blobKey, sniffed.found, ports);
    await input.complete;
    return await database.withTenant(tenantId, async (tx) => {
      const session = sessionId ? await useSession(tx, sessionId, lifetime) : await openSession(tx, lifetime);
      return { session, file: await insertFile(tx, session.id, { ...input, id, blobKey, bytes }) };
    });
  } catch (thrown) {
    // A connection that is lost during the commit leaves open whether the row exists: the bytes stay then.
    if (toEfirError(thrown).code !== 'database-unreachable') await ports.blobs.delete(blobKey);
    throw thrown;
  }
}

async function probe(blobKey: string, found: string, { blobs, probe: look }: RecordingPorts): Promise<void> {
  const path = blobs.filePath(blobKey);
  if (path === undefined || !look) throw new EfirError('media-unrecognised', { found });
  await look(path);
}

async function openSession(tx: TenantTx, lifetime: number): Promise<UploadSession> {
  const id = createUploadSessionId();
  const { expires_at: expiresAt } = await tx
    .insertInto('upload_sessions')
    .values({ tenant_id: tx.tenantId, id, expires_at: endsIn(lifetime) })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return { id, expiresAt };
}

const blobSwept = 'the upload took too long behind its last byte';

async function insertFile(
  tx: TenantTx,
  sessionId: UploadSessionId,
  file: { id: SessionFileId; fileName: string; bytes: number; blobKey: string },
): Promise<SessionFile> {
  const row = await tx
    .insertInto('session_files')
    .values({
      tenant_id: tx.tenantId,
      id: file.id,
      session_id: sessionId,
      file_name: file.fileName,
      bytes: file.bytes,
      blob_key: file.blobKey,
    })
    .returning(sessionFileColumns)
    .returning(holdBlob(file.blobKey).as('held'))
    .executeTakeFirstOrThrow();
  if (!row.held) throw new EfirError('unavailable', { detail: blobSwept });
  return toSessionFile(row);
}
