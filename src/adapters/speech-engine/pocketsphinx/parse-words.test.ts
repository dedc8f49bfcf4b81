import { expect, test } from 'vitest';
import { parseWords } from './parse-words.ts';

test('reads words, their times and confidence, and leaves out what is no word', () => {
  const output = `he was not
<s> 0.000 0.060 0.999500
<sil> 0.070 0.200 0.694306
he 0.210 0.320 0.998701
was(2) 0.330 0.540 1.000100
[SPEECH] 0.980 1.100 0.535598
++BREATH++ 1.100 1.200 0.5
not 1.280 1.500 0.472940
</s> 2.800 2.970 1.000000
`;
  expect(parseWords(output)).toEqual([
    { text: 'he', start: 0.21, end: 0.32, confidence: 0.998701 },
    { text: 'was', start: 0.33, end: 0.54, confidence: 1 },
    { text: 'not', start: 1.28, end: 1.5, confidence: 0.47294 },
  ]);
});

test('silence, which the program answers with nothing, has no words', () => {
  expect(parseWords('')).toEqual([]);
});
