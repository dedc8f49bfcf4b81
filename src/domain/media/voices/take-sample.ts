import { averageEmbedding, type HeardVoice } from '../../../compute/speech/speakers/join-voices.ts';
import { enoughToKnow } from '../../../compute/speech/speakers/match-voices.ts';
import { decodeEmbedding, encodeEmbedding } from '../../../compute/speech/speakers/voice-embedding.ts';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId } from '../../../core/ids.ts';
import type { TenantTx } from '../../../db/database.ts';
import { readTranscriptRow, readVersion } from '../transcripts/stored-transcript.ts';

/**
 * What a speaker of a recording sounds like, with whoever was merged into them. Rejects as `readTranscriptRow`, with
 * `speaker-not-found` (id), with `speaker-voiceless` where nobody measured the voice, and with `speech-too-short`
 * (seconds, least) where too little is said to know anybody by.
 */
export async function takeSample(
  tx: TenantTx,
  { recordingId, speaker }: SampleSource,
): Promise<{ readonly embedding: Buffer; readonly seconds: number }> {
  const { row } = await readTranscriptRow(tx, recordingId);
  const { speakers } = await readVersion(tx, recordingId, { newest: row.version, version: row.version });
  if (!speakers.some(({ id }) => id === speaker)) throw new EfirError('speaker-not-found', { id: speaker });
  const voices = await readOwnVoices(tx, { recordingId, speaker });
  const seconds = voices.reduce((sum, voice) => sum + voice.seconds, 0);
  const embedding = averageEmbedding(voices);
  if (!embedding.some((value) => value !== 0)) throw new EfirError('speaker-voiceless');
  if (seconds < enoughToKnow)
    throw new EfirError('speech-too-short', { seconds: Math.floor(seconds), least: enoughToKnow });
  return { embedding: Buffer.from(encodeEmbedding(embedding), 'base64'), seconds };
}

/** Where somebody is heard. */
export interface SampleSource {
  readonly recordingId: RecordingId;
  /** `S1`, … */
  readonly speaker: string;
}

async function readOwnVoices(tx: TenantTx, { recordingId, speaker }: SampleSource): Promise<HeardVoice[]> {
  const rows = await tx
    .selectFrom('speakers')
    .select(['seconds', 'embedding'])
    .where('recording_id', '=', recordingId)
    .where('embedding', 'is not', null)
    .where((either) => either.or([either('id', '=', speaker), either('merged_into', '=', speaker)]))
    .execute();
  return rows.map((row) => ({
    seconds: row.seconds,
    embedding: decodeEmbedding(row.embedding?.toString('base64') ?? ''),
  }));
}
