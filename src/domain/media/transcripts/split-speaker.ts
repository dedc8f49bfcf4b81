import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import { ensureSpeakers } from './ensure-speakers.ts';
import { readName } from './name-speaker.ts';
import { hintRevised, type NewChange, type Revision, reviseTranscript } from './revise-transcript.ts';
import { readVersion, type SegmentRow, wordingOf } from './stored-transcript.ts';

export interface Splitting extends Revision {
  /** Indexes of segments of one speaker, or of nobody. */
  readonly segments: readonly number[];
  /** Of the new speaker; absent: none yet. */
  readonly name?: string | undefined;
}

/**
 * Makes a new speaker of some segments of another: `S3` where `S1` and `S2` are known. Gives who that is and the version
 * that came of it. Rejects as `reviseTranscript`, with `segment-not-found` (index), and with `request-invalid` for
 * segments of several speakers and for what is no name.
 */
export async function splitSpeaker(
  database: Database,
  splitting: Splitting,
): Promise<{ version: number; speaker: string }> {
  const { recordingId } = splitting;
  const name = splitting.name === undefined ? undefined : readName(splitting.name);
  let speaker = '';
  const { version } = await database.withTenant(splitting.tenantId, (tx) =>
    reviseTranscript(tx, splitting, async (newest): Promise<NewChange> => {
      const { segments, told } = await readVersion(tx, recordingId, { newest, version: newest });
      const rows = pick(segments, splitting.segments);
      const former = rows[0]?.speaker ?? null;
      speaker = findFreeName([...told.keys(), ...segments.map((row) => row.speaker ?? '')]);
      await takeSeconds(tx, recordingId, { rows, former, speaker });
      return {
        type: 'split',
        segments: rows.map((row) => ({
          index: row.index,
          was: wordingOf(row),
          is: { ...wordingOf(row), speaker },
        })),
        // Before this version the voice was a part of the other's, or nobody's: then of its own, which lists nobody.
        merges: [{ speaker, was: former ?? speaker, is: null }],
        ...(name === undefined ? {} : { names: [{ speaker, was: null, is: name }] }),
      };
    }),
  );
  hintRevised(database, recordingId);
  return { version, speaker };
}

function pick(segments: readonly SegmentRow[], indexes: readonly number[]): SegmentRow[] {
  const byIndex = new Map(segments.map((row) => [row.index, row]));
  const rows = [...new Set(indexes)].map((index) => {
    const row = byIndex.get(index);
    if (!row) throw new EfirError('segment-not-found', { index });
    return row;
  });
  if (new Set(rows.map((row) => row.speaker)).size > 1)
    throw new EfirError('request-invalid', { detail: 'segments: are of several speakers' });
  return rows;
}

/** One more than the highest: a name that was given away once is never another's. */
function findFreeName(known: readonly string[]): string {
  const numbers = known.map((id) => Number(/^S(\d{1,6})$/.exec(id)?.[1] ?? 0));
  return `S${Math.max(0, ...numbers) + 1}`;
}

/** The new speaker has the seconds of the segments, and the former one has them no more. */
async function takeSeconds(
  tx: TenantTx,
  recordingId: RecordingId,
  split: { readonly rows: readonly SegmentRow[]; readonly former: string | null; readonly speaker: string },
): Promise<void> {
  const { former, rows, speaker } = split;
  const spoken = rows.reduce((sum, row) => sum + Math.max(0, row.end_s - row.start_s), 0);
  let seconds = spoken;
  if (former !== null) {
    await ensureSpeakers(tx, recordingId, [former]);
    const before = await tx
      .selectFrom('speakers')
      .select('seconds')
      .where('recording_id', '=', recordingId)
      .where('id', '=', former)
      .executeTakeFirstOrThrow();
    seconds = Math.min(spoken, before.seconds);
    await tx
      .updateTable('speakers')
      .set({ seconds: sql<number>`seconds - ${seconds}` })
      .where('recording_id', '=', recordingId)
      .where('id', '=', former)
      .execute();
  }
  await tx
    .insertInto('speakers')
    .values({ tenant_id: tx.tenantId, recording_id: recordingId, id: speaker, name: null, seconds })
    .execute();
}
