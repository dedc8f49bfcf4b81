import { describe, expect, it } from 'vitest';
import { findLanguageCode } from './find-language-code.ts';
import { readVerbose, readVerboseText } from './read-verbose.ts';

describe('an answer in tokens', () => {
  it('becomes words, also where a segment ends within one, or a piece begins without a blank', () => {
    const answer = {
      text: 'ignored',
      segments: [
        {
          text: 'He',
          words: [
            { word: 'He', start: 0.1, end: 0.2, probability: 1 },
            { word: ' sa', start: 0.3, end: 0.4, probability: 0.25 },
          ],
        },
        {
          text: 'id',
          words: [
            { word: 'id,', start: 0.4, end: 0.5, probability: 1 },
            { word: ' ', start: 0.5, end: 0.5 },
          ],
        },
      ],
    };
    expect(readVerbose(answer, { seconds: 1, tokens: true })).toEqual({
      text: 'He said,',
      words: [
        { text: 'He', start: 0.1, end: 0.2, confidence: 1 },
        { text: 'said,', start: 0.3, end: 0.5, confidence: expect.closeTo(0.5, 5) as number },
      ],
    });
  });

  it('doubts that anybody speaks as little as its surest segment', () => {
    const segments = [0.9, 0.4, 2].map((no_speech_prob) => ({ text: ' a', no_speech_prob }));
    expect(readVerbose({ text: 'a', segments }, { seconds: 3 }).noSpeech).toBe(0.4);
  });
});

it.each(['', '[]', '{"text": 3}', '{"text": "a", "words": [{"word": 1}]}', 'null'])(
  '%s is no answer',
  (text) => {
    expect(readVerboseText(text)).toBeUndefined();
  },
);

describe('a language', () => {
  it.each([
    ['english', 'en'],
    ['Russian', 'ru'],
    ['ru-RU', 'ru'],
    ['zh_Hant', 'zh'],
    ['lao', 'lo'],
    ['jw', 'jv'],
    ['haitian creole', 'ht'],
    ['nynorsk', 'nn'],
    ['maori', 'mi'],
    ['yue', 'yue'],
    ['', undefined],
    ['unknown language', undefined],
    ['<script>', undefined],
  ])('named %s has the code %s', (named, code) => {
    expect(findLanguageCode(named)).toBe(code);
  });
});
