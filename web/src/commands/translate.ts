import { FluentBundle, FluentResource } from '@fluent/bundle';
import { createFormats } from '../texts/formats.ts';
import type { Language } from '../texts/language.ts';

/** A text in every language, so that a command is found by the words of each. */
export type InAllLanguages = (id: string, args?: Readonly<Record<string, string>>) => string[];

/** Both catalogues: of the one that the page does not speak, only who looks for commands has need. */
export async function loadAllLanguages(): Promise<InAllLanguages> {
  const bundles = await Promise.all([
    import('../texts/catalogue-en.ts').then((catalogue) => createBundle('en', catalogue.default)),
    import('../texts/catalogue-ru.ts').then((catalogue) => createBundle('ru', catalogue.default)),
  ]);
  return (id, args) =>
    bundles.flatMap((bundle) => {
      const { value } = bundle.getMessage(id) ?? {};
      return value ? [bundle.formatPattern(value, args ?? {}, [])] : [];
    });
}

function createBundle(language: Language, catalogue: string): FluentBundle {
  const bundle = new FluentBundle(language, { functions: createFormats(language), useIsolating: false });
  bundle.addResource(new FluentResource(catalogue));
  return bundle;
}
