import { expect, it } from 'vitest';
import { makeSamples, noise, silence, speech } from '../../../../test/support/audio.ts';
import { listHeardWords } from './heard-words.ts';

it('hears a word in every 0.4 s that is not silent, where it is', () => {
  const words = listHeardWords(makeSamples([speech(0.8), silence(0.8), speech(0.4)]));
  expect(words.map((word) => word.start)).toEqual([0, 0.4, 1.6]);
  expect(words.map((word) => word.end.toFixed(2))).toEqual(['0.36', '0.76', '1.96']);
});

it('hears the same in the same piece, and something else in another', () => {
  const texts = (samples: Float32Array) => listHeardWords(samples).map((word) => word.text);
  expect(texts(makeSamples([noise(8, 0.3)]))).toEqual(texts(makeSamples([noise(8, 0.3)])));
  expect(texts(makeSamples([noise(8, 0.3)]))).not.toEqual(texts(makeSamples([noise(8, 0.2)])));
  expect(new Set(texts(makeSamples([noise(8, 0.3)]))).size).toBeGreaterThan(5);
});

it('hears nothing in nothing', () => {
  expect(listHeardWords(new Float32Array(0))).toEqual([]);
  expect(listHeardWords(makeSamples([silence(3)]))).toEqual([]);
});

it('hears a single word in the shortest sound', () => {
  expect(listHeardWords(makeSamples([speech(0.1)]))).toHaveLength(1);
});
