import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { EfirError } from '../../core/errors.ts';
import { openBelow } from '../../core/find-below.ts';
import type { RecordingId, SessionFileId, UploadSessionId } from '../../core/ids.ts';
import { getRecordingAudio, openSessionFile } from '../../domain/media/index.ts';
import type { CallContext } from '../service.ts';

/** Where the sound of a new recording comes from: exactly one of the three. */
export interface Source {
  /** A file of the caller's upload session. */
  readonly file_id?: string | undefined;
  readonly session_id?: string | undefined;
  /** A file below the shared root. */
  readonly file_path?: string | undefined;
  /** A recording that is there already, to be transcribed anew. */
  readonly recording_id?: string | undefined;
}

/** Rejects with what is wrong with the source; nothing is kept open then. */
export async function openSource(
  context: CallContext,
  source: Source,
): Promise<{ content: Readable; fileName: string }> {
  const given = [source.file_id, source.file_path, source.recording_id].filter((one) => one !== undefined);
  if (given.length !== 1) {
    const detail = 'give one of file_id (with session_id), file_path and recording_id';
    throw new EfirError('request-invalid', { detail });
  }
  if (source.file_id !== undefined) return openUploaded(context, source.file_id, source.session_id);
  if (source.file_path !== undefined) return openShared(context, source.file_path);
  const { caller, database } = context;
  const id = source.recording_id as RecordingId;
  const audio = await getRecordingAudio(database, context, caller.tenantId, id);
  return { content: await audio.open(), fileName: audio.fileName };
}

async function openUploaded(context: CallContext, fileId: string, session: string | undefined) {
  const { caller, database, sessionLifetime } = context;
  const sessionId = session ?? context.sessionId;
  if (sessionId === undefined) throw new EfirError('session-not-found');
  const { file, content } = await openSessionFile(database, context, {
    tenantId: caller.tenantId,
    sessionId: sessionId as UploadSessionId,
    fileId: fileId as SessionFileId,
    lifetime: sessionLifetime,
  });
  return { content, fileName: file.fileName };
}

/** Files of the shared root belong to one tenant; for others there are none. */
async function openShared({ caller, maxFileSize, sharedFiles }: CallContext, path: string) {
  if (!sharedFiles) {
    throw new EfirError('request-invalid', { detail: 'file_path: the setting SHARED_ROOT is not set' });
  }
  if ((await sharedFiles.tenantId()) !== caller.tenantId) throw new EfirError('file-outside', { path });
  const file = await openBelow(sharedFiles.root, path);
  // More than is accepted is refused before a byte of it is copied.
  if ((await file.stat()).size > maxFileSize) {
    await file.close();
    throw new EfirError('file-too-large', { limit: maxFileSize });
  }
  return { content: file.createReadStream(), fileName: basename(path) };
}
