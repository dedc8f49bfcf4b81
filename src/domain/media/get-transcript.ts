import { assembleTranscript, type NoteTexts } from '../../compute/speech/assemble-transcript.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';
import { readTranscriptRow, readVersion, toSegment } from './transcripts/stored-transcript.ts';

/**
 * The transcript of a finished recording, at its newest version or at `version`; with `texts` its notes are worded.
 * Rejects with `recording-not-found`, with `transcript-not-ready` (state) while there is none, with
 * `transcript-expired` (date) when there is none any more, and with `version-not-found` (version, newest).
 */
export async function getTranscript(
  database: Database,
  tenantId: TenantId,
  recordingId: RecordingId,
  texts?: NoteTexts,
  version?: number,
): Promise<{ transcript: Transcript; fileName: string; createdAt: Date }> {
  return database.readTenant(tenantId, (tx) => readTranscript(tx, recordingId, texts, version));
}

/** The same inside a transaction. */
export async function readTranscript(
  tx: TenantRead,
  recordingId: RecordingId,
  texts?: NoteTexts,
  version?: number,
): Promise<{ transcript: Transcript; fileName: string; createdAt: Date }> {
  const { recording, row } = await readTranscriptRow(tx, recordingId);
  const wanted = version ?? row.version;
  const { segments, speakers } = await readVersion(tx, recordingId, {
    newest: row.version,
    version: wanted,
  });
  const parts = { ...row, version: wanted, speakers, segments: segments.map(toSegment) };
  const { createdAt, fileName } = recording;
  return { transcript: assembleTranscript(parts, texts), fileName, createdAt };
}
