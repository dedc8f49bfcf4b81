import type { Texts } from '../../../texts/texts.ts';

/** Languages that people send most: they come first in every menu. Any other can be named in a caption. */
export const commonLanguages: readonly string[] = [
  ...['ru', 'en', 'uk', 'kk', 'de', 'fr', 'es', 'it', 'pt', 'pl', 'tr', 'ar', 'zh', 'ja'],
];

/** Those that have a button below an answer, too. */
export const furtherLanguages: readonly string[] = [
  ...['uz', 'be', 'ka', 'hy', 'az', 'ky', 'ko', 'fa', 'he', 'hi', 'vi', 'th', 'id', 'nl', 'sv', 'fi', 'cs'],
  ...['sk', 'ro', 'bg', 'sr', 'hr', 'el', 'hu', 'lt', 'lv', 'et'],
];

/** Buttons in a row: on a phone the names of more languages would be cut. */
export const languagesPerRow = 2;

/** What a language is called on a button: in the language of the reader, with a capital. */
export function nameLanguage(code: string, texts: Texts): string {
  const name = texts.text('bot-language-name', { code });
  return name.charAt(0).toLocaleUpperCase(texts.language) + name.slice(1);
}

/** The order of every menu of languages: the reader's own first, then by name as the reader spells them. */
export function sortLanguages(codes: readonly string[], texts: Texts): string[] {
  const { compare } = new Intl.Collator(texts.language);
  const rank = (code: string) => (code === texts.language ? 0 : 1);
  return codes.toSorted(
    (a, b) => rank(a) - rank(b) || compare(nameLanguage(a, texts), nameLanguage(b, texts)),
  );
}
