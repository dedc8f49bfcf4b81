import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Word } from '../../wire/event-message.ts';
import { correctWords } from './correct-words.ts';

/** One word a second, half a second long, each with its own confidence. */
function makeWords(text: string): Word[] {
  return text.split(' ').map((word, index) => ({
    text: word,
    start: index,
    end: index + 0.5,
    confidence: (index + 1) / 100,
  }));
}

function makeSegment(text: string, words = makeWords(text)) {
  return { start: 0, end: words.length, text, words };
}

test('words that stay keep their times and confidence; the one that was misheard keeps its span', () => {
  const segment = makeSegment('ask not what your county can do');
  expect(correctWords(segment, 'ask not what your country can do')).toEqual(
    segment.words.map((word, index) =>
      index === 4 ? { text: 'country', start: word.start, end: word.end } : word,
    ),
  );
});

test('other case and other marks are the same word', () => {
  const segment = makeSegment('so my fellow americans');
  const corrected = correctWords(segment, 'So, my fellow “Americans”!');
  expect(corrected).toEqual(
    segment.words.map((word, index) => ({ ...word, text: ['So,', 'my', 'fellow', '“Americans”!'][index] })),
  );
});

test('several words share the span of those they replace by their letters', () => {
  const segment = makeSegment('the cuber net is runs');
  const corrected = correctWords(segment, 'the Kubernetes cluster runs');
  expect(corrected.map(({ text, start, end }) => [text, start, end])).toEqual([
    ['the', 0, 0.5],
    // From 1 to 3.5, 10 letters to 7.
    ['Kubernetes', 1, 2.471],
    ['cluster', 2.471, 3.5],
    ['runs', 4, 4.5],
  ]);
  expect(corrected.map((word) => word.confidence)).toEqual([0.01, undefined, undefined, 0.05]);
});

test('a word that is put in stands in the gap between its neighbours, one that is left out leaves theirs alone', () => {
  const segment = makeSegment('I have dream');
  expect(correctWords(segment, 'I have a dream')[2]).toEqual({ text: 'a', start: 1.5, end: 2 });
  expect(correctWords(segment, 'Well I have dream')[0]).toEqual({ text: 'Well', start: 0, end: 0 });
  expect(correctWords(segment, 'I have dream today').at(-1)).toEqual({ text: 'today', start: 2.5, end: 3 });
  expect(correctWords(segment, 'I dream')).toEqual([segment.words[0], segment.words[2]]);
});

test('no text is no words, and words that come back share the segment', () => {
  const segment = makeSegment('one two');
  expect(correctWords(segment, '')).toEqual([]);
  expect(correctWords(segment, ' \n ')).toEqual([]);
  expect(correctWords({ start: 2, end: 4, text: '', words: [] }, 'ab cd')).toEqual([
    { text: 'ab', start: 2, end: 3 },
    { text: 'cd', start: 3, end: 4 },
  ]);
});

test('what came without word times stays without', () => {
  expect(correctWords({ start: 0, end: 9, text: 'no times here', words: [] }, 'still no times')).toEqual([]);
});

test('scripts without blanks are compared letter by letter', () => {
  const words = [
    { text: '今日は', start: 0, end: 0.9, confidence: 0.8 },
    { text: '良い', start: 1, end: 1.4, confidence: 0.7 },
    { text: '天汽', start: 1.5, end: 2, confidence: 0.6 },
  ];
  expect(correctWords({ start: 0, end: 2, text: '今日は良い天汽', words }, '今日は良い天気')).toEqual([
    words[0],
    words[1],
    { text: '天', start: 1.5, end: 1.75 },
    { text: '気', start: 1.75, end: 2 },
  ]);
});

test('a word of several words that a dictionary wrote stays one', () => {
  const words = [
    { text: 'New York', start: 0, end: 1, confidence: 0.9 },
    { text: 'city', start: 1, end: 2 },
  ];
  expect(correctWords({ start: 0, end: 2, text: 'New York city', words }, 'New York City.')).toEqual([
    words[0],
    { text: 'City.', start: 1, end: 2 },
  ]);
});

test('whatever is written, the words are the text, in order, and inside the segment', () => {
  const texts = fc.oneof(
    fc
      .array(fc.constantFrom('a', 'b', 'c', 'd', 'эфир', '你好', '👩‍👩‍👧', 'עברית', '—', 'a.b', '\u0301'), {
        maxLength: 12,
      })
      .map((parts) => parts.join(' ')),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-d]( [a-d]){0,11}$/), texts, (before, after) => {
      const segment = makeSegment(before);
      const words = correctWords(segment, after);
      const plain = (text: string) => text.replace(/\s+/g, '');
      expect(plain(words.map((word) => word.text).join(''))).toBe(plain(after));
      let last = 0;
      for (const { start, end } of words) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThanOrEqual(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(segment.end);
      expect(correctWords(segment, before)).toEqual(segment.words);
    }),
    { numRuns: 2_000 },
  );
});

test('ten thousand words that all differ are no work', () => {
  const many = (letter: string) =>
    Array.from({ length: 10_000 }, (_, index) => `${letter}${index}`).join(' ');
  const corrected = correctWords(makeSegment(many('a')), many('b'));
  expect(corrected).toHaveLength(10_000);
  expect(corrected.at(-1)?.end).toBe(9_999.5);
});
