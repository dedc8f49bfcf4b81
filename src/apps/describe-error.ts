import { z } from 'zod';
import { EfirError, type ErrorArguments } from '../core/errors.ts';
import type { Texts } from '../texts/texts.ts';

/** An error as it leaves over HTTP, below `error`. */
export interface DescribedError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly request_id: string;
}

/** Failures of ours whose cause helps the person outside: they know what was asked for, not how we are built. */
const open: readonly string[] = ['unavailable', 'engine-missing', 'model-download-failed'];

/**
 * An error in words for somebody outside, also one that was stored with a recording. What the machine is made of
 * (folders, addresses, the words of its programs) is left to the log, where `requestId` leads.
 */
export function describeError(error: EfirError, texts: Texts, requestId: string): DescribedError {
  const args: Record<string, ErrorArguments[string]> = { ...error.args };
  const ours = error.meaning.status >= 500 && !open.includes(error.code);
  if (ours && 'detail' in args) args['detail'] = texts.text('api-detail-in-log');
  if ('path' in args && error.code !== 'route-unknown') args['path'] = texts.text('api-file');
  if ('directory' in args) args['directory'] = '…';
  return { ...texts.describe(new EfirError(error.code, args)), request_id: requestId };
}

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
