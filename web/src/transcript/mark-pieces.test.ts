import { expect, test } from 'vitest';
import { layOutWords } from './lay-out-words.ts';
import { markPieces } from './mark-pieces.ts';
import type { Highlight } from './queries.ts';

const text = 'ask not what';
const pieces = layOutWords(text, [
  { text: 'ask', start: 0, end: 1 },
  { text: 'not', start: 1, end: 2 },
  { text: 'what', start: 2, end: 3 },
]);
const highlight = { id: 'h', start: 0.9, end: 3 } as Highlight;
const join = (marked: ReturnType<typeof markPieces>) => marked.map((piece) => piece.text).join('');

test('a highlight holds its words and what is between them', () => {
  const marked = markPieces(pieces, [highlight], []);
  expect(marked.filter((piece) => piece.highlight).map((piece) => piece.text)).toEqual(['not', ' ', 'what']);
});

test('a hit may begin and end within words', () => {
  const hit = { from: 1, to: 6 };
  const marked = markPieces(pieces, [highlight], [hit]);
  expect(marked.filter((piece) => piece.hit === hit).map((piece) => piece.text)).toEqual(['sk', ' ', 'no']);
  expect(marked.find((piece) => piece.text === 't')?.word?.start).toBe(1);
  expect(join(marked)).toBe(text);
});

test('nothing is lost, whatever is marked', () => {
  expect(markPieces(pieces, [], [])).toBe(pieces);
  for (const hits of [
    [{ from: -5, to: 99 }],
    [{ from: 3, to: 3 }],
    [
      { from: 0, to: 2 },
      { from: 1, to: 5 },
    ],
  ])
    expect(join(markPieces(pieces, [], hits))).toBe(text);
  expect(markPieces([], [highlight], [{ from: 0, to: 1 }])).toEqual([]);
});
