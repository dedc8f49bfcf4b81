import { z } from 'zod';
import { type HitPage, longestQuery } from '../../../domain/library/index.ts';
import { filterQuery } from './recording-filter.ts';

export const searchQuery = z.strictObject({
  q: z.string().min(1).max(longestQuery).meta({
    description:
      'Words in any form, "words in quotes" as they stand, -words that must not be there, OR between words',
    example: 'встреча -вторник',
  }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().meta({ description: '`next_cursor` of the page before' }),
  ...filterQuery,
});

const hitSchema = z
  .object({
    recording: z.object({
      id: z.string().meta({ format: 'uuid' }),
      file_name: z.string(),
      created_at: z.string().meta({ format: 'date-time' }),
    }),
    segment: z.int().meta({ description: 'Index of the segment' }),
    start: z.number().meta({ description: 'Seconds of the recording: the segment' }),
    end: z.number(),
    at: z.number().meta({ description: 'Seconds of the recording: the first word that was found' }),
    speaker: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    snippet: z
      .array(z.object({ text: z.string(), hit: z.boolean() }))
      .meta({ description: 'The text as it stands, around what was found' }),
  })
  .meta({ id: 'Hit' });

export const hitPageSchema = z.object({
  hits: z.array(hitSchema).meta({ description: 'The newest recording first, in each as they were said' }),
  next_cursor: z.string().nullable().meta({ description: 'Null on the last page' }),
});

export function presentHitPage({ hits, nextCursor }: HitPage): z.infer<typeof hitPageSchema> {
  return {
    hits: hits.map(({ recording, snippet, speaker, ...hit }) => ({
      recording: {
        id: recording.id,
        file_name: recording.fileName,
        created_at: recording.createdAt.toISOString(),
      },
      ...hit,
      speaker: speaker ? { id: speaker.id, name: speaker.name ?? null } : null,
      snippet: [...snippet],
    })),
    next_cursor: nextCursor ?? null,
  };
}
