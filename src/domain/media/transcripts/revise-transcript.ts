import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import type { SegmentWording, TranscriptChange } from '../../../db/schema.ts';
import { type Author, toAuthor } from '../../identity/index.ts';
import { announceRevision } from '../announce-ends.ts';
import { appendRecordingEvents } from '../append-recording-event.ts';
import { readTranscriptRow } from './stored-transcript.ts';

/** Whose change it is, and what it is made to. */
export interface Revision {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
  /** Who does it; absent: the installation itself. */
  readonly by?: Author | undefined;
  /** The version that the change was thought out for; absent: whatever is there. */
  readonly version?: number | undefined;
}

export interface Revised {
  readonly version: number;
  readonly changed: boolean;
}

/** A change as it is to be made. */
export interface NewChange extends Pick<TranscriptChange, 'type' | 'to' | 'undid' | 'names' | 'merges'> {
  readonly segments?: readonly {
    readonly index: number;
    readonly was: SegmentWording;
    readonly is: SegmentWording;
  }[];
}

/**
 * Makes a new version of a transcript, as part of a transaction and under the recording's lock; gives its number. When
 * `decide` finds nothing to change the version stays; where it `changed`, `hintRevised` is for after the commit. Rejects
 * with what `decide` rejects with, with `version-conflict` (current, given) when somebody else was faster, and with
 * `recording-not-found`, `transcript-not-ready`, `transcript-expired` and `versions-full` (limit).
 */
export async function reviseTranscript(
  tx: TenantTx,
  revision: Omit<Revision, 'tenantId'>,
  decide: (newest: number) => Promise<NewChange | undefined>,
): Promise<Revised> {
  const { recordingId, version: given } = revision;
  await lockRecording(tx, recordingId);
  const { version: current } = (await readTranscriptRow(tx, recordingId)).row;
  if (given !== undefined && given !== current) throw new EfirError('version-conflict', { current, given });
  const change = await decide(current);
  if (!change) return { version: current, changed: false };
  await assertRoom(tx, recordingId, current);
  await storeChange(tx, revision, current + 1, change);
  return { version: current + 1, changed: true };
}

/** More than a person makes in ten hours of sound. A change of all segments counts for as much as it takes. */
const mostVersions = 10_000;
const mostBytes = 50_000_000;

async function assertRoom(tx: TenantTx, recordingId: RecordingId, current: number): Promise<void> {
  const row = await tx
    .selectFrom('transcript_changes')
    .select(sql<number>`coalesce(sum(pg_column_size(change)), 0)::float8`.as('bytes'))
    .where('recording_id', '=', recordingId)
    .executeTakeFirstOrThrow();
  if (current >= mostVersions || row.bytes >= mostBytes)
    throw new EfirError('versions-full', { limit: mostVersions });
}

/** Tells who listens to a recording that its transcript has a new version. */
export function hintRevised(database: Pick<Database, 'hints'>, recordingId: RecordingId): void {
  database.hints.send('recording', recordingId);
  database.hints.send('deliveries', recordingId);
}

/** Two who change the same transcript take turns, and nobody deletes or expires it meanwhile. */
async function lockRecording(tx: TenantTx, recordingId: RecordingId): Promise<void> {
  await tx
    .selectFrom('recordings')
    .select('id')
    .where('id', '=', recordingId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

async function storeChange(
  tx: TenantTx,
  { by, recordingId }: Omit<Revision, 'tenantId'>,
  version: number,
  change: NewChange,
): Promise<void> {
  await storeSegments(tx, recordingId, change.segments ?? []);
  await storeNames(tx, recordingId, change.names ?? []);
  await storeMerges(tx, recordingId, change.merges ?? []);
  await tx
    .insertInto('transcript_changes')
    .values({
      tenant_id: tx.tenantId,
      recording_id: recordingId,
      version,
      ...toAuthor(by),
      change: JSON.stringify(toStored(change)),
    })
    .execute();
  await tx.updateTable('transcripts').set({ version }).where('recording_id', '=', recordingId).execute();
  const revised = { version, reason: change.type };
  await appendRecordingEvents(tx, recordingId, [{ type: 'revised', data: revised }]);
  await announceRevision(tx, recordingId, revised);
}

async function storeSegments(
  tx: TenantTx,
  recordingId: RecordingId,
  segments: NonNullable<NewChange['segments']>,
): Promise<void> {
  if (segments.length === 0) return;
  const rows = segments.map(({ index, is }) => ({ index, ...is }));
  await sql`
    update segments set text = new.text, words = new.words, speaker = new.speaker, unintelligible = new.unintelligible
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as new(index integer, text text, words jsonb, speaker text, unintelligible boolean)
    where segments.recording_id = ${recordingId} and segments.index = new.index`.execute(tx);
}

/** Speakers whom only segments name get a row with their first name. */
async function storeNames(
  tx: TenantTx,
  recordingId: RecordingId,
  names: NonNullable<NewChange['names']>,
): Promise<void> {
  if (names.length === 0) return;
  const rows = names.map(({ speaker, is }) => ({ id: speaker, name: is }));
  await sql`
    insert into speakers (tenant_id, recording_id, id, name, seconds)
    select ${tx.tenantId}::uuid, ${recordingId}::uuid, new.id, new.name, coalesce((
      select sum(greatest(0, end_s - start_s)) from segments
      where segments.recording_id = ${recordingId} and segments.speaker = new.id), 0)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new(id text, name text)
    on conflict (tenant_id, recording_id, id) do update set name = excluded.name`.execute(tx);
}

/** The row of whoever is merged stays: former versions have them, and so may later ones. */
async function storeMerges(
  tx: TenantTx,
  recordingId: RecordingId,
  merges: NonNullable<NewChange['merges']>,
): Promise<void> {
  for (const { is, speaker } of merges) {
    await tx
      .updateTable('speakers')
      .set({ merged_into: is })
      .where('recording_id', '=', recordingId)
      .where('id', '=', speaker)
      .execute();
  }
}

function toStored({ segments, ...change }: NewChange): TranscriptChange {
  if (!segments) return change;
  const stored = segments.map(({ index, is: { words, ...is }, was: { words: before, ...was } }) => ({
    ...{ index, is },
    // A change of all speakers would hold the whole transcript once more.
    was: isDeepStrictEqual(words, before) ? was : { ...was, words: before },
  }));
  return { ...change, segments: stored };
}
