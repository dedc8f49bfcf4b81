import { describe, expect, it } from 'vitest';
import { whisperLanguages } from '../../../core/whisper-languages.ts';
import { parseLanguage } from './parse-language.ts';

describe('languages', () => {
  it.each([
    ['ru', 'ru'],
    ['RU', 'ru'],
    ['rus', 'ru'],
    ['ru-RU', 'ru'],
    ['ru_RU', 'ru'],
    ['Russian', 'ru'],
    ['русский', 'ru'],
    ['Русский язык', 'ru'],
    ['en-US', 'en'],
    ['eng', 'en'],
    ['English', 'en'],
    ['английский', 'en'],
    ['Deutsch', 'de'],
    ['German', 'de'],
    ['немецкий', 'de'],
    ['українська', 'uk'],
    ['белорусский', 'be'],
    ['Mandarin', 'zh'],
    ['中文', 'zh'],
    ['zh-Hans-CN', 'zh'],
    ['jw', 'jv'],
    ['Tagalog', 'tl'],
    ['tl', 'tl'],
    ['iw', 'he'],
    ['no', 'no'],
    ['Norwegian', 'no'],
    ['nb', 'nb'],
    ['Cantonese', 'yue'],
    ['haw', 'haw'],
    ['ga', 'ga'],
    ['Irish', 'ga'],
    ['Haitian Creole', 'ht'],
    ['Pashto', 'ps'],
    ['греческий', 'el'],
    ['Español', 'es'],
    [' french ', 'fr'],
  ])('reads %s as %s', (text, code) => {
    expect(parseLanguage(text)).toBe(code);
  });

  it.each([undefined, '', ' ', 'auto', 'AUTO'])('takes %s for automatic', (text) => {
    expect(parseLanguage(text)).toBeUndefined();
  });

  it.each(['Klingonese', 'xx', 'e', 'english russian', 'q'.repeat(500), '../en', 'en;ru', '12'])(
    'refuses %s',
    (text) => {
      expect(() => parseLanguage(text)).toThrow(
        expect.objectContaining({ code: 'language-unknown', args: { language: text.slice(0, 64) } }),
      );
    },
  );

  it("knows all of Whisper's by code and by both names", () => {
    expect(new Set(whisperLanguages).size).toBe(100);
    const names = ['en', 'ru'].map((reader) => new Intl.DisplayNames([reader], { type: 'language' }));
    for (const code of whisperLanguages) {
      const spellings = [code, ...names.map((display) => display.of(code) ?? '')];
      expect(spellings.map(parseLanguage), spellings.join(' ')).toEqual([code, code, code]);
    }
  });
});
