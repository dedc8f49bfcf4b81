import {
  type HeardSpeaker,
  type KnownVoice,
  matchVoices,
} from '../../../compute/speech/speakers/match-voices.ts';
import { decodeEmbedding } from '../../../compute/speech/speakers/voice-embedding.ts';
import type { RecordingId, VoiceId } from '../../../core/ids.ts';
import type { TenantTx } from '../../../db/database.ts';

/** Gives the speakers of a recording that is done the names of those whose voices they have. */
export async function knowVoices(
  tx: TenantTx,
  recordingId: RecordingId,
  speakers: readonly { readonly id: string; readonly seconds: number; readonly embedding?: string }[],
): Promise<void> {
  const known = await readKnownVoices(tx);
  if (known.length === 0) return;
  const heard: HeardSpeaker[] = speakers.map(({ embedding = '', id, seconds }) => ({
    ...{ id, seconds, embedding: decodeEmbedding(embedding) },
  }));
  const matched = matchVoices(heard, known);
  if (matched.size === 0) return;
  // Whoever deletes one of them waits, and those that are deleted already name nobody.
  const names = await tx
    .selectFrom('voices')
    .select(['id', 'name'])
    .where('id', 'in', [...matched.values()])
    .orderBy('id')
    .forKeyShare()
    .execute();
  for (const [speaker, voiceId] of matched) {
    const voice = names.find(({ id }) => id === voiceId);
    if (!voice) continue;
    await tx
      .updateTable('speakers')
      .set({ name: voice.name, voice_id: voice.id })
      .where('recording_id', '=', recordingId)
      .where('id', '=', speaker)
      .execute();
  }
}

async function readKnownVoices(tx: TenantTx): Promise<KnownVoice<VoiceId>[]> {
  const rows = await tx
    .selectFrom('voice_samples')
    .select(['voice_id', 'seconds', 'embedding'])
    .orderBy('id')
    .execute();
  const byVoice = Map.groupBy(rows, (row) => row.voice_id);
  return [...byVoice].map(([id, samples]) => ({
    id,
    samples: samples.map(({ embedding, seconds }) => ({
      ...{ seconds, embedding: decodeEmbedding(embedding.toString('base64')) },
    })),
  }));
}
