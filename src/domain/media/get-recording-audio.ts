import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { readContentType } from '../../compute/media/content-type.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { BlobStore, ByteRange } from '../../ports/blob-store.ts';
import { refuseGoneAudio } from './assert-audio.ts';

export interface RecordingAudio {
  /** Of these bytes alone: no others come to lie under it. */
  readonly key: string;
  readonly fileName: string;
  readonly bytes: number;
  /** By what the bytes are, never by what the sender said. */
  readonly contentType: string;
  /** Where the file lies on this machine or a shared volume, if it does. */
  readonly path: string | undefined;
  open(range?: ByteRange): Promise<Readable>;
}

/** The bytes as they were sent in. Rejects with `recording-not-found`, `audio-expired` and `audio-lost` (date). */
export async function getRecordingAudio(
  database: Database,
  { blobs }: { blobs: BlobStore },
  tenantId: TenantId,
  recordingId: RecordingId,
): Promise<RecordingAudio> {
  const row = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('recordings')
      .select(['file_name', 'bytes', 'blob_key', 'audio_gone', 'audio_gone_at'])
      .where('id', '=', recordingId)
      .executeTakeFirst(),
  );
  if (!row) throw new EfirError('recording-not-found', { id: recordingId });
  refuseGoneAudio(row);
  const head = await buffer(await blobs.get(row.blob_key, { start: 0, end: headBytes - 1 }));
  return {
    key: row.blob_key,
    fileName: row.file_name,
    bytes: row.bytes,
    contentType: await readContentType(head),
    path: blobs.filePath(row.blob_key),
    open: (range) => blobs.get(row.blob_key, range),
  };
}

/** Enough for every format's mark. */
const headBytes = 4_100;
