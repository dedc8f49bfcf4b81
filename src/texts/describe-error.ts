import { EfirError, type ErrorArguments } from '../core/errors.ts';
import type { Texts } from './texts.ts';

/** An error as it leaves the program, in answers and in news. */
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
