import { z } from 'zod';
import { noteSchema, segmentSchema } from '../../wire/event-message.ts';

/** A finished transcript: the JSON format of the API and of the command line. Times in seconds. */
export const transcriptSchema = z.object({
  language: z.string().describe('ISO 639-1 code of the spoken language'),
  duration: z.number().nonnegative().describe('Length of the recording in seconds'),
  engine: z.string(),
  model: z.string(),
  quality: z.enum(['full', 'low']).describe('`low` marks the work of an offline fallback: do not rely on it'),
  notes: z.array(noteSchema.extend({ text: z.string().optional() })),
  text: z.string(),
  segments: z.array(segmentSchema),
});
export type Transcript = z.infer<typeof transcriptSchema>;

export const transcriptFormats = ['json', 'txt', 'srt', 'vtt', 'tsv'] as const;
export type TranscriptFormat = (typeof transcriptFormats)[number];
