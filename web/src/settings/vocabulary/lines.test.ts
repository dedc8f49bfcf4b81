import { expect, test } from 'vitest';
import { addWords, readLines, writeLines } from './lines.ts';

test('reads words and spellings from lines, whatever stands between', () => {
  const text =
    '\uFEFFEfir\r\n# a remark\n\n  ether => Efir \nкубер нетес\tKubernetes\na -> b\nc → d\n=> x\ny =>\n<b>\u202E';
  expect(readLines(text)).toEqual({
    hot_words: ['Efir', '=> x', 'y =>', '<b>\u202E'],
    spellings: [
      { heard: 'ether', write: 'Efir' },
      { heard: 'кубер нетес', write: 'Kubernetes' },
      { heard: 'a', write: 'b' },
      { heard: 'c', write: 'd' },
    ],
  });
});

test('what is written is read the same', () => {
  const words = { hot_words: ['Efir', 'two words'], spellings: [{ heard: 'ether', write: 'Efir' }] };
  expect(readLines(writeLines(words))).toEqual(words);
  expect(writeLines({ hot_words: [], spellings: [] })).toBe('');
});

test('adds what is not there yet, whatever its case', () => {
  const before = { hot_words: ['Efir'], spellings: [{ heard: 'ether', write: 'Efir' }] };
  const more = {
    hot_words: ['EFIR', 'Redis', 'redis'],
    spellings: [
      { heard: 'Ether', write: 'no' },
      { heard: 'x', write: 'y' },
    ],
  };
  expect(addWords(before, more)).toEqual({
    hot_words: ['Efir', 'Redis'],
    spellings: [
      { heard: 'ether', write: 'Efir' },
      { heard: 'x', write: 'y' },
    ],
  });
});
