import { sql } from 'kysely';
import type { RecordingId, SessionFileId, TenantId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';
import type { BlobStore, ListedBlob } from '../../ports/blob-store.ts';
import { listTenants } from '../identity/index.ts';
import { blobPrefix, claimBlob, readBlobKey } from './blob-keys.ts';
import { readSessionFileKey } from './sessions/session-file.ts';

export interface SweepOptions {
  /** Deletes blobs without a row, and marks recordings whose blob is gone. Absent: looks only. */
  readonly mend?: boolean;
  /** Mends also where more than half is amiss, which mostly means the wrong store or the wrong database. */
  readonly force?: boolean;
  /** Seconds that a blob has to be old before it can be nobody's: an upload on its way has no row yet. Standard: an hour. */
  readonly grace?: number;
  readonly signal?: AbortSignal;
}

export interface SweepReport {
  /** Blobs looked at, and those too young to be nobody's. */
  readonly blobs: number;
  readonly young: number;
  /** Blobs under keys that no recording could have: left alone. */
  readonly foreign: number;
  /** Blobs that no recording names. */
  readonly orphans: number;
  readonly orphanBytes: number;
  /** Recordings looked at, and those whose blob is gone. */
  readonly recordings: number;
  readonly missing: number;
  /** The first few of either. */
  readonly orphanKeys: readonly string[];
  readonly missingIds: readonly RecordingId[];
  /** What was mended: blobs deleted, recordings marked as without sound, and marks taken back. */
  readonly deleted: number;
  readonly deletedBytes: number;
  readonly marked: number;
  readonly unmarked: number;
  /** More than half is amiss, so that nothing was mended although it was asked for. */
  readonly refused: boolean;
}

type Counts = { -readonly [Name in keyof SweepReport]: SweepReport[Name] } & {
  orphanKeys: string[];
  missingIds: RecordingId[];
};

const standardGrace = 3600;
/** Rows and blobs held at once, whatever their number. */
const batchSize = 500;
const samples = 20;
/** Below so many, even half of them is no sign of a wrong store. */
const fewEnough = 10;

/**
 * Compares the blob store with the recordings of all tenants, and mends what does not fit if it is asked to: looks
 * first, and acts on a second look. Never deletes a blob that a row names or is about to name. May be repeated, and
 * several may do it at once.
 */
export async function sweepBlobs(
  database: Database,
  ports: { blobs: BlobStore },
  options: SweepOptions = {},
): Promise<SweepReport> {
  const sweep: Sweep = { database, ...ports, ...options, mending: false, counts: startCounts() };
  await look(sweep);
  const { counts } = sweep;
  if (!options.mend) return counts;
  counts.refused = !options.force && isSuspicious(counts);
  if (counts.refused) return counts;
  const second = { ...sweep, mending: true, counts: startCounts() };
  await look(second);
  const { deleted, deletedBytes, marked, unmarked } = second.counts;
  return { ...counts, deleted, deletedBytes, marked, unmarked };
}

interface Sweep extends SweepOptions {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly mending: boolean;
  readonly counts: Counts;
}

function isSuspicious({ blobs, foreign, orphans, recordings, missing }: SweepReport): boolean {
  const ours = blobs - foreign;
  return (orphans >= fewEnough && orphans * 2 > ours) || (missing >= fewEnough && missing * 2 > recordings);
}

async function look(sweep: Sweep): Promise<void> {
  await lookThroughBlobs(sweep);
  for (const tenant of await listTenants(sweep.database)) await lookThroughRows(sweep, tenant);
}

/** Blobs of one folder come together, so that a batch is mostly one tenant's. */
async function lookThroughBlobs(sweep: Sweep): Promise<void> {
  const youngest = Date.now() - (sweep.grace ?? standardGrace) * 1000;
  let batch: PlacedBlob[] = [];
  for await (const blob of sweep.blobs.list(blobPrefix)) {
    sweep.signal?.throwIfAborted();
    sweep.counts.blobs += 1;
    const place = readPlace(blob.key);
    if (!place) sweep.counts.foreign += 1;
    else {
      const young = blob.modifiedAt.getTime() > youngest;
      if (young) sweep.counts.young += 1;
      if (batch.length >= batchSize || (batch[0] && batch[0].tenantId !== place.tenantId)) {
        await judgeBlobs(sweep, batch);
        batch = [];
      }
      batch.push({ ...blob, ...place, young });
    }
  }
  await judgeBlobs(sweep, batch);
}

type PlacedBlob = ListedBlob & Place & { readonly young: boolean };

/** Whose bytes lie under a key, and what they are. */
type Place =
  | { readonly what: 'recording'; readonly tenantId: TenantId; readonly recordingId: RecordingId }
  | { readonly what: 'session-file'; readonly tenantId: TenantId; readonly fileId: SessionFileId };

function readPlace(key: string): Place | undefined {
  const recording = readBlobKey(key);
  if (recording) return { what: 'recording', ...recording };
  const file = readSessionFileKey(key);
  return file && { what: 'session-file', ...file };
}

async function judgeBlobs(sweep: Sweep, batch: readonly PlacedBlob[]): Promise<void> {
  const [first] = batch;
  if (!first) return;
  const named = await sweep.database.readTenant(first.tenantId, (tx) => readNamed(tx, batch));
  for (const blob of batch) {
    const name = named.get(blob.key);
    // A blob that was restored just now is young, and its recording must not wait for it to grow old.
    if (name === 'lost' && sweep.mending) sweep.counts.unmarked += await unmark(sweep, blob);
    if (name === undefined && !blob.young) await meetOrphan(sweep, blob);
  }
}

/** The keys of those blobs that a row names; `lost` where the row believes that they are gone. */
async function readNamed(
  tx: TenantRead,
  blobs: readonly PlacedBlob[],
): Promise<Map<string, 'kept' | 'lost'>> {
  const recordings = await tx
    .selectFrom('recordings')
    .select(['blob_key', 'audio_gone'])
    .where('id', '=', sql<RecordingId>`any(${blobs.flatMap(recordingIdOf)})`)
    .where(sql<boolean>`audio_gone is distinct from 'expired'`)
    .execute();
  const files = await tx
    .selectFrom('session_files')
    .select('blob_key')
    .where('id', '=', sql<SessionFileId>`any(${blobs.flatMap(fileIdOf)})`)
    .execute();
  return new Map([
    ...recordings.map((row) => [row.blob_key, row.audio_gone === 'lost' ? 'lost' : 'kept'] as const),
    ...files.map((row) => [row.blob_key, 'kept'] as const),
  ]);
}

const recordingIdOf = (place: Place) => (place.what === 'recording' ? place.recordingId : []);
const fileIdOf = (place: Place) => (place.what === 'session-file' ? place.fileId : []);

async function meetOrphan({ blobs, database, counts, mending }: Sweep, blob: PlacedBlob): Promise<void> {
  counts.orphans += 1;
  counts.orphanBytes += blob.bytes;
  if (counts.orphanKeys.length < samples) counts.orphanKeys.push(blob.key);
  if (!mending) return;
  const deleted = await database.withTenant(blob.tenantId, async (tx) => {
    // The claim first: whoever named the blob before has committed when it is given, and is seen by the next
    // statement; whoever comes later waits for nothing and is told that the blob is going.
    const { rows } = await sql<{ claimed: boolean }>`select ${claimBlob(blob.key)} as claimed`.execute(tx);
    if (!rows[0]?.claimed || (await readNamed(tx, [blob])).size > 0) return false;
    await blobs.delete(blob.key);
    return true;
  });
  if (!deleted) return;
  counts.deleted += 1;
  counts.deletedBytes += blob.bytes;
}

async function unmark({ database }: Sweep, blob: PlacedBlob): Promise<number> {
  if (blob.what !== 'recording') return 0;
  const { tenantId, recordingId } = blob;
  const { numUpdatedRows } = await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('recordings')
      .set({ audio_gone: null, audio_gone_at: null })
      .where('id', '=', recordingId)
      .where('audio_gone', '=', 'lost')
      .executeTakeFirst(),
  );
  return Number(numUpdatedRows);
}

async function lookThroughRows(sweep: Sweep, tenantId: TenantId): Promise<void> {
  let after: RecordingId | undefined;
  do {
    sweep.signal?.throwIfAborted();
    const rows = await readRows(sweep.database, tenantId, after);
    after = rows.length === batchSize ? rows.at(-1)?.id : undefined;
    const ours = rows.filter((row) => readBlobKey(row.blob_key));
    sweep.counts.recordings += ours.length;
    const found = await Promise.all(ours.map((row) => sweep.blobs.stat(row.blob_key)));
    const gone = ours.filter((_, index) => !found[index]).map((row) => row.id);
    if (gone.length > 0) await meetMissing(sweep, tenantId, gone);
  } while (after !== undefined);
}

function readRows(database: Database, tenantId: TenantId, after: RecordingId | undefined) {
  return database.readTenant(tenantId, (tx) => {
    const rows = tx
      .selectFrom('recordings')
      .select(['id', 'blob_key'])
      .where('audio_gone', 'is', null)
      .orderBy('id')
      .limit(batchSize);
    return (after === undefined ? rows : rows.where('id', '>', after)).execute();
  });
}

/** Looked at once more: a recording may have been deleted, or have expired, between its row and its blob. */
async function meetMissing(sweep: Sweep, tenantId: TenantId, ids: readonly RecordingId[]): Promise<void> {
  const { counts, database, mending } = sweep;
  const gone = await database.withTenant(tenantId, async (tx) => {
    const still = tx
      .selectFrom('recordings')
      .select('id')
      .where('id', '=', sql<RecordingId>`any(${ids})`)
      .where('audio_gone', 'is', null);
    if (!mending) return still.execute();
    return tx
      .updateTable('recordings')
      .set({ audio_gone: 'lost', audio_gone_at: sql<Date>`now()` })
      .where('id', 'in', still.orderBy('id').forUpdate())
      .returning('id')
      .execute();
  });
  counts.missing += gone.length;
  if (mending) counts.marked += gone.length;
  counts.missingIds.push(...gone.slice(0, samples - counts.missingIds.length).map((row) => row.id));
}

function startCounts(): Counts {
  return {
    ...{ blobs: 0, young: 0, foreign: 0, orphans: 0, orphanBytes: 0, recordings: 0, missing: 0 },
    ...{ deleted: 0, deletedBytes: 0, marked: 0, unmarked: 0, refused: false },
    orphanKeys: [],
    missingIds: [],
  };
}
