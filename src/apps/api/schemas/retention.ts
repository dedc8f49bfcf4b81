import { z } from 'zod';
import type { Retention, RetentionPolicy } from '../../../domain/media/index.ts';

const days = (what: string) =>
  z
    .int()
    .min(1)
    .max(36_500)
    .nullable()
    .meta({ description: `Days for which ${what} kept; null: for ever` });

export const retentionInput = z.strictObject({
  audio_days: days('recordings are'),
  transcript_days: days('transcripts are'),
  task_days: days('finished tasks, and the events of their recordings, are'),
});

export const retentionSchema = retentionInput
  .extend({ own: z.boolean().meta({ description: 'False while the settings of the installation hold' }) })
  .meta({ id: 'Retention' });

export const foreseenSchema = z
  .object({
    audio: z.int().meta({ description: 'Recordings whose sound would go' }),
    audio_bytes: z.number(),
    transcripts: z.int(),
    histories: z.int().meta({ description: 'Recordings whose tasks and events would go' }),
  })
  .meta({ id: 'ForeseenExpiry' });

export function readRetentionPolicy(given: z.infer<typeof retentionInput>): RetentionPolicy {
  return { audioDays: given.audio_days, transcriptDays: given.transcript_days, taskDays: given.task_days };
}

export function presentRetention(retention: Retention): z.infer<typeof retentionSchema> {
  return {
    audio_days: retention.audioDays,
    transcript_days: retention.transcriptDays,
    task_days: retention.taskDays,
    own: retention.own,
  };
}
