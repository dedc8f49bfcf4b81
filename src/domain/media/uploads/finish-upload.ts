import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { EfirError, toEfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId, UploadId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import { createRecording, type RecordingPorts } from '../create-recording.ts';
import { clearParts } from './clear-parts.ts';
import { livesFromNow, readUpload, toUpload, type Upload, uploadColumns } from './upload.ts';
import { refuseUpload } from './write-upload.ts';

/** Seconds that a claim holds, and milliseconds between two renewals. */
const lease = 30;
const renewal = 8_000;

/**
 * Makes a recording of an upload whose bytes are all here, once, whoever asks and however often: undefined while somebody
 * else is at it. Of failures that pass it may be tried again; of others the upload is refused. Rejects as
 * `createRecording`, with `upload-not-found` and `upload-expired`, and with what it was refused for.
 */
export async function finishUpload(
  database: Database,
  ports: RecordingPorts,
  {
    id,
    maxBytes,
    tenantId,
  }: { readonly tenantId: TenantId; readonly id: UploadId; readonly maxBytes: number },
): Promise<RecordingId | undefined> {
  const claim = randomUUID();
  const upload = await claimWhole(database, tenantId, id, claim);
  if (!upload) return readOutcome(database, tenantId, id);
  const stop = new AbortController();
  const renewing = setInterval(() => {
    renew(database, tenantId, id, claim).then(
      (held) => held || stop.abort(new EfirError('cancelled')),
      () => {},
    );
  }, renewal);
  const content = Readable.from(readParts(database, ports, tenantId, upload), { objectMode: false });
  try {
    const { recording } = await createRecording(database, ports, {
      tenantId,
      content,
      fileName: upload.fileName,
      maxBytes,
      readOptions: async () => upload.options,
      requestId: upload.requestId,
      trace: upload.trace,
      alongside: (tx, recordingId) => takeUpload(tx, { id, claim, recordingId }),
      signal: stop.signal,
    });
    await clearParts(database, ports, tenantId, id);
    return recording.id;
  } catch (thrown) {
    // Somebody else has it, or it was deleted: what came of it there counts.
    if (toEfirError(thrown).code === 'cancelled') return readOutcome(database, tenantId, id);
    await settleFailure(database, ports, { tenantId, id, claim, tries: upload.tries }, toEfirError(thrown));
    throw thrown;
  } finally {
    clearInterval(renewing);
    // Of what was refused parts are open still, and about to be deleted.
    content.destroy();
  }
}

/** What became of it so far. */
async function readOutcome(
  database: Database,
  tenantId: TenantId,
  id: UploadId,
): Promise<RecordingId | undefined> {
  const upload = await database.readTenant(tenantId, (tx) => readUpload(tx, id));
  if (upload.state === 'refused' && upload.error) throw EfirError.fromRecord(upload.error);
  return upload.recordingId;
}

async function claimWhole(database: Database, tenantId: TenantId, id: UploadId, claim: string) {
  return database.withTenant(tenantId, async (tx) => {
    const row = await tx
      .updateTable('uploads')
      .set({ claim, due_at: leaseFromNow(), tries: sql<number>`tries + 1`, expires_at: livesFromNow() })
      .where('id', '=', id)
      .where('state', '=', 'whole')
      .where('due_at', '<=', sql<Date>`now()`)
      .where(sql<boolean>`expires_at > now()`)
      .returning(uploadColumns)
      .returning('tries')
      .executeTakeFirst();
    return row && { ...toUpload(row), tries: row.tries };
  });
}

async function renew(database: Database, tenantId: TenantId, id: UploadId, claim: string): Promise<boolean> {
  return database.withTenant(tenantId, async (tx) => {
    const row = await tx
      .updateTable('uploads')
      .set({ due_at: leaseFromNow() })
      .where('id', '=', id)
      .where('claim', '=', claim)
      .where('state', '=', 'whole')
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  });
}

function leaseFromNow() {
  return sql<Date>`now() + make_interval(secs => ${lease})`;
}

/** For the transaction that makes the recording: of two that hand it over one counts, and the other leaves nothing. */
async function takeUpload(
  tx: TenantTx,
  {
    claim,
    id,
    recordingId,
  }: { readonly claim: string; readonly id: UploadId; readonly recordingId: RecordingId },
): Promise<void> {
  const taken = await tx
    .updateTable('uploads')
    .set({ state: 'taken', recording_id: recordingId, claim: null, error: null, expires_at: livesFromNow() })
    .where('id', '=', id)
    .where('claim', '=', claim)
    .where('state', '=', 'whole')
    .returning('id')
    .executeTakeFirst();
  if (!taken) throw new EfirError('cancelled');
}

/** The bytes of all parts, one after the other. */
async function* readParts(
  database: Database,
  { blobs }: RecordingPorts,
  tenantId: TenantId,
  { bytes, id }: Upload,
): AsyncGenerator<Buffer, void, void> {
  const parts = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('upload_parts')
      .select(['start_at', 'bytes', 'blob_key'])
      .where('upload_id', '=', id)
      .orderBy('start_at')
      .execute(),
  );
  let read = 0;
  for (const part of parts) {
    if (part.start_at !== read) break;
    for await (const chunk of (await blobs.get(part.blob_key)) as AsyncIterable<Buffer>) {
      read += chunk.byteLength;
      yield chunk;
    }
  }
  if (read !== bytes)
    throw new EfirError('internal', { detail: `${read} of ${bytes} bytes of an upload are there` });
}

interface FailedTry {
  readonly tenantId: TenantId;
  readonly id: UploadId;
  readonly claim: string;
  readonly tries: number;
}

/** Faults of ours are tried for a day; those of the recording once. */
async function settleFailure(
  database: Database,
  ports: RecordingPorts,
  { claim, id, tenantId, tries }: FailedTry,
  error: EfirError,
): Promise<void> {
  const lasting = !error.transient && error.code !== 'internal';
  if (lasting) return refuseUpload(database, ports, { tenantId, id }, error);
  const seconds = Math.min(600, 5 * 2 ** Math.min(tries, 10));
  await database
    .withTenant(tenantId, (tx) =>
      tx
        .updateTable('uploads')
        .set({
          claim: null,
          due_at: sql<Date>`now() + make_interval(secs => ${seconds})`,
          error: JSON.stringify(error.toRecord()),
        })
        .where('id', '=', id)
        .where('claim', '=', claim)
        .where('state', '=', 'whole')
        .execute(),
    )
    // With the database away the claim runs out by itself.
    .catch(() => undefined);
}

/** Uploads of all tenants whose bytes are all here, and that nobody is making recordings of. */
export async function findWholeUploads(
  database: Database,
  limit: number,
): Promise<{ readonly tenantId: TenantId; readonly id: UploadId }[]> {
  const rows = await database.withDispatcher((tx) =>
    tx
      .selectFrom('uploads')
      .select(['tenant_id', 'id'])
      .where('state', '=', 'whole')
      .where('due_at', '<=', sql<Date>`now()`)
      .where(sql<boolean>`expires_at > now()`)
      .orderBy('due_at')
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id }));
}
