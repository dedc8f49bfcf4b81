import { expect, test } from 'vitest';
import { drawSpeech } from './draw-speech.ts';

test('draws what is said where it is said', () => {
  const bars = drawSpeech([{ start: 50, end: 60, text: 'x'.repeat(100) }], 100);
  expect(bars).toHaveLength(600);
  expect(bars.slice(0, 300).every((bar) => bar === 0)).toBe(true);
  expect(Math.max(...bars)).toBe(1);
  expect(bars.slice(362).every((bar) => bar === 0)).toBe(true);
});

test('draws nothing where nothing is known, and all within the recording', () => {
  expect(Math.max(...drawSpeech([], 10))).toBe(0);
  expect(Math.max(...drawSpeech([{ start: 0, end: 5, text: 'a' }], 0))).toBe(0);
  expect(drawSpeech([{ start: 9, end: 50, text: 'late' }], 10)).toHaveLength(600);
});
