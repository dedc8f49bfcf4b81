import { z } from 'zod';
import { noteSchema, segmentSchema } from '../../wire/event-message.ts';

export const speakerSchema = z.object({
  id: z.string().describe('`S1`, `S2`, …, as segments name them'),
  name: z.string().optional().describe('What a person called them'),
  seconds: z.number().nonnegative().describe('Of speech'),
});
export type Speaker = z.infer<typeof speakerSchema>;

/** A finished transcript: the JSON format of the API and of the command line. Times in seconds. */
export const transcriptSchema = z.object({
  language: z.string().describe('ISO 639-1 code of the spoken language'),
  duration: z.number().nonnegative().describe('Length of the recording in seconds'),
  engine: z.string().describe('What recognised the speech'),
  model: z.string(),
  quality: z.enum(['full', 'low']).describe('`low` marks the work of an offline fallback: do not rely on it'),
  version: z
    .int()
    .positive()
    .optional()
    .describe('Grows with each correction and each naming of a speaker, from 1'),
  speakers: z
    .array(speakerSchema)
    .optional()
    .describe('Who speaks, in the order of their first words, where that was asked for and could be told'),
  notes: z
    .array(
      noteSchema.extend({ text: z.string().optional().describe('The remark in the language of the reader') }),
    )
    .describe('Remarks on the whole: by a code, the values that belong to it, and in words'),
  text: z.string().describe('All segments, one behind the other'),
  segments: z.array(segmentSchema).describe('In the order of their times'),
});
export type Transcript = z.infer<typeof transcriptSchema>;

/** What files are written of. */
export type WrittenTranscript = Omit<Transcript, 'engine' | 'model'>;

export const transcriptFormats = ['json', 'txt', 'srt', 'vtt', 'tsv', 'docx'] as const;
export type TranscriptFormat = (typeof transcriptFormats)[number];
