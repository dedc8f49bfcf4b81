import { expect, it } from 'vitest';
import { limitTime, longestTime } from './time-limit.ts';

it.each([
  ['a short one gets some minutes', { duration: 10 }, {}, 980],
  ['ten hours get more than ten hours', { duration: 36_000 }, {}, 288_900],
  [
    'a guessed length counts as the longest accepted',
    { duration: 10, duration_estimated: true },
    { max_duration: 3600 },
    29_700,
  ],
  ['so does an unknown one', { duration: 0 }, { max_duration: 3600 }, 29_700],
  ['with no bound at all the longest time', { duration: 0 }, {}, longestTime],
  ['never more than the longest time', { duration: 9e9 }, { time_limit: 9e9 }, longestTime],
  ['never more than the message says', { duration: 36_000 }, { time_limit: 5 }, 5],
])('%s', (_what, facts, terms, seconds) => {
  expect(limitTime(facts, terms)).toBe(seconds);
});
