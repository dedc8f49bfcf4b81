import { createContext, use } from 'react';
import type { Language } from './language.ts';

interface LanguageChoice {
  readonly language: Language;
  /** Kept on this machine, and used at once. */
  choose(language: Language): void;
}

export const LanguageContext = createContext<LanguageChoice>({ language: 'en', choose: () => undefined });

export const useLanguage = (): LanguageChoice => use(LanguageContext);
