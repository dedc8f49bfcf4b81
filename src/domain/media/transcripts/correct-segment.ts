import { correctWords } from '../../../compute/speech/correct-words.ts';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId } from '../../../core/ids.ts';
import type { Database, TenantRead, TenantTx } from '../../../db/database.ts';
import type { SegmentWording } from '../../../db/schema.ts';
import type { Segment } from '../../../wire/event-message.ts';
import { readWritten } from './read-written.ts';
import {
  hintRevised,
  type NewChange,
  type Revised,
  type Revision,
  reviseTranscript,
} from './revise-transcript.ts';
import { type SegmentRow, toSegment, wordingOf } from './stored-transcript.ts';

/** Characters of a segment's text. */
export const longestText = 100_000;
/** The highest that the table can hold. */
const highestIndex = 2 ** 31 - 1;

export interface Correction extends Revision {
  readonly index: number;
  /** What was said; empty: nothing. Absent: the text is right. */
  readonly text?: string | undefined;
  /** Who said it: one of the recording's speakers, or null for nobody known. Absent: the speaker is right. */
  readonly speaker?: string | null | undefined;
  /** Somebody listened to it: no word of it is doubtful any more, also of those that stay. */
  readonly certain?: boolean | undefined;
}

/**
 * Corrects what a segment says or who says it, its times kept: words that stay keep theirs. Gives the version that came
 * of it, and the segment in it. Rejects as `reviseTranscript`, with `segment-not-found` (index), `speaker-not-found`
 * (id), and with `request-invalid` for text that is too long or holds control characters.
 */
export async function correctSegment(
  database: Database,
  correction: Correction,
): Promise<{ version: number; segment: Segment }> {
  const { changed, ...corrected } = await database.withTenant(correction.tenantId, (tx) =>
    correctSegmentWithin(tx, correction),
  );
  if (changed) hintRevised(database, correction.recordingId);
  return corrected;
}

/** The same as part of a transaction. Where it `changed` something, `hintRevised` is for after the commit. */
export async function correctSegmentWithin(
  tx: TenantTx,
  correction: Omit<Correction, 'tenantId'>,
): Promise<Revised & { readonly segment: Segment }> {
  const { certain = false, index, recordingId, speaker } = correction;
  const text = correction.text === undefined ? undefined : readWritten('text', correction.text, longestText);
  let corrected: SegmentRow | undefined;
  const outcome = await reviseTranscript(tx, correction, async (): Promise<NewChange | undefined> => {
    const row = await readSegment(tx, recordingId, index);
    if (typeof speaker === 'string') await assertSpeaker(tx, recordingId, speaker);
    const was = wordingOf(row);
    const worded = reword(row, text);
    const words = certain ? worded.words.map(({ confidence: _, ...word }) => word) : worded.words;
    const wasCertain = !certain || row.words.every(({ confidence }) => confidence === undefined);
    const is = { ...worded, words, ...(speaker === undefined ? {} : { speaker }) };
    corrected = { ...row, ...is };
    if (is.text === was.text && is.speaker === was.speaker && wasCertain) return undefined;
    return { type: 'corrected', segments: [{ index, was, is }] };
  });
  return { ...outcome, segment: toSegment(corrected as SegmentRow) };
}

async function readSegment(tx: TenantRead, recordingId: RecordingId, index: number): Promise<SegmentRow> {
  const row =
    index > highestIndex
      ? undefined
      : await tx
          .selectFrom('segments')
          .selectAll()
          .where('recording_id', '=', recordingId)
          .where('index', '=', index)
          .executeTakeFirst();
  if (!row) throw new EfirError('segment-not-found', { index });
  return row;
}

/** Somebody who was told apart, or whom another segment names; rejects with `speaker-not-found` (id). */
export async function assertSpeaker(tx: TenantRead, recordingId: RecordingId, id: string): Promise<void> {
  // No text of the database holds a zero, and it refuses questions for one.
  if (id.includes('\0')) throw new EfirError('speaker-not-found', { id });
  const told = await tx
    .selectFrom('speakers')
    .select('merged_into')
    .where('recording_id', '=', recordingId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (told && told.merged_into !== null) throw new EfirError('speaker-not-found', { id });
  const named =
    told ??
    (await tx
      .selectFrom('segments')
      .select('index')
      .where('recording_id', '=', recordingId)
      .where('speaker', '=', id)
      .executeTakeFirst());
  if (!named) throw new EfirError('speaker-not-found', { id });
}

function reword(row: SegmentRow, text: string | undefined): SegmentWording {
  const was = wordingOf(row);
  if (text === undefined || text === was.text) return was;
  const words = correctWords({ start: row.start_s, end: row.end_s, text: was.text, words: was.words }, text);
  return { ...was, text, words, unintelligible: was.unintelligible && text === '' };
}
