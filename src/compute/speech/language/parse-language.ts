import { EfirError } from '../../../core/errors.ts';
import { whisperLanguages } from '../../../core/whisper-languages.ts';

/**
 * Reads the language of a request: a code ("ru", "rus", "ru-RU"), an English, Russian or own name ("Russian",
 * "русский"), or "auto". Answers the ISO 639-1 code (639-3 where there is no shorter one: "yue"), or undefined for
 * automatic. Throws `language-unknown` {language}.
 */
export function parseLanguage(text: string | undefined): string | undefined {
  const wanted = text?.trim().toLowerCase().replaceAll('_', '-') ?? '';
  if (wanted === '' || wanted === 'auto' || wanted === 'автоматически') return undefined;
  const code = parseCode(wanted) ?? getNames().get(normaliseName(wanted));
  if (code === undefined) throw new EfirError('language-unknown', { language: (text ?? '').slice(0, 64) });
  return code;
}

/** Names that people and Whisper use beside those of the standard. */
const otherNames: Readonly<Record<string, string>> = {
  mandarin: 'zh',
  'chinese (simplified)': 'zh',
  'chinese (traditional)': 'zh',
  castilian: 'es',
  valencian: 'ca',
  flemish: 'nl',
  haitian: 'ht',
  letzeburgesch: 'lb',
  pushto: 'ps',
  panjabi: 'pa',
  moldavian: 'ro',
  moldovan: 'ro',
  sinhalese: 'si',
  tagalog: 'tl',
  myanmar: 'my',
  farsi: 'fa',
  jw: 'jv',
  gaelic: 'gd',
  норвежский: 'no',
  тагальский: 'tl',
  фарси: 'fa',
  белорусский: 'be',
  молдавский: 'ro',
  мандаринский: 'zh',
  фламандский: 'nl',
};

function parseCode(wanted: string): string | undefined {
  const [language = ''] = wanted.split('-');
  if (!/^[a-z]{2,3}$/.test(language) || !/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(wanted)) return undefined;
  // Before the standard's own renaming, which would turn Whisper's "tl" into "fil".
  if (whisperLanguages.includes(language)) return language;
  const [canonical = language] = Intl.getCanonicalLocales(language);
  const [code = canonical] = canonical.split('-');
  return displayName(code, 'en') === undefined ? undefined : code;
}

let names: Map<string, string> | undefined;

function getNames(): Map<string, string> {
  names ??= new Map([...collectNames(), ...Object.entries(otherNames)]);
  return names;
}

function* collectNames(): Generator<[string, string]> {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const twoLetterCodes = letters.flatMap((first) => letters.map((second) => first + second));
  // The Whisper list last: where two codes share a name, the one that engines know wins.
  const codes = twoLetterCodes.filter(
    (code) => Intl.getCanonicalLocales(code)[0] === code && !whisperLanguages.includes(code),
  );
  for (const code of [...codes, ...whisperLanguages]) {
    for (const reader of ['en', 'ru', code]) {
      const name = displayName(code, reader);
      if (name !== undefined) yield [normaliseName(name), code];
    }
  }
}

function displayName(code: string, reader: string): string | undefined {
  const display =
    displays.get(reader) ?? new Intl.DisplayNames([reader], { type: 'language', fallback: 'none' });
  displays.set(reader, display);
  return display.of(code);
}
const displays = new Map<string, Intl.DisplayNames>();

function normaliseName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\s+(?:язык|language)$/, '')
    .trim();
}
