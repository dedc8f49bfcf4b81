import { z } from 'zod';
import { EfirError } from '../core/errors.ts';
import type { Texts } from '../texts/texts.ts';

export { type DescribedError, describeError } from '../texts/describe-error.ts';

const locales = { en: z.locales.en().localeError, ru: z.locales.ru().localeError };

/** `limit: Too big: expected number to be <=100; …`, every field by its name. */
export function toRequestError(error: z.core.$ZodError, { language }: Pick<Texts, 'language'>): EfirError {
  const problems = error.issues.map((issue) => {
    const sentence = locales[language](issue as z.core.$ZodRawIssue);
    const message = typeof sentence === 'string' ? sentence : (sentence?.message ?? issue.message);
    const field = issue.path.join('.');
    return field === '' ? message : `${field}: ${message}`;
  });
  return new EfirError('request-invalid', { detail: problems.join('; ') }, { cause: error });
}
