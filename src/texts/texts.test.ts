import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { settings } from '../config/settings.ts';
import { EfirError, errorMeanings, isErrorCode } from '../core/errors.ts';
import { noteSchema } from '../wire/event-message.ts';
import { formatBytes, formatSpan } from './formats.ts';
import { chooseLanguage, getTexts, languages } from './texts.ts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, code: readFileSync(`src/${path}`, 'utf8') }));

describe('the catalogue', () => {
  test('both languages hold the same texts', () => {
    const [english, russian] = languages.map((language) => [...getTexts(language).ids()].sort());
    expect(russian).toEqual(english);
  });

  test.each(languages)('every error code has a sentence and a hint in %s', (language) => {
    const ids = getTexts(language).ids();
    const wanted = Object.keys(errorMeanings).flatMap((code) => [`error-${code}`, `error-${code}.hint`]);
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test.each(languages)('no sentence in %s is left for a code that is gone', (language) => {
    const codes = getTexts(language)
      .ids()
      .flatMap((id) => /^error-([a-z-]+)$/.exec(id)?.[1] ?? []);
    expect(codes.filter((code) => !isErrorCode(code))).toEqual([]);
  });

  test.each(languages)('every note has a sentence in %s', (language) => {
    const ids = getTexts(language).ids();
    const wanted = noteSchema.shape.code.options.map((code) => `note-${code}`);
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('the two languages complete a sentence with the same values', () => {
    const [english, russian] = languages.map(readPlaceholders);
    expect(russian).toEqual(english);
  });

  test('every error is thrown with the values that its sentence needs', () => {
    const placeholders = readPlaceholders('en');
    const problems = sources.flatMap(({ path, code }) =>
      [...code.matchAll(/new EfirError\(\s*'([a-z-]+)'(?:,\s*(\{[^}]*\}|\w+))?/g)].flatMap(
        ([, name = '', args = '']) => {
          // Values that come from elsewhere cannot be read here.
          if (args.includes('...') || /^\w/.test(args)) return [];
          const given = [...args.matchAll(/(?:\{|,)\s*([a-z_]\w*)/gi)].map(([, arg]) => arg);
          const missing = (placeholders[`error-${name}`] ?? []).filter((arg) => !given.includes(arg));
          return missing.length > 0 ? [`${path}: ${name} lacks ${missing.join(', ')}`] : [];
        },
      ),
    );
    expect(problems).toEqual([]);
  });
});

describe('sentences', () => {
  test('Russian counts properly', () => {
    const count = (times: number) =>
      getTexts('ru').describe(new EfirError('recording-kills-engine', { times })).message;
    expect([1, 3, 5, 21].map(count).map((line) => /\d+ раза?/.exec(line)?.[0])).toEqual([
      '1 раз',
      '3 раза',
      '5 раз',
      '21 раз',
    ]);
  });

  test('sizes and lengths are readable', () => {
    const { message } = getTexts('en').describe(
      new EfirError('media-too-long', { duration: 45_300, limit: 43_200 }),
    );
    expect(message).toBe('The recording lasts 12 hr 35 min; at most 12 hr are accepted.');
    expect(formatSpan(4.24, 'en')).toBe('4.2 sec');
    expect(formatSpan(59.7, 'en')).toBe('1 min');
    expect(formatSpan(125, 'ru')).toBe('2 мин 5 с');
    expect(formatSpan(Number.NaN, 'en')).toBe('…');
    expect([2e9, 1_500_000, 12].map((bytes) => formatBytes(bytes, 'en'))).toEqual(['2 GB', '1.5 MB', '12 B']);
    expect(formatBytes(Number.NaN, 'ru')).toBe('…');
  });

  test('a value that is missing reads as an ellipsis', () => {
    expect(getTexts('en').describe(new EfirError('media-damaged')).message).toContain('cannot be read: ….');
    expect(getTexts('en').describe(new EfirError('media-too-long')).message).toContain('lasts …');
  });

  test('a language is named in the reader’s own', () => {
    expect(getTexts('ru').text('note-language-assumed', { language: 'en' })).toContain('английский');
    expect(getTexts('en').text('note-language-assumed', { language: '??' })).toContain('??');
    const several = getTexts('en').text('note-several-languages', { languages: 'ru en de' });
    expect(several).toContain('Russian, English, and German');
  });

  test.each([
    ['a PDF document', 'документ PDF', 'a document (PDF)'],
    ['an image (PNG)', 'картинка PNG', 'an image (PNG)'],
    ['a ZIP archive', 'архив ZIP', 'an archive (ZIP)'],
    ['a playlist (ffconcat)', 'список воспроизведения ffconcat', 'a playlist (ffconcat)'],
    ['plain text', 'простой текст', 'plain text'],
    ['something new', 'something new', 'something new'],
  ])('what was found, %s, is named in both languages', (found, russian, english) => {
    const error = new EfirError('media-unrecognised', { found });
    expect(getTexts('ru').describe(error).message).toBe(`Это не запись: в файле ${russian}.`);
    expect(getTexts('en').describe(error).message).toBe(`This is not a recording: it looks like ${english}.`);
  });

  test.each([
    ['huggingface.co is not found (ENOTFOUND)', 'huggingface.co в сети не найден (ENOTFOUND)'],
    ['permission denied (EACCES)', 'нет прав (EACCES)'],
    ['file too large (EFBIG)', 'file too large (EFBIG)'],
    [
      'parakeet: huggingface.co is not found (ENOTFOUND); /bin/ls is no whisper-server of whisper.cpp, or too old (WHISPER_CPP_SERVER)',
      'parakeet: huggingface.co в сети не найден (ENOTFOUND); /bin/ls — не whisper-server из whisper.cpp или слишком старый (WHISPER_CPP_SERVER)',
    ],
    ['model.onnx has 5 bytes instead of 10', 'в model.onnx 5 Б вместо 10 Б'],
    ['signal SIGABRT: what the library said', 'сигнал SIGABRT: what the library said'],
    ['что-то ещё', 'что-то ещё'],
  ])('what happened, %s, is told in Russian, too', (detail, russian) => {
    const error = new EfirError('engine-failed', { detail });
    expect(getTexts('ru').describe(error).message).toBe(`Движок распознавания не справился: ${russian}.`);
    expect(getTexts('en').describe(error).message).toContain(detail);
  });

  test('what a setting accepts is told in Russian, too', () => {
    const untranslated = Object.entries(settings).filter(([name, { accepts }]) => {
      const error = new EfirError('setting-invalid', { name, value: 'x', accepts });
      // Words to choose from, and nothing between.
      return !/^[\w-]+(, [\w-]+)*$/.test(accepts) && getTexts('ru').describe(error).message.includes(accepts);
    });
    expect(untranslated).toEqual([]);
  });

  test('what is translated is still told somewhere in these words', () => {
    const lines = readFileSync('locales/en/details.ftl', 'utf8').matchAll(
      /^((?:detail|accepts)-[\w-]+) = (.*)$/gm,
    );
    const all = sources.map(({ code }) => code.replaceAll(/\$\{/g, '{')).join('\n');
    const lost = [...lines].filter(([, , english = '']) => {
      const parts = english.split(/\{ \$\w+ \}/).filter((part) => /[a-z]{2}/i.test(part));
      return !parts.every((part) => all.includes(part.trim()));
    });
    expect(lost.map(([, id]) => id)).toEqual([]);
  });

  test('whatever the sniffer may find has a name', () => {
    const source = readFileSync('src/compute/media/sniff-content.ts', 'utf8');
    const phrases = [...source.matchAll(/'((?:an? )[^']+|subtitles[^']*|plain text|unknown data)'/g)];
    const names = phrases.map(([, phrase = '']) => phrase);
    expect(names.length).toBeGreaterThan(15);
    const untranslated = names.filter((found) =>
      getTexts('ru').describe(new EfirError('media-unrecognised', { found })).message.includes(found),
    );
    expect(untranslated).toEqual([]);
  });

  test('an id that does not exist is refused', () => {
    expect(() => getTexts('en').text('no-such-text')).toThrow('no text no-such-text');
  });

  test('the language is chosen from a locale or a header', () => {
    expect(chooseLanguage('ru_RU.UTF-8')).toBe('ru');
    expect(chooseLanguage('de-DE, ru;q=0.8, en;q=0.5')).toBe('ru');
    expect(chooseLanguage('en-GB,ru')).toBe('en');
    expect(chooseLanguage(undefined)).toBe('en');
  });
});

/** Sentence id → names of its values, sorted. */
function readPlaceholders(language: (typeof languages)[number]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const file of readdirSync(`locales/${language}`)) {
    let id = '';
    for (const line of readFileSync(`locales/${language}/${file}`, 'utf8').split('\n')) {
      id = /^([a-z][\w-]*) =/.exec(line)?.[1] ?? id;
      const names = [...line.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? '');
      if (id !== '') found[id] = [...new Set([...(found[id] ?? []), ...names])].sort();
    }
  }
  return found;
}
