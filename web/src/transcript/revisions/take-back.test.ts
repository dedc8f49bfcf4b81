import { expect, test } from 'vitest';
import type { Transcript } from '../../api/client.ts';
import { replaceSegments, type Segment } from '../queries.ts';
import { takeBack } from './take-back.ts';

const say = (index: number, text: string) =>
  ({ index, start: index, end: index + 1, text, words: [] }) as Segment;
const before = {
  version: 3,
  segments: [say(0, 'one'), say(1, 'two'), say(2, 'three')],
  speakers: [{ id: 'S1' }],
} as unknown as Transcript;
const expected: Transcript = {
  ...before,
  ...replaceSegments(before, [say(1, 'mine')]),
  speakers: [{ id: 'S1', name: 'Mine' }] as NonNullable<Transcript['speakers']>,
};
const texts = ({ segments }: Transcript) => segments.map(({ text }) => text);

test('what was not made is as it was before', () => {
  expect(takeBack(expected, before, expected)).toBe(before);
});

test('what others changed in between stays, without another answer', () => {
  const now: Transcript = { ...expected, ...replaceSegments(expected, [say(2, 'theirs')]), version: 4 };
  const left = takeBack(now, before, expected);
  expect(texts(left)).toEqual(['one', 'two', 'theirs']);
  expect(left.version).toBe(4);
  expect(left.speakers).toEqual([{ id: 'S1' }]);
  expect(left.segments[0]).toBe(before.segments[0]);
});

test('what the server tells of the very same thing is true', () => {
  const speakers = [{ id: 'S1', name: 'Theirs' }] as NonNullable<Transcript['speakers']>;
  const now: Transcript = {
    ...expected,
    ...replaceSegments(expected, [say(1, 'told')]),
    speakers,
    version: 4,
  };
  const left = takeBack(now, before, expected);
  expect(texts(left)).toEqual(['one', 'told', 'three']);
  expect(left.speakers).toBe(speakers);
});
