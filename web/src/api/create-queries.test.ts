import { expect, test } from 'vitest';
import { ApiFailure, toApiFailure } from './api-failure.ts';
import { mayAskAgain, waitToAskAgain } from './create-queries.ts';

test('a server that has enough for now is asked again when it wants to be', async () => {
  const busy = await toApiFailure(new Response('{}', { status: 429, headers: { 'retry-after': '7' } }));
  expect([mayAskAgain(9, busy), mayAskAgain(10, busy), waitToAskAgain(0, busy)]).toEqual([true, false, 7000]);
});

test('a wait is never longer than a minute', async () => {
  const busy = await toApiFailure(new Response('', { status: 429, headers: { 'retry-after': '86400' } }));
  expect(waitToAskAgain(0, busy)).toBe(60_000);
});

test('a lost connection is tried three times, later each time', () => {
  const lost = new ApiFailure({ code: 'offline' });
  expect([0, 1, 2].map((failures) => waitToAskAgain(failures, lost))).toEqual([1000, 2000, 4000]);
  expect([mayAskAgain(2, lost), mayAskAgain(3, lost)]).toEqual([true, false]);
});

test.each([400, 401, 404, 500])('an answer of %i would be the same again', (status) => {
  expect(mayAskAgain(0, new ApiFailure({ code: 'unreadable', status }))).toBe(false);
});
