import { readdirSync, readFileSync } from 'node:fs';
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import type { EfirError } from '../core/errors.ts';

export type Language = 'en' | 'ru';
export const languages: readonly Language[] = ['en', 'ru'];

/** Every sentence that a person reads comes from `locales/<language>/*.ftl`, through one of these. */
export interface Texts {
  readonly language: Language;
  /** The message `id`, completed with `args`; dots reach attributes (`error-media-empty.hint`). Throws on an id that does not exist. */
  text(id: string, args?: Record<string, FluentVariable>): string;
  /** Sentence and hint of an error, in this language. */
  describe(error: EfirError): { code: string; message: string; hint: string };
}

const cache = new Map<Language, Texts>();

export function getTexts(language: Language): Texts {
  const known = cache.get(language) ?? createTexts(language);
  cache.set(language, known);
  return known;
}

function createTexts(language: Language): Texts {
  const bundle = loadBundle(language);
  const text: Texts['text'] = (id, args = {}) => {
    const [messageId = '', attribute] = id.split('.');
    const message = bundle.getMessage(messageId);
    const pattern = attribute ? message?.attributes[attribute] : message?.value;
    if (!pattern) throw new Error(`no text ${id} in ${language}`);
    return bundle.formatPattern(pattern, args, []);
  };
  return {
    language,
    text,
    describe: (error) => ({
      code: error.code,
      message: text(`error-${error.code}`, error.args),
      hint: text(`error-${error.code}.hint`, error.args),
    }),
  };
}

function loadBundle(language: Language): FluentBundle {
  // Isolation marks are for mixing scripts on screens; in terminals and JSON they are noise.
  const bundle = new FluentBundle(language, { useIsolating: false });
  const folder = new URL(`../../locales/${language}/`, import.meta.url);
  for (const file of readdirSync(folder).sort()) {
    const problems = bundle.addResource(new FluentResource(readFileSync(new URL(file, folder), 'utf8')));
    if (problems.length > 0) throw new Error(`locales/${language}/${file}: ${problems.join('; ')}`);
  }
  return bundle;
}
