import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { judgeHead } from '../../compute/media/judge-head.ts';
import { peekStream } from '../../compute/media/peek-stream.ts';
import { type Sniffed, sniffLength } from '../../compute/media/sniff-content.ts';
import { crashPoint } from '../../core/crash-points.ts';
import { EfirError, toEfirError } from '../../core/errors.ts';
import { createRecordingId, type RecordingId, type TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { WebClient } from '../../ports/web-client.ts';
import { AlreadyAwaited, claimAwaited, joinAwaited, replaceAwaited } from './awaited-recordings.ts';
import { writeBlobKey } from './blob-keys.ts';
import { claimIdempotencyKey, findFirstRecording, KeyTaken } from './idempotency.ts';
import { blobSwept, insertRecordings, type StoredUpload } from './insert-recordings.ts';
import type { Intake } from './intake.ts';
import { isShort } from './is-short.ts';
import type { Recording } from './recording.ts';

export interface NewRecording {
  readonly tenantId: TenantId;
  readonly content: Readable;
  /** As the sender called it: a label for people, never a path. */
  readonly fileName: string;
  readonly maxBytes: number;
  /** Asked for once the content is stored: in a form, options may stand behind the file. */
  readonly readOptions: () => Promise<RecordingOptions>;
  readonly requestId: string;
  readonly trace: string;
  readonly idempotencyKey?: string | undefined;
  /** The same where it may stand behind the file: asked for once the content is stored. The file's name does not count then. */
  readonly readIdempotencyKey?: (() => Promise<string>) | undefined;
  /**
   * Somebody waits for the end on an open connection: what somebody else waits for with the same content, name and
   * options is joined instead, in work or succeeded at most so many seconds before this upload began.
   */
  readonly joinWithin?: number | undefined;
  /** Further rows, written in the same transaction. */
  readonly alongside?: ((tx: TenantTx, recordingId: RecordingId) => Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CreatedRecording {
  readonly recording: Recording;
  /** True when the request was made before (the same Idempotency-Key, or joined): this is the recording of that time. */
  readonly repeated: boolean;
}

export interface RecordingPorts {
  readonly blobs: BlobStore;
  /** Looks into content that its first bytes do not explain; without it such content is not accepted. */
  readonly probe?: MediaTool['probe'] | undefined;
  /** Judges the address of a callback; without it none is accepted. */
  readonly web?: Pick<WebClient, 'checkTarget'> | undefined;
  /** Lets recordings of the same moment share a commit; without it each has its own. */
  readonly intake?: Intake | undefined;
}

/**
 * Takes a recording in: its bytes to the blob store, then the recording with its first task in one transaction.
 * Whatever fails, nothing stays. Rejects with `media-empty`, `media-unrecognised` (found) before anything is
 * stored, `file-too-large`, `disk-full`, `idempotency-conflict`, `url-forbidden` (of the callback), what `readOptions` rejects with, and the stream's
 * own error when it is cut.
 */
export async function createRecording(
  database: Database,
  ports: RecordingPorts,
  input: NewRecording,
): Promise<CreatedRecording> {
  const begun = performance.now();
  const { head, content } = await peekStream(input.content, sniffLength);
  const sniffed = await judgeHead(head, ports.probe !== undefined);
  const id = createRecordingId();
  const blobKey = writeBlobKey({ tenantId: input.tenantId, recordingId: id });
  // Hashing costs upload speed; only repeated requests need it.
  const { joinWithin: joins, readIdempotencyKey: readKey } = input;
  const hashed = input.idempotencyKey !== undefined || readKey !== undefined || joins !== undefined;
  const hash = hashed ? createHash('sha256') : undefined;
  try {
    const { bytes } = await ports.blobs.put(blobKey, hash ? hashStream(content, hash) : content, {
      maxBytes: input.maxBytes,
      ...(input.signal ? { signal: input.signal } : {}),
    });
    crashPoint('blob-stored');
    const storedAt = performance.now();
    if (sniffed.verdict === 'unknown') await probeContent(blobKey, sniffed, ports);
    const options = await settleCallback(await input.readOptions(), ports);
    const idempotencyKey = readKey ? await readKey() : input.idempotencyKey;
    const fingerprint = hash && fingerprintOf(hash, readKey ? '' : input.fileName, options);
    const joinWithin = joins && joins + (performance.now() - begun) / 1000;
    const assureBlob = async () => {
      if (performance.now() - storedAt < youngBlob) return;
      if (!(await ports.blobs.stat(blobKey))) throw new EfirError('unavailable', { detail: blobSwept });
    };
    const created = await store(database, ports, {
      ...input,
      ...{ id, blobKey, bytes, short: isShort(bytes, head), options },
      ...{ fingerprint, idempotencyKey, joinWithin, assureBlob },
    });
    crashPoint('recording-committed');
    if (created.repeated) await ports.blobs.delete(blobKey);
    else database.hints.send('tasks', id);
    return created;
  } catch (thrown) {
    if (await isSurelyAbsent(database, input.tenantId, id, thrown)) await ports.blobs.delete(blobKey);
    throw thrown;
  }
}

/** The address of the callback as it will be called. Rejects with `url-forbidden`. */
export async function settleCallback(
  options: RecordingOptions,
  { web }: Pick<RecordingPorts, 'web'>,
): Promise<RecordingOptions> {
  const { callback_url: url } = options;
  if (url === undefined) return options;
  if (!web) throw new EfirError('unavailable', { detail: 'this door calls nobody back' });
  return { ...options, callback_url: await web.checkTarget(url) };
}

/** Milliseconds in which no sweeper touches a blob, with a wide margin for clocks that differ. */
const youngBlob = 15 * 60 * 1000;

async function probeContent(
  blobKey: string,
  sniffed: Sniffed,
  { blobs, probe }: RecordingPorts,
): Promise<void> {
  const path = blobs.filePath(blobKey);
  if (path === undefined || !probe) throw new EfirError('media-unrecognised', { found: sniffed.found });
  await probe(path);
}

function hashStream(content: Readable, hash: Hash): Readable {
  const hashed = Readable.from(
    (async function* () {
      for await (const chunk of content.iterator({ destroyOnReturn: false })) {
        hash.update(chunk);
        yield chunk;
      }
    })(),
    { objectMode: false, highWaterMark: 1024 * 1024 },
  );
  // Of a sender that goes away once the recording was refused nobody has to hear.
  hashed.on('error', () => undefined);
  return hashed;
}

function fingerprintOf(hash: Hash, fileName: string, options: RecordingOptions): string {
  const sorted = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(hash.digest())
    .update(JSON.stringify([fileName, sorted]))
    .digest('hex');
}

interface StoredInput extends NewRecording, StoredUpload {
  readonly fingerprint: string | undefined;
}

async function store(
  database: Database,
  { intake }: RecordingPorts,
  input: StoredInput,
): Promise<CreatedRecording> {
  // Nobody can have sent it before, and nothing else is written: it may share a commit with others.
  if (intake && input.fingerprint === undefined && input.alongside === undefined) {
    return { recording: await intake.store(input.tenantId, input), repeated: false };
  }
  for (;;) {
    try {
      const recording = await database.withTenant(input.tenantId, async (tx) => {
        const [inserted] = await insertRecordings(tx, [input]);
        await claimRequest(tx, input);
        await input.alongside?.(tx, input.id);
        return inserted as Recording;
      });
      return { recording, repeated: false };
    } catch (thrown) {
      const first = await findFirst(database, input, thrown);
      if (first) return { recording: first, repeated: true };
      // The first recording was deleted, or its claim ran out, in between: the way is free again.
    }
  }
}

/** Makes the request findable for who sends it again; throws `KeyTaken` or `AlreadyAwaited` when it was sent before. */
async function claimRequest(tx: TenantTx, input: StoredInput): Promise<void> {
  const { idempotencyKey: key, fingerprint, id: recordingId, joinWithin } = input;
  if (fingerprint === undefined) return;
  if (key !== undefined) await claimIdempotencyKey(tx, { key, fingerprint, recordingId });
  if (joinWithin === undefined) return;
  if (key === undefined) await claimAwaited(tx, { fingerprint, recordingId }, joinWithin);
  else await replaceAwaited(tx, { fingerprint, recordingId });
}

async function findFirst(
  database: Database,
  { tenantId, idempotencyKey: key, fingerprint }: StoredInput,
  thrown: unknown,
): Promise<Recording | undefined> {
  if (fingerprint !== undefined) {
    if (thrown instanceof AlreadyAwaited) return joinAwaited(database, tenantId, fingerprint);
    if (thrown instanceof KeyTaken && key !== undefined)
      return findFirstRecording(database, tenantId, key, fingerprint);
  }
  throw thrown;
}

/**
 * Whether the recording's bytes may be thrown away after a failure. A connection that is lost during a commit leaves
 * open whether the recording exists; while that cannot be found out the bytes stay: better a file too many than a
 * recording without sound.
 */
async function isSurelyAbsent(
  database: Database,
  tenantId: TenantId,
  id: RecordingId,
  thrown: unknown,
): Promise<boolean> {
  if (toEfirError(thrown).code !== 'database-unreachable') return true;
  const find = database.readTenant(tenantId, (tx) =>
    tx.selectFrom('recordings').select('id').where('id', '=', id).executeTakeFirst(),
  );
  return find.then(
    (row) => row === undefined,
    () => false,
  );
}
