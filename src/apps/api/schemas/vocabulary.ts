import { z } from 'zod';
import type { TenantVocabulary } from '../../../domain/media/index.ts';

/** Entries are judged by the use case, which knows what a word is; this is to bound them. */
const entry = z.string().max(1_000);

export const vocabularyInput = z.strictObject({
  hot_words: z
    .array(entry)
    .max(1_000)
    .meta({
      description: 'Words that are likely to be said: 200 at most, of 100 characters',
      example: ['Efir'],
    }),
  spellings: z
    .array(z.strictObject({ heard: entry, write: entry }))
    .max(1_000)
    .meta({
      description: 'How heard words are to be written: 500 at most',
      example: [{ heard: 'ether', write: 'Efir' }],
    }),
});

export const vocabularySchema = z
  .object({
    hot_words: z.array(z.string()),
    spellings: z.array(z.object({ heard: z.string(), write: z.string() })),
    updated_at: z.string().meta({ format: 'date-time' }).nullable(),
  })
  .meta({ id: 'Vocabulary' });

export function presentVocabulary(vocabulary: TenantVocabulary): z.infer<typeof vocabularySchema> {
  return {
    hot_words: [...vocabulary.hotWords],
    spellings: [...vocabulary.spellings],
    updated_at: vocabulary.updatedAt?.toISOString() ?? null,
  };
}
