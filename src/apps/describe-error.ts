import { z } from 'zod';
import { EfirError, isErrorCode } from '../core/errors.ts';
import type { Texts } from '../texts/texts.ts';

export { type DescribedError, describeError } from '../texts/describe-error.ts';

const locales = { en: z.locales.en().localeError, ru: z.locales.ru().localeError };

/**
 * `limit: Too big: expected number to be <=100 (given: “999”); …`, every field by its name. What was given is told where
 * the issue has it, or where it stands in `given`, the fields as they came. A field that people fill in may have a code of
 * its own, where nothing else is wrong: its schema names it in place of a message.
 */
export function toRequestError(
  error: z.core.$ZodError,
  { language, text }: Pick<Texts, 'language' | 'text'>,
  given: unknown = {},
): EfirError {
  const [own, ...others] = error.issues.map(({ message }) => message);
  if (own !== undefined && isErrorCode(own) && others.every(isErrorCode))
    return new EfirError(own, {}, { cause: error });
  const problems = error.issues.map((issue) => {
    const sentence = locales[language](issue as z.core.$ZodRawIssue);
    const message = typeof sentence === 'string' ? sentence : (sentence?.message ?? issue.message);
    const field = issue.path.join('.');
    // Of a text that was to be a number the issue may have no more than NaN.
    const value = [issue.input, (given as Record<string, unknown> | null)?.[field]].find(isShort);
    const problem = value === undefined ? message : text('api-problem-given', { problem: message, value });
    return field === '' ? problem : `${field}: ${problem}`;
  });
  return new EfirError('request-invalid', { detail: problems.join('; ') }, { cause: error });
}

/** Characters of a value that is said again. */
const longestValue = 60;

/** What is too long to be read is not: whole vocabularies stand in fields, too. */
function isShort(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longestValue && !/\p{Cc}/u.test(value);
}
