import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import { enqueueStepsOfAll } from '../../work/enqueue-task.ts';
import type { NewRecordingEvent } from './append-recording-event.ts';
import { holdBlobOfRow } from './blob-keys.ts';
import { findRecipe } from './recipes.ts';
import { type Recording, recordingColumns, toRecording } from './recording.ts';
import { readVocabularyAdder } from './vocabulary.ts';

/** An upload whose bytes are in the blob store. */
export interface StoredUpload {
  readonly id: RecordingId;
  readonly blobKey: string;
  readonly bytes: number;
  /** A few minutes of sound at most. */
  readonly short: boolean;
  readonly fileName: string;
  readonly options: RecordingOptions;
  readonly requestId: string;
  readonly trace: string;
  /** Rejects with `unavailable` when the bytes are no longer there. */
  readonly assureBlob: () => Promise<void>;
}

/** Detail of `unavailable` for an upload that the sweeper took for a leftover. */
export const blobSwept = 'the upload took too long behind its last byte';

/**
 * Writes recordings with their first events and tasks: three statements, however many there are. Gives them in the order
 * of the uploads. Their options get the tenant's vocabulary as it is now. Rejects with `unavailable` when the sweeper is at one of the blobs, and with `recipe-unknown`.
 */
export async function insertRecordings(tx: TenantTx, uploads: readonly StoredUpload[]): Promise<Recording[]> {
  const queued: NewRecordingEvent = { type: 'state', data: { state: 'queued' } };
  const addVocabulary = await readVocabularyAdder(tx);
  const told = { number: 1, type: queued.type, data: JSON.stringify(queued.data) };
  const rows = await tx
    .with('told', (first) =>
      first
        .insertInto('recording_events')
        .values(uploads.map(({ id }) => ({ tenant_id: tx.tenantId, recording_id: id, ...told }))),
    )
    .insertInto('recordings')
    .values(uploads.map((upload) => writeRow(tx, upload, addVocabulary(upload.options))))
    .returning(recordingColumns)
    .returning(holdBlobOfRow().as('held'))
    .execute();
  if (!rows.every((row) => row.held)) throw new EfirError('unavailable', { detail: blobSwept });
  await Promise.all(uploads.map((upload) => upload.assureBlob()));
  await enqueueStepsOfAll(
    tx,
    uploads.map(({ id, short, options: { engine, priority, recipe } }) => ({
      recordingId: id,
      steps: findRecipe(recipe).steps,
      terms: { engine, priority, short },
    })),
  );
  const byId = new Map(rows.map((row) => [row.id, toRecording(row)]));
  return uploads.map(({ id }) => byId.get(id) as Recording);
}

function writeRow({ tenantId }: TenantTx, upload: StoredUpload, options: RecordingOptions) {
  return {
    tenant_id: tenantId,
    id: upload.id,
    state: 'queued' as const,
    file_name: upload.fileName,
    bytes: upload.bytes,
    blob_key: upload.blobKey,
    options: JSON.stringify(options),
    request_id: upload.requestId,
    trace: upload.trace,
    last_event: 1,
  };
}
