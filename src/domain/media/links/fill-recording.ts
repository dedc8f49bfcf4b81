import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { judgeHead } from '../../../compute/media/judge-head.ts';
import { peekStream } from '../../../compute/media/peek-stream.ts';
import { sniffLength } from '../../../compute/media/sniff-content.ts';
import { crashPoint } from '../../../core/crash-points.ts';
import { EfirError, toEfirError } from '../../../core/errors.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import { enqueueSteps } from '../../../work/enqueue-task.ts';
import { appendRecordingEvents } from '../append-recording-event.ts';
import { holdBlob, writeBlobKey } from '../blob-keys.ts';
import type { RecordingPorts } from '../create-recording.ts';
import { readRecording } from '../get-recording.ts';
import { isShort } from '../is-short.ts';
import { findRecipe } from '../recipes.ts';
import { type ClaimedLink, lockClaim } from './claim-links.ts';

export interface Filling {
  readonly content: Readable;
  readonly maxBytes: number;
  /** What the server calls the file; kept where the sender gave no name. */
  readonly fileName: () => string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Stores the bytes of a recording that was made for a link, and queues its work: in one transaction, once. Whatever fails,
 * nothing stays of this try. Rejects with `cancelled` when the recording is not wanted any more or somebody else was first,
 * and as `createRecording`.
 */
export async function fillRecording(
  database: Database,
  ports: RecordingPorts,
  link: ClaimedLink,
  { content: source, fileName, maxBytes, signal }: Filling,
): Promise<void> {
  const { head, content } = await peekStream(source, sniffLength);
  const sniffed = await judgeHead(head, ports.probe !== undefined);
  // Each try under a key of its own: one that was given up late must not take the bytes of another away.
  const blobKey = `${writeBlobKey(link)}-${randomBytes(4).toString('hex')}`;
  try {
    const { bytes } = await ports.blobs.put(blobKey, content, { maxBytes, signal });
    crashPoint('blob-stored');
    if (sniffed.verdict === 'unknown') await probe(ports, blobKey, sniffed.found);
    const named = link.named ? undefined : fileName();
    const short = isShort(bytes, head);
    await database.withTenant(link.tenantId, (tx) => fill(tx, link, { blobKey, bytes, named, short }));
  } catch (thrown) {
    // A connection that is lost during the commit leaves open whether the row names it: the sweeper finds out.
    if (toEfirError(thrown).code !== 'database-unreachable') await ports.blobs.delete(blobKey);
    throw thrown;
  }
  crashPoint('recording-committed');
  database.hints.send('tasks', link.recordingId);
  database.hints.send('recording', link.recordingId);
}

async function probe({ blobs, probe: look }: RecordingPorts, blobKey: string, found: string): Promise<void> {
  const path = blobs.filePath(blobKey);
  if (path === undefined || !look) throw new EfirError('media-unrecognised', { found });
  await look(path);
}

interface Filled {
  readonly blobKey: string;
  readonly bytes: number;
  readonly named: string | undefined;
  readonly short: boolean;
}

async function fill(
  tx: TenantTx,
  link: ClaimedLink,
  { blobKey, bytes, named, short }: Filled,
): Promise<void> {
  const { recordingId } = link;
  if (!(await lockClaim(tx, link))) throw new EfirError('cancelled');
  await tx
    .updateTable('recording_links')
    .set({ state: 'fetched', claim: null, bytes })
    .where('recording_id', '=', recordingId)
    .execute();
  const row = await tx
    .updateTable('recordings')
    .set({
      ...{ bytes, blob_key: blobKey, audio_gone: null, expected_bytes: null },
      ...(named === undefined ? {} : { file_name: named }),
    })
    .where('id', '=', recordingId)
    .where('state', '=', 'queued')
    .where('audio_gone', '=', 'awaited')
    .returning(holdBlob(blobKey).as('held'))
    .executeTakeFirst();
  if (!row) throw new EfirError('cancelled');
  if (!row.held)
    throw new EfirError('unavailable', { detail: 'the upload took too long behind its last byte' });
  const { options } = await readRecording(tx, recordingId);
  const { engine, priority, recipe } = options;
  await enqueueSteps(tx, recordingId, findRecipe(recipe).steps, { engine, priority, short });
  await appendRecordingEvents(tx, recordingId, [{ type: 'fetching', data: { bytes, total_bytes: bytes } }]);
}
