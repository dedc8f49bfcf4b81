import type { Text } from '../../texts/use-texts.ts';

/** As many as are named one by one. */
const mostNamed = 3;

/** Languages in words: a few by their names, many by their number. */
export function describeLanguages(
  languages: readonly string[] | null,
  language: string,
  text: Text,
): string | undefined {
  if (languages === null) return undefined;
  if (languages.length > mostNamed) return text('web-languages-count', { count: languages.length });
  const names = new Intl.DisplayNames(language, { type: 'language', fallback: 'code' });
  return languages.map((code) => nameLanguage(names, code)).join(', ');
}

/** What an operator wrote may be no code at all. */
function nameLanguage(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
