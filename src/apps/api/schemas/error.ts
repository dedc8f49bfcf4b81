import { z } from 'zod';

export const errorSchema = z.object({
  code: z.string().meta({ description: 'Stable name of what went wrong', example: 'media-unrecognised' }),
  message: z.string().meta({ description: 'What was wrong, in the language of Accept-Language (en, ru)' }),
  hint: z.string().meta({ description: 'What to do about it' }),
  request_id: z.string().meta({ description: 'Leads to the lines of the log' }),
});
const errorBodySchema = z.object({ error: errorSchema }).meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** The part of every route's answers that says how it may fail. */
export const failures = { '4xx': errorBodySchema, '5xx': errorBodySchema };
