import { expect, test } from 'vitest';
import { layOutWords } from './lay-out-words.ts';

const word = (text: string, start = 0) => ({ text, start, end: start + 0.5 });

test('words stand in their text, with what is between them', () => {
  const pieces = layOutWords('So — ask not, what', [
    word('So'),
    word('ask', 1),
    word('not,', 2),
    word('what', 3),
  ]);
  expect(pieces.map((piece) => piece.text)).toEqual(['So', ' — ', 'ask', ' ', 'not,', ' ', 'what']);
  expect(pieces.filter((piece) => piece.word).map((piece) => piece.word?.start)).toEqual([0, 1, 2, 3]);
});

test('the text is whole whatever the words are', () => {
  const text = 'the cat, the 😀 cat שלום';
  for (const words of [[], [word('dog')], [word('cat'), word('the'), word('the')], [word(''), word('שלום')]])
    expect(
      layOutWords(text, words)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
});

test('a word that comes twice is found twice', () => {
  const pieces = layOutWords('no no', [word('no', 1), word('no', 2)]);
  expect(pieces.map((piece) => piece.word?.start)).toEqual([1, undefined, 2]);
});
