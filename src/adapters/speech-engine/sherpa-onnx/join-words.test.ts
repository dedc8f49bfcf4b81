import { expect, test } from 'vitest';
import { joinWords } from './join-words.ts';
import type { SherpaResult } from './sherpa-onnx-node.ts';

const result = (tokens: string[], timestamps: number[], more: Partial<SherpaResult> = {}): SherpaResult => ({
  text: tokens.join('').trim(),
  tokens,
  timestamps,
  ...more,
});

test('sentence pieces join at a leading blank, and punctuation stays with its word', () => {
  const pieces = result([' He', 'llo', ',', ' wor', 'ld', '.'], [0.08, 0.24, 0.4, 0.8, 0.96, 1.04]);
  expect(joinWords(pieces, 2, false)).toEqual([
    { text: 'Hello,', start: 0.08, end: 0.56 },
    { text: 'world.', start: 0.8, end: 1.2 },
  ]);
});

test('a first token without a blank opens a word, and ▁ is a blank', () => {
  expect(joinWords(result(['a', '▁b'], [0, 0.5]), 1, false).map((word) => word.text)).toEqual(['a', 'b']);
});

test('letters with blanks of their own: a word begins at its first letter', () => {
  const letters = result(['д', 'а', ' ', 'н', 'е', 'т', ' '], [0.1, 0.2, 0.3, 0.6, 0.7, 0.8, 0.9]);
  expect(joinWords(letters, 1, false)).toEqual([
    { text: 'да', start: 0.1, end: 0.3 },
    { text: 'нет', start: 0.6, end: 0.9 },
  ]);
});

test('durations, where a model tells them, decide the end; nothing ends after the piece', () => {
  const told = result([' one', ' two'], [0.2, 0.9], { durations: [0.32, 0.4] });
  expect(joinWords(told, 1, false).map((word) => word.end)).toEqual([0.52, 1]);
});

test('confidence is the geometric mean of the tokens', () => {
  const sure = result([' a', 'b', ' c'], [0.1, 0.2, 0.3], {
    ys_log_probs: [Math.log(0.5), Math.log(0.5), 0],
  });
  expect(joinWords(sure, 1, true).map((word) => word.confidence?.toFixed(3))).toEqual(['0.500', '1.000']);
  expect(joinWords(sure, 1, false)[0]).not.toHaveProperty('confidence');
});

test('without times the words share the piece by their letters, in order', () => {
  const spread = joinWords({ text: ' ab abcdef ', tokens: [' ab', ' abcdef'], timestamps: [] }, 4, true);
  expect(spread).toEqual([
    { text: 'ab', start: 0, end: 1 },
    { text: 'abcdef', start: 1, end: 4 },
  ]);
});

test('tokens that are bytes make letters, each with the time of its first byte', () => {
  const bytes = result(
    [' я', '<0xD0>', '<0xB9>', 'ц', '<0xE2>', '<0x80>', '<0xA6>'],
    [0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
  );
  expect(joinWords(bytes, 1, false)).toEqual([{ text: 'яйц…', start: 0, end: 0.6 }]);
});

test('tokens with half letters are put together from the text', () => {
  const tokens = [' Привет', ' \ufffd', '\ufffd', '\ufffd', ' мир'];
  const halves = { text: ' Привет 🙂 мир', tokens, timestamps: [0, 0.5, 0.6, 0.7, 1], durations: [] };
  expect(joinWords(halves, 2, false).map((word) => [word.text, word.start])).toEqual([
    ['Привет', 0],
    ['🙂', 0.5],
    ['мир', 1],
  ]);
});

test('a letter in halves at the very end, and a text that does not fit the tokens', () => {
  const end = { text: 'да\u2014', tokens: ['да', '\ufffd', '\ufffd'], timestamps: [0, 0.1, 0.2] };
  expect(joinWords(end, 1, false).map((word) => word.text)).toEqual(['да—']);
  const odd = { text: 'other', tokens: ['\ufffd', ' a', '\ufffd'], timestamps: [0, 0.1, 0.2] };
  expect(joinWords(odd, 1, false).length).toBeGreaterThan(0);
});

test('writings without blanks are divided into words, with the times of their signs', () => {
  const signs = result([...'我们今天去北京。好'], [0.1, 0.2, 0.4, 0.5, 0.8, 1, 1.1, 1.2, 1.4]);
  const words = joinWords(signs, 2, false);
  expect(words.map((word) => word.text)).toEqual(['我们', '今天', '去', '北京。', '好']);
  expect(words.map((word) => word.start)).toEqual([0.1, 0.4, 0.8, 1, 1.4]);
});

test('Thai, and Japanese with brackets', () => {
  const thai = result(['สวัส', 'ดี', 'ครับ'], [0, 0.3, 0.6]);
  expect(joinWords(thai, 1, false).map((word) => word.text)).toEqual(['สวัสดี', 'ครับ']);
  const quoted = result([...'「はい」と言う'], [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
  expect(joinWords(quoted, 1, false)[0]?.text).toBe('「はい」');
});

test('no tokens, no words', () => {
  expect(joinWords({ text: '', tokens: [], timestamps: [] }, 1, true)).toEqual([]);
});
