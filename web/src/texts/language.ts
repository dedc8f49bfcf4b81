export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

const key = 'efir-language';

/** The language that was chosen on this machine, else that of the browser where we speak it, else English. */
export function readLanguage(): Language {
  const chosen = readChoice() ?? globalThis.navigator?.language ?? 'en';
  return languages.find((language) => chosen.toLowerCase().startsWith(language)) ?? 'en';
}

/** The way of writing dates that the browser prefers in a language: of en-GB the clock has 24 hours. */
export function findLocale(language: Language): string {
  return navigator.languages.find((one) => one.startsWith(language)) ?? language;
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
