import { correctWords } from '../../../compute/speech/correct-words.ts';
import { EfirError } from '../../../core/errors.ts';
import type { Database } from '../../../db/database.ts';
import type { SegmentWording } from '../../../db/schema.ts';
import { readWritten } from './read-written.ts';
import { type NewChange, type Revision, reviseTranscript } from './revise-transcript.ts';
import { readVersion, type SegmentRow } from './stored-transcript.ts';

/** Characters of a segment's text. */
export const longestText = 100_000;

export interface Correction extends Revision {
  readonly index: number;
  /** What was said; empty: nothing. Absent: the text is right. */
  readonly text?: string | undefined;
  /** Who said it: one of the recording's speakers, or null for nobody known. Absent: the speaker is right. */
  readonly speaker?: string | null | undefined;
}

/**
 * Corrects what a segment says or who says it, its times kept: words that stay keep theirs. Gives the version that came
 * of it. Rejects as `reviseTranscript`, with `segment-not-found` (index), `speaker-not-found` (id), and with
 * `request-invalid` for text that is too long or holds control characters.
 */
export function correctSegment(database: Database, correction: Correction): Promise<number> {
  const text = correction.text === undefined ? undefined : readWritten('text', correction.text, longestText);
  return reviseTranscript(database, correction, async (tx, newest): Promise<NewChange | undefined> => {
    const { index, recordingId, speaker } = correction;
    const { segments, speakers } = await readVersion(tx, recordingId, { newest, version: newest });
    const row = segments.find((segment) => segment.index === index);
    if (!row) throw new EfirError('segment-not-found', { index });
    if (typeof speaker === 'string' && !speakers.some(({ id }) => id === speaker))
      throw new EfirError('speaker-not-found', { id: speaker });
    const was = wordingOf(row);
    const is = { ...reword(row, text), ...(speaker === undefined ? {} : { speaker }) };
    if (is.text === was.text && is.speaker === was.speaker) return undefined;
    return { type: 'corrected', segments: [{ index, was, is }] };
  });
}

export function wordingOf({ speaker, text, unintelligible, words }: SegmentRow): SegmentWording {
  return { text, words, speaker, unintelligible };
}

function reword(row: SegmentRow, text: string | undefined): SegmentWording {
  const was = wordingOf(row);
  if (text === undefined || text === was.text) return was;
  const words = correctWords({ start: row.start_s, end: row.end_s, text: was.text, words: was.words }, text);
  return { ...was, text, words, unintelligible: was.unintelligible && text === '' };
}
