import { expect, test } from 'vitest';
import { matchWords } from './match.ts';

const recordings = ['Go to recordings', 'К записям'];

test.each(['rec', 'go rec', 'RECORDINGS', 'записи'.slice(0, 5), 'К ЗАП', 'recrd', 'pfgbc', 'кусщкв', ''])(
  'finds by %j',
  (typed) => {
    expect(matchWords(typed, recordings)).toBeGreaterThan(0);
  },
);

test.each(['x', 'settings', 'go settings', 'сгдрознк', 'zzz'])('does not find by %j', (typed) => {
  expect(matchWords(typed, recordings)).toBe(0);
});

test('the beginning of a text is better than that of a word, which is better than its middle', () => {
  const [first, word, middle, letters] = ['sign out', 'to sign', 'design', 'so i go now'].map((text) =>
    matchWords('sign', [text]),
  ) as [number, number, number, number];
  expect(first).toBeGreaterThan(word);
  expect(word).toBeGreaterThan(middle);
  expect(middle).toBeGreaterThan(letters);
});

test('signs and huge texts do no harm', () => {
  expect(matchWords('🎧 ((( [', ['🎧'])).toBe(1);
  expect(matchWords('\u202Ea'.repeat(5_000), recordings)).toBe(0);
});
