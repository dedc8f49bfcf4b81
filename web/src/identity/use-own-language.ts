import { useEffect } from 'react';
import { hasChosenLanguage } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useWho } from './use-who.ts';

/** At a machine where nobody chose a language yet, the page speaks the one that the person keeps on the server. */
export function useOwnLanguage(): void {
  const own = useWho()?.user.language;
  const { choose, language } = useLanguage();
  useEffect(() => {
    if (own && own !== language && !hasChosenLanguage()) choose(own);
  }, [own, language, choose]);
}
