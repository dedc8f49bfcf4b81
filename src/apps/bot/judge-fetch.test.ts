import { describe, expect, test } from 'vitest';
import { EfirError } from '../../core/errors.ts';
import { MessengerDoubt, MessengerRefusal } from '../../ports/messenger.ts';
import { judgeFetch } from './judge-fetch.ts';

const refusal = (status: number, description: string, retryAfter?: number) =>
  new MessengerRefusal({ method: 'getFile', status, description, retryAfter });
const doubt = new MessengerDoubt({ method: 'download', detail: '5 of 9 bytes came', perhapsDone: true });

describe('a download that failed', () => {
  test.each([
    ['cut or unanswered', doubt, 'again'],
    ['a flood', refusal(429, 'Too Many Requests: retry after 7', 7), 'again'],
    ['a file path that is over', refusal(404, 'Not Found'), 'again'],
    ['busy storage of Telegram', refusal(400, 'Bad Request: file is temporarily unavailable'), 'again'],
    ['too large', refusal(400, 'Bad Request: file is too big'), 'too-large'],
    ['a file id of another bot', refusal(400, 'Bad Request: wrong file_id or the file is gone'), 'failed'],
    ['a file reference that is over', refusal(400, 'Bad Request: FILE_REFERENCE_EXPIRED'), 'failed'],
    ['no recording', new EfirError('media-unrecognised', { found: 'plain text' }), 'failed'],
    ['a private address', new EfirError('url-forbidden', { url: 'x', reason: 'private' }), 'failed'],
    ['a link that leads nowhere', new EfirError('target-refused', { status: 404 }), 'failed'],
    ['a server that is down', new EfirError('target-refused', { status: 503 }), 'again'],
    ['nobody there', new EfirError('target-unreachable', { host: 'x', detail: 'y' }), 'again'],
    ['a full disk', new EfirError('disk-full', { path: '' }), 'again'],
    ['a fault of ours', new TypeError('undefined is no function'), 'failed'],
  ])('%s: %#', (_what, thrown, fate) => {
    expect(judgeFetch(thrown, 1).fate).toBe(fate);
  });

  test('is given up after some tries, later and later', () => {
    const fates = [1, 2, 3, 4, 5].map((tries) => judgeFetch(doubt, tries));
    expect(fates.map((one) => (one.fate === 'again' ? one.seconds : one.fate))).toEqual([
      2,
      10,
      30,
      120,
      'failed',
    ]);
    expect(fates.at(-1)).toMatchObject({ error: { code: 'chat-download-failed' } });
  });

  test('is not counted where it is nothing of the recording', () => {
    expect(judgeFetch(refusal(429, 'Too Many Requests', 7), 9)).toEqual({
      fate: 'again',
      seconds: 8,
      counts: false,
    });
    expect(judgeFetch(new EfirError('disk-full', { path: '' }), 9)).toMatchObject({
      fate: 'again',
      counts: false,
    });
  });

  test('of a link says what its server said', () => {
    const args = (status: number) => {
      const judged = judgeFetch(new EfirError('target-refused', { status }), 9);
      return judged.fate === 'failed' ? judged.error.args : undefined;
    };
    expect([302, 404, 503].map(args)).toEqual([
      { reason: 'redirects', status: 302 },
      { reason: 'refused', status: 404 },
      { reason: 'refused', status: 503 },
    ]);
  });
});
