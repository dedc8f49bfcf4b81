import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { isUuid, type RecordingId, type VoiceId } from '../../../core/ids.ts';
import type { KnownPerson, VoiceSample } from '../../../domain/media/index.ts';

const id = z.string().meta({ format: 'uuid' });
const time = z.string().meta({ format: 'date-time' });

const sampleSchema = z.object({
  id,
  recording: z
    .object({ id, file_name: z.string() })
    .nullable()
    .meta({ description: 'Null once it is deleted: the sample stays' }),
  speaker: z.string().meta({ example: 'S1' }),
  seconds: z.number().meta({ description: 'Of speech' }),
  created_at: time,
});

export const voiceSchema = z
  .object({
    id,
    name: z.string(),
    created_at: time,
    made_by: z.string().nullable().meta({ description: 'Name of who keeps it; null: a program' }),
    recognised: z.int().meta({ description: 'Recordings in which it was known again' }),
    samples: z.array(sampleSchema).meta({ description: 'What it is known by, the oldest first' }),
  })
  .meta({ id: 'Voice' });

export const voiceNameSchema = z.string().min(1).max(1_000).meta({ description: 'Up to 100 characters' });
export const sampleInput = {
  recording_id: z.string().max(100).meta({ format: 'uuid', description: 'Whose speakers were told apart' }),
  speaker: z.string().min(1).max(100).meta({ description: 'Id of the speaker there', example: 'S1' }),
};

export const voiceParams = z.object({ id });
export const voiceSampleParams = z.object({ id, sample: id });

/** An id that is none belongs to no voice: the same answer as for one of another tenant. */
export function readVoiceId(params: z.infer<typeof voiceParams>): VoiceId {
  if (!isUuid(params.id)) throw new EfirError('voice-not-found', { id: params.id.slice(0, 100) });
  return params.id as VoiceId;
}

export function readSource(body: { readonly recording_id: string; readonly speaker: string }): {
  recordingId: RecordingId;
  speaker: string;
} {
  if (!isUuid(body.recording_id)) throw new EfirError('recording-not-found', { id: body.recording_id });
  return { recordingId: body.recording_id as RecordingId, speaker: body.speaker };
}

export function presentVoice(voice: KnownPerson): z.infer<typeof voiceSchema> {
  return {
    id: voice.id,
    name: voice.name,
    created_at: voice.createdAt.toISOString(),
    made_by: voice.madeBy ?? null,
    recognised: voice.recognised,
    samples: voice.samples.map(presentSample),
  };
}

function presentSample(sample: VoiceSample): z.infer<typeof sampleSchema> {
  const { recording } = sample;
  return {
    id: sample.id,
    recording: recording ? { id: recording.id, file_name: recording.fileName } : null,
    speaker: sample.speaker,
    seconds: sample.seconds,
    created_at: sample.createdAt.toISOString(),
  };
}
