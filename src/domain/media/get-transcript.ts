import type { Selectable } from 'kysely';
import { assembleTranscript, type NoteTexts } from '../../compute/speech/assemble-transcript.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Schema } from '../../db/schema.ts';
import type { Segment } from '../../wire/event-message.ts';
import { readRecording } from './get-recording.ts';

/**
 * The transcript of a finished recording; with `texts` its notes are worded. Rejects with `recording-not-found`, and
 * with `transcript-not-ready` (state) while there is none, with `transcript-expired` (date) when there is none any more.
 */
export async function getTranscript(
  database: Database,
  tenantId: TenantId,
  recordingId: RecordingId,
  texts?: NoteTexts,
): Promise<{ transcript: Transcript; fileName: string }> {
  return database.readTenant(tenantId, async (tx) => {
    const recording = await readRecording(tx, recordingId);
    const row = await tx
      .selectFrom('transcripts')
      .selectAll()
      .where('recording_id', '=', recordingId)
      .executeTakeFirst();
    if (recording.transcriptExpiredAt) {
      const date = recording.transcriptExpiredAt.toISOString().slice(0, 10);
      throw new EfirError('transcript-expired', { date });
    }
    if (!row || recording.state !== 'succeeded') {
      throw new EfirError('transcript-not-ready', { state: recording.state });
    }
    const segments = await tx
      .selectFrom('segments')
      .selectAll()
      .where('recording_id', '=', recordingId)
      .orderBy('index')
      .execute();
    const transcript = assembleTranscript({ ...row, segments: segments.map(toSegment) }, texts);
    return { transcript, fileName: recording.fileName };
  });
}

function toSegment(row: Selectable<Schema['segments']>): Segment {
  return {
    index: row.index,
    start: row.start_s,
    end: row.end_s,
    text: row.text,
    ...(row.speaker === null ? {} : { speaker: row.speaker }),
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.unintelligible ? { unintelligible: true as const } : {}),
    words: row.words,
  };
}
