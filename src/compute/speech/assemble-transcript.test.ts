import { describe, expect, it } from 'vitest';
import { assembleTranscript } from './assemble-transcript.ts';
import { compareLength } from './compare-length.ts';
import { joinTexts } from './join-texts.ts';
import { guessLanguage } from './language/guess-language.ts';

const segment = (index: number, text: string) => ({ index, start: index, end: index + 1, text, words: [] });

describe('a transcript', () => {
  it('is put in order, with its notes worded when they can be', () => {
    const parts = {
      language: 'en',
      duration: 2,
      engine: 'test',
      model: 'words',
      quality: 'full' as const,
      segments: [segment(1, 'Two.'), segment(0, 'One.')],
    };
    const notes = [{ code: 'no-speech' as const, args: {} }];
    expect(assembleTranscript({ ...parts, notes })).toMatchObject({
      text: 'One. Two.',
      notes,
      segments: [segment(0, 'One.'), segment(1, 'Two.')],
    });
    expect(assembleTranscript({ ...parts, notes }, { text: (id) => id }).notes).toEqual([
      { code: 'no-speech', args: {}, text: 'note-no-speech' },
    ]);
  });
});

describe('the announced length', () => {
  it.each([
    [60, 60, undefined],
    [60, 58.5, undefined],
    [3600, 3540, undefined],
    [60, 55, 'shorter-than-announced'],
    [3600, 3000, 'shorter-than-announced'],
    [60, 47, 'media-truncated'],
    [3, 1, 'media-truncated'],
    [0.6, 0.2, undefined],
    [10, 400, undefined],
    [0, 400, undefined],
  ])('of %d s with %d s in the file gives %s', (duration, decoded, outcome) => {
    const compare = () => compareLength({ duration }, decoded)[0]?.code;
    if (outcome === 'media-truncated') expect(compare).toThrow(expect.objectContaining({ code: outcome }));
    else expect(compare()).toBe(outcome);
    expect(compareLength({ duration, duration_estimated: true }, decoded)).toEqual([]);
    expect(compareLength({ duration: 0, cut: true }, decoded)).toEqual([{ code: 'end-missing', args: {} }]);
  });
});

describe('guessing the language', () => {
  it.each([
    ['привет', 'any', 'ru'],
    ['як ти, їжак', ['ru', 'uk', 'en'], 'uk'],
    ['привет', ['en', 'bg'], 'en'],
    ['hello', ['en'], 'en'],
    ['hello', ['de', 'fr'], 'de'],
    ['你好', 'any', 'zh'],
    ['', [], 'en'],
  ] as const)('of "%s" among %s gives %s', (text, known, code) => {
    expect(guessLanguage(text, known)).toBe(code);
  });
});

it('joins words as their script is written', () => {
  expect(joinTexts(['one', ' two ', '', 'three'])).toBe('one two three');
  expect(joinTexts(['你', '好', '。', 'OK', 'да'])).toBe('你好。 OK да');
});
