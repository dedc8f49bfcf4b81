import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import type { StoredError } from '../../../db/schema.ts';
import type { Texts } from '../../../texts/texts.ts';

/** What went wrong at some time with no request behind it. */
export const faultSchema = z.object({
  code: z.string().meta({ description: 'Stable name of what went wrong', example: 'target-refused' }),
  message: z.string().meta({ description: 'What was wrong, in the language of Accept-Language (en, ru)' }),
  hint: z.string().meta({ description: 'What to do about it' }),
});

export function presentFault(
  error: StoredError | undefined,
  texts: Texts,
): z.infer<typeof faultSchema> | null {
  return error ? texts.describe(EfirError.fromRecord(error)) : null;
}
