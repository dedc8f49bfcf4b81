import { FluentBundle, FluentResource } from '@fluent/bundle';
import { LocalizationProvider, ReactLocalization } from '@fluent/react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { createFormats } from './formats.ts';
import { keepLanguage, type Language, readLanguage } from './language.ts';
import { LanguageContext } from './language-context.ts';

const catalogues: Record<Language, () => Promise<{ default: string }>> = {
  en: () => import('./catalogue-en.ts'),
  ru: () => import('./catalogue-ru.ts'),
};

/** Fetched beside everything else that the first page needs. */
const first = readLanguage();
const firstCatalogue = catalogues[first]();

/** Every sentence of the page, from the catalogue of one language; the other is loaded when it is chosen. */
export function TextsProvider({ children }: { readonly children: ReactNode }) {
  const [localization, setLocalization] = useState<ReactLocalization>();
  const [language, setLanguage] = useState<Language>(first);
  useEffect(() => {
    let wanted = true;
    const loading = language === first ? firstCatalogue : catalogues[language]();
    void loading.then((catalogue) => {
      if (!wanted) return;
      setLocalization(new ReactLocalization([createBundle(language, catalogue.default)]));
      document.documentElement.lang = language;
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        keepLanguage(next);
        setLanguage(next);
      },
    }),
    [language],
  );
  if (!localization) return null;
  return (
    <LanguageContext value={choice}>
      <LocalizationProvider l10n={localization}>{children}</LocalizationProvider>
    </LanguageContext>
  );
}

function createBundle(language: Language, catalogue: string): FluentBundle {
  const bundle = new FluentBundle(language, { functions: createFormats(language) });
  bundle.addResource(new FluentResource(catalogue));
  return bundle;
}
