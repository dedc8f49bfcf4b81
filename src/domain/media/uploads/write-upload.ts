import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { judgeHead } from '../../../compute/media/judge-head.ts';
import { peekStream } from '../../../compute/media/peek-stream.ts';
import { sniffLength } from '../../../compute/media/sniff-content.ts';
import { crashPoint } from '../../../core/crash-points.ts';
import { EfirError, toEfirError } from '../../../core/errors.ts';
import type { TenantId, UploadId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import type { RecordingPorts } from '../create-recording.ts';
import { clearParts } from './clear-parts.ts';
import { takePart } from './take-part.ts';
import { livesFromNow, readUpload, type Upload, writePartPrefix } from './upload.ts';

export interface UploadWriting {
  readonly tenantId: TenantId;
  readonly id: UploadId;
  /** Where in the file the content begins: exactly behind what is stored. */
  readonly offset: number;
  readonly content: Readable;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes of a part: what a process that is killed loses at most. Smaller ones wait for the disk more often. */
const partBytes = 32 * 1024 * 1024;

/**
 * Stores the next bytes of an upload, part by part; each part counts for good once it is written down. Gives the number of
 * bytes that are stored then, also where the content breaks off. Of two that write at once the later goes on, for whoever
 * sends again has lost the first. Rejects with `upload-not-found`, `upload-expired`, `upload-offset-wrong` (received),
 * `upload-taken-over`, `file-too-large` for more than was announced, `upload-cut`, with `media-unrecognised` as soon as the first bytes show it,
 * and with what the blob store says.
 */
export async function writeUpload(
  database: Database,
  ports: RecordingPorts,
  writing: UploadWriting,
): Promise<number> {
  const claim = randomUUID();
  const upload = await claimWriting(database, writing, claim);
  const content =
    writing.offset === 0 ? await judgeContent(database, ports, writing, upload) : writing.content;
  let received = writing.offset;
  for (;;) {
    const left = upload.bytes - received;
    // Once more than what is left, to see whether more comes than was announced.
    const part = takePart(content, Math.min(partBytes, left));
    const blobKey = `${writePartPrefix(writing.tenantId, writing.id)}${randomUUID()}`;
    try {
      const place = { blobKey, claim, start: received };
      received += await storePart(database, ports, { ...writing, content: part.content }, place);
    } finally {
      part.release();
    }
    const how = await part.end;
    if (how === 'cut') throw new EfirError('upload-cut');
    if (how === 'whole' || received === upload.bytes) return received;
  }
}

/** Who writes now is the one that counts; whoever wrote before notices at its next part. */
async function claimWriting(
  database: Database,
  { tenantId, id, offset }: UploadWriting,
  claim: string,
): Promise<Upload> {
  return database.withTenant(tenantId, async (tx) => {
    const upload = await readUpload(tx, id);
    if (upload.error && upload.state === 'refused') throw EfirError.fromRecord(upload.error);
    const claimed = await tx
      .updateTable('uploads')
      .set({ claim })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .where('received', '=', offset)
      .returning('id')
      .executeTakeFirst();
    if (!claimed) throw new EfirError('upload-offset-wrong', { received: upload.received });
    return upload;
  });
}

/** What can be no recording is refused before it is sent: by its first bytes, where enough of them come at once. */
async function judgeContent(
  database: Database,
  ports: RecordingPorts,
  { content: source, id, tenantId }: UploadWriting,
  upload: Upload,
): Promise<Readable> {
  const { head, content } = await peekStream(source, sniffLength);
  if (head.byteLength < Math.min(sniffLength, upload.bytes)) return content;
  try {
    await judgeHead(head, ports.probe !== undefined);
    return content;
  } catch (thrown) {
    await refuseUpload(database, ports, { tenantId, id }, toEfirError(thrown));
    throw thrown;
  }
}

/** An upload that can never be a recording: why, is kept until its time is over. */
export async function refuseUpload(
  database: Database,
  { blobs }: Pick<RecordingPorts, 'blobs'>,
  { id, tenantId }: Pick<UploadWriting, 'tenantId' | 'id'>,
  error: EfirError,
): Promise<void> {
  await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('uploads')
      .set({ state: 'refused', claim: null, error: JSON.stringify(error.toRecord()) })
      .where('id', '=', id)
      .where('state', 'in', ['open', 'whole'])
      .execute(),
  );
  await clearParts(database, { blobs }, tenantId, id);
}

interface PartPlace {
  readonly blobKey: string;
  readonly claim: string;
  readonly start: number;
}

async function storePart(
  database: Database,
  { blobs }: RecordingPorts,
  { content, id, signal, tenantId }: UploadWriting,
  { blobKey, claim, start }: PartPlace,
): Promise<number> {
  const { bytes } = await blobs.put(blobKey, content, { maxBytes: partBytes, ...(signal ? { signal } : {}) });
  crashPoint('part-stored');
  const held = bytes === 0 ? undefined : await writeDown();
  crashPoint('part-committed');
  if (held) return bytes;
  await blobs.delete(blobKey);
  if (bytes > 0) throw new EfirError('upload-taken-over');
  return 0;

  async function writeDown() {
    return database.withTenant(tenantId, async (tx) => {
      const row = await tx
        .updateTable('uploads')
        .set({
          received: start + bytes,
          expires_at: livesFromNow(),
          state: sql`case when bytes = ${start + bytes} then 'whole' else 'open' end`,
          claim: sql`case when bytes = ${start + bytes} then null else claim end`,
          due_at: sql<Date>`now()`,
        })
        .where('id', '=', id)
        .where('claim', '=', claim)
        .where('state', '=', 'open')
        .where('received', '=', start)
        .returning('id')
        .executeTakeFirst();
      if (!row) return undefined;
      await tx
        .insertInto('upload_parts')
        .values({ tenant_id: tenantId, upload_id: id, start_at: start, bytes, blob_key: blobKey })
        .execute();
      return row;
    });
  }
}
