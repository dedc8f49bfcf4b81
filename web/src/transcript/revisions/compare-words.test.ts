import { expect, test } from 'vitest';
import { compareWords } from './compare-words.ts';

const write = (was: string, is: string) =>
  compareWords(was, is)
    .map(({ kind, text }) => (kind === 'same' ? text : `${kind === 'gone' ? '-' : '+'}[${text}]`))
    .join(' ');

test.each([
  ['ask not what', 'ask not what', 'ask not what'],
  ['ask not what', 'ask now what', 'ask -[not] +[now] what'],
  ['', 'new words', '+[new words]'],
  ['old words', '', '-[old words]'],
  ['a b c d', 'b c x d', '-[a] b c +[x] d'],
  ['no no', 'no', 'no -[no]'],
])('%j to %j', (was, is, written) => {
  expect(write(was, is)).toBe(written);
});

test('very long texts are told as a whole, and at once', () => {
  const [was, is] = ['a', 'b'].map((sign) =>
    Array.from({ length: 5_000 }, (_, at) => `${sign}${at}`).join(' '),
  );
  expect(compareWords(was ?? '', is ?? '').map(({ kind }) => kind)).toEqual(['gone', 'new']);
});
