import { expect, test } from 'vitest';
import type { Segment, Word } from '../../wire/event-message.ts';
import { doubtfulBelow, findDoubtful, isDoubtful } from './find-doubtful.ts';

test('a word is doubtful below the threshold, and never without a confidence', () => {
  const at = (confidence: number) => isDoubtful({ confidence });
  expect([at(0), at(doubtfulBelow - 0.01), at(doubtfulBelow), at(1)]).toEqual([true, true, false, false]);
  expect(isDoubtful({})).toBe(false);
});

test('lines with a doubtful word are found, and those that nobody understood', () => {
  const lines = findDoubtful([
    line(0, 0, 3, [0.9, 0.8]),
    line(1, 3, 6, [0.9, 0.2, 0.3]),
    { index: 2, start: 6, end: 8, text: '', unintelligible: true, words: [] },
    { index: 3, start: 8, end: 9, text: 'no word times', words: [] },
  ]);
  expect(lines.map(({ index, text }) => [index, text])).toEqual([
    [1, 'w0 w1 w2'],
    [2, ''],
  ]);
});

test('five seconds are heard, around a short line and around the worst word of a long one', () => {
  const [short, atStart, long] = findDoubtful([
    line(0, 10, 12, [0.1]),
    line(1, 0.5, 1.5, [0.1]),
    line(2, 100, 130, [0.9, 0.55, 0.9, 0.2, 0.9, 0.9]),
  ]);
  expect(short).toMatchObject({ at: 10, start: 8.5, end: 13.5 });
  expect(atStart).toMatchObject({ start: 0, end: 5 });
  // The fourth of six words lasts from 115 to 120.
  expect(long).toMatchObject({ start: 115, end: 120 });
});

function line(index: number, start: number, end: number, confidences: readonly number[]): Segment {
  const each = (end - start) / confidences.length;
  const words: Word[] = confidences.map((confidence, place) => ({
    text: `w${place}`,
    start: start + place * each,
    end: start + (place + 1) * each,
    confidence,
  }));
  return { index, start, end, text: words.map(({ text }) => text).join(' '), words };
}
