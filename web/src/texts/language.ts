export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

/** Each in its own words: whoever cannot read the page finds theirs. */
export const languageNames: Record<Language, string> = { en: 'English', ru: 'Русский' };

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

/** Whether somebody chose a language on this machine. */
export function hasChosenLanguage(): boolean {
  return readChoice() !== null;
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
