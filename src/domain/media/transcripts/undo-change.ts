import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import type { TranscriptChange } from '../../../db/schema.ts';
import {
  hintRevised,
  type NewChange,
  type Revised,
  type Revision,
  reviseTranscript,
} from './revise-transcript.ts';
import { takeBack, wordingOf } from './stored-transcript.ts';

export interface Undoing extends Revision {
  /** The version whose change is to be undone. */
  readonly change: number;
}

/**
 * Takes one change back and leaves what came behind it, as a new version; to undo that one makes the change anew. Rejects
 * as `reviseTranscript`, with `version-not-found` (version, newest), and with `change-overwritten` (version) where
 * anything that it changed is not any more as it left it: nobody's later change is undone along with it.
 */
export async function undoChange(database: Database, undoing: Undoing): Promise<Revised> {
  const revised = await database.withTenant(undoing.tenantId, (tx) =>
    reviseTranscript(tx, undoing, (newest) => decide(tx, undoing, newest)),
  );
  if (revised.changed) hintRevised(database, undoing.recordingId);
  return revised;
}

async function decide(
  tx: TenantTx,
  { change: version, recordingId }: Undoing,
  newest: number,
): Promise<NewChange | undefined> {
  const found = await tx
    .selectFrom('transcript_changes')
    .select('change')
    .where('recording_id', '=', recordingId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (!found) throw new EfirError('version-not-found', { version, newest });
  const left = await takeBack(tx, recordingId, version);
  const before = await takeBack(tx, recordingId, version - 1);
  const which = { recordingId, version, change: found.change };
  const segments = await undoSegments(tx, which, left, before);
  const { merges, names } = await undoSpeakers(tx, which, segments);
  if (segments.length === 0 && names.length === 0 && merges.length === 0) return undefined;
  return { type: 'undone', undid: version, segments, names, merges };
}

interface Which {
  readonly recordingId: RecordingId;
  readonly version: number;
  readonly change: TranscriptChange;
}

type Former = Awaited<ReturnType<typeof takeBack>>;
type NewSegments = NonNullable<NewChange['segments']>;

async function undoSegments(tx: TenantTx, which: Which, left: Former, before: Former): Promise<NewSegments> {
  const indexes = (which.change.segments ?? []).map(({ index }) => index);
  if (indexes.length === 0) return [];
  const rows = await tx
    .selectFrom('segments')
    .selectAll()
    .where('recording_id', '=', which.recordingId)
    .where('index', '=', sql<number>`any(${indexes})`)
    .orderBy('index')
    .execute();
  return rows.map((row) => {
    const was = wordingOf(row);
    if (!isDeepStrictEqual(was, { ...was, ...left.segments.get(row.index) })) throw overwritten(which);
    return { index: row.index, was, is: { ...was, ...before.segments.get(row.index) } };
  });
}

async function undoSpeakers(tx: TenantTx, which: Which, segments: NewSegments) {
  const rows = await tx
    .selectFrom('speakers')
    .select(['id', 'name', 'merged_into'])
    .where('recording_id', '=', which.recordingId)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const names = (which.change.names ?? []).map(({ is, speaker, was }) => {
    if ((byId.get(speaker)?.name ?? null) !== is) throw overwritten(which);
    return { speaker, was: is, is: was };
  });
  const merges = (which.change.merges ?? []).map(({ is, speaker, was }) => {
    if ((byId.get(speaker)?.merged_into ?? null) !== is) throw overwritten(which);
    return { speaker, was: is, is: was };
  });
  const gone = new Set(rows.filter(({ merged_into }) => merged_into !== null).map(({ id }) => id));
  for (const { is, speaker } of merges) is === null ? gone.delete(speaker) : gone.add(speaker);
  if (segments.some(({ is }) => is.speaker !== null && gone.has(is.speaker))) throw overwritten(which);
  if (merges.some(({ is }) => is !== null)) await assertNothingSaid(tx, which, segments, [...gone]);
  return { names, merges };
}

/** Whoever is nobody any more must not go on saying what was given to them since. */
async function assertNothingSaid(
  tx: TenantTx,
  which: Which,
  segments: NewSegments,
  gone: readonly string[],
): Promise<void> {
  const said = await tx
    .selectFrom('segments')
    .select('index')
    .where('recording_id', '=', which.recordingId)
    .where('speaker', '=', sql<string>`any(${gone})`)
    .execute();
  const undone = new Set(segments.map(({ index }) => index));
  if (said.some(({ index }) => !undone.has(index))) throw overwritten(which);
}

function overwritten({ version }: Which): EfirError {
  return new EfirError('change-overwritten', { version });
}
