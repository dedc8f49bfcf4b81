/**
 * A first guess where nobody said and the engine does not tell: by the script, among what the engine knows. Answers an
 * ISO 639-1 code; the transcript carries the note `language-assumed` with it.
 */
export function guessLanguage(text: string, known: readonly string[] | 'any'): string {
  if (known !== 'any' && known.length === 1) return known[0] ?? 'en';
  const candidates = scripts.filter(([pattern]) => pattern.test(text)).map(([, code]) => code);
  const fits = (code: string) => known === 'any' || known.includes(code);
  return [...candidates, 'en'].find(fits) ?? (known === 'any' ? 'en' : (known[0] ?? 'en'));
}

/** More particular ones first. */
const scripts: readonly (readonly [RegExp, string])[] = [
  [/[іїєґ]/iu, 'uk'],
  [/[\u0400-\u04ff]/u, 'ru'],
  [/[\u0370-\u03ff]/u, 'el'],
  [/[\u3040-\u30ff]/u, 'ja'],
  [/[\uac00-\ud7af]/u, 'ko'],
  [/[\u4e00-\u9fff]/u, 'zh'],
  [/[\u0600-\u06ff]/u, 'ar'],
  [/[\u0590-\u05ff]/u, 'he'],
  [/[\u0e00-\u0e7f]/u, 'th'],
];
