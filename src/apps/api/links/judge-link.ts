import { toEfirError } from '../../../core/errors.ts';
import type { StoredError } from '../../../db/schema.ts';

/** What follows a download that failed. */
export type LinkFate =
  | { readonly fate: 'again'; readonly seconds: number; readonly counts: boolean }
  | { readonly fate: 'failed'; readonly error: StoredError };

/** Seconds before the second try, the third, … */
const pauses = [2, 10, 30, 120];

/** Judges a failure of the try `tries`, counted from 1. */
export function judgeLink(thrown: unknown, tries: number): LinkFate {
  const error = toEfirError(thrown);
  // The database and the disk are everybody's: this link is not tried less for it.
  if (error.code === 'database-unreachable' || error.code === 'disk-full')
    return { fate: 'again', seconds: 10, counts: false };
  const status = Number(error.args['status'] ?? 0);
  const refused = error.code === 'target-refused';
  const passing = refused ? status >= 500 || status === 429 || status === 408 : error.transient;
  const record: StoredError = refused ? { code: 'link-refused', args: { status } } : error.toRecord();
  const seconds = pauses[tries - 1];
  return passing && seconds !== undefined
    ? { fate: 'again', seconds, counts: true }
    : { fate: 'failed', error: record };
}
