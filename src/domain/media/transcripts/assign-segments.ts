import { EfirError } from '../../../core/errors.ts';
import type { Database } from '../../../db/database.ts';
import { assertSpeaker } from './correct-segment.ts';
import {
  hintRevised,
  type NewChange,
  type Revised,
  type Revision,
  reviseTranscript,
} from './revise-transcript.ts';
import { wordingOf } from './stored-transcript.ts';

export interface Assignment extends Revision {
  /** Indexes of segments. */
  readonly segments: readonly number[];
  /** Who says them: one of the recording's speakers, or null for nobody known. */
  readonly speaker: string | null;
}

/**
 * Gives segments to a speaker, all in one version. Rejects as `reviseTranscript`, with `segment-not-found` (index) and
 * `speaker-not-found` (id).
 */
export async function assignSegments(database: Database, assignment: Assignment): Promise<Revised> {
  const { recordingId, speaker } = assignment;
  const revised = await database.withTenant(assignment.tenantId, (tx) =>
    reviseTranscript(tx, assignment, async (): Promise<NewChange | undefined> => {
      const indexes = [...new Set(assignment.segments)];
      const rows = await tx
        .selectFrom('segments')
        .selectAll()
        .where('recording_id', '=', recordingId)
        .where('index', 'in', indexes)
        .orderBy('index')
        .execute();
      const known = new Set(rows.map(({ index }) => index));
      const missing = indexes.find((index) => !known.has(index));
      if (missing !== undefined) throw new EfirError('segment-not-found', { index: missing });
      if (speaker !== null) await assertSpeaker(tx, recordingId, speaker);
      const segments = rows
        .filter((row) => row.speaker !== speaker)
        .map((row) => ({ index: row.index, was: wordingOf(row), is: { ...wordingOf(row), speaker } }));
      return segments.length === 0 ? undefined : { type: 'corrected', segments };
    }),
  );
  if (revised.changed) hintRevised(database, recordingId);
  return revised;
}
