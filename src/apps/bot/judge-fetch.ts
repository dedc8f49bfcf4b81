import { toEfirError } from '../../core/errors.ts';
import type { StoredError } from '../../db/schema.ts';
import { MessengerDoubt, MessengerRefusal } from '../../ports/messenger.ts';
import type { ChatFailure } from './word-failure.ts';

/** What follows a download that failed. */
export type FetchFate =
  | { readonly fate: 'again'; readonly seconds: number; readonly counts: boolean }
  /** Telegram does not hand out so large a file. */
  | { readonly fate: 'too-large' }
  | { readonly fate: 'failed'; readonly error: StoredError };

/** Seconds before the second try, the third, … */
const pauses = [2, 10, 30, 120];

/** Judges a failure of the try `tries`, counted from 1. */
export function judgeFetch(thrown: unknown, tries: number): FetchFate {
  if (thrown instanceof MessengerRefusal) return judgeRefusal(thrown, tries);
  if (thrown instanceof MessengerDoubt) return tryAgain(tries, fail('chat-download-failed'));
  const error = toEfirError(thrown);
  const { args, code } = error;
  const status = Number(args['status'] ?? 0);
  if (code === 'target-refused') {
    const passing = status >= 500 || status === 429 || status === 408;
    const reason = status >= 300 && status < 400 ? 'redirects' : 'refused';
    const failed = fail('chat-link-failed', { reason, status });
    return passing ? tryAgain(tries, failed) : { fate: 'failed', error: failed };
  }
  // The database and the disk are everybody's: this recording is not tried less for it.
  if (code === 'database-unreachable' || code === 'disk-full')
    return { fate: 'again', seconds: 10, counts: false };
  const record = error.toRecord();
  return error.transient ? tryAgain(tries, record) : { fate: 'failed', error: record };
}

function judgeRefusal({ description, retryAfter, status }: MessengerRefusal, tries: number): FetchFate {
  if (status === 429) return { fate: 'again', seconds: Math.min(3600, (retryAfter ?? 5) + 1), counts: false };
  if (/file is too big/i.test(description)) return { fate: 'too-large' };
  // Of a message that was deleted, of another bot, or too old: asking again gives the same.
  if (status === 400 && /file|reference/i.test(description) && !/temporarily/i.test(description))
    return { fate: 'failed', error: fail('chat-file-gone') };
  return tryAgain(tries, fail('chat-download-failed'));
}

function tryAgain(tries: number, error: StoredError): FetchFate {
  const seconds = pauses[tries - 1];
  return seconds === undefined ? { fate: 'failed', error } : { fate: 'again', seconds, counts: true };
}

function fail(code: ChatFailure, args: StoredError['args'] = {}): StoredError {
  return { code, args };
}
