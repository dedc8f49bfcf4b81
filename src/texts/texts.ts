import { readdirSync, readFileSync } from 'node:fs';
import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from '@fluent/bundle';
import type { EfirError } from '../core/errors.ts';
import { createFormats } from './formats.ts';
import { createDetailTranslation } from './translate-details.ts';

export type Language = 'en' | 'ru';
export const languages: readonly Language[] = ['en', 'ru'];

/** Every sentence that a person reads comes from `locales/<language>/*.ftl`, through one of these. */
export interface Texts {
  readonly language: Language;
  /**
   * The message `id`, completed with `args`; dots reach attributes (`error-media-empty.hint`). Throws on an id
   * that does not exist; a value that is not given reads as an ellipsis, since half a sentence helps more than none.
   */
  text(id: string, args?: Record<string, FluentVariable>): string;
  /** Sentence and hint of an error, in this language. */
  describe(error: EfirError): { code: string; message: string; hint: string };
  /** Every id there is, attributes as `id.attribute`: for the checks that hold the languages together. */
  ids(): readonly string[];
}

const cache = new Map<Language, Texts>();

export function getTexts(language: Language): Texts {
  const known = cache.get(language) ?? createTexts(language);
  cache.set(language, known);
  return known;
}

/** The language of a locale name (`ru_RU.UTF-8`) or of an Accept-Language header; English unless Russian comes first. */
export function chooseLanguage(wanted: string | undefined): Language {
  const tags = (wanted ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return languages.find((language) => language === tags.find((tag) => tag === 'en' || tag === 'ru')) ?? 'en';
}

function createTexts(language: Language): Texts {
  const bundle = loadBundle(language);
  // English is what it is told in.
  const translateDetails =
    language === 'en'
      ? (args: Record<string, FluentVariable>) => args
      : createDetailTranslation(loadBundle('en'), bundle);
  const text: Texts['text'] = (id, args = {}) => {
    const [messageId = '', attribute] = id.split('.');
    const message = bundle.getMessage(messageId);
    const pattern = attribute ? message?.attributes[attribute] : message?.value;
    if (!pattern) throw new Error(`no text ${id} in ${language}`);
    return bundle.formatPattern(pattern, ungroup(translateDetails(args)), []).replaceAll(/\{\$\w+\}/g, '…');
  };
  return {
    language,
    text,
    describe: (error) => {
      const args = translateFindings(bundle, error.args);
      return {
        code: error.code,
        message: text(`error-${error.code}`, args),
        hint: text(`error-${error.code}.hint`, args),
      };
    },
    ids: () =>
      [...bundle._messages.values()].flatMap((message) => [
        ...(message.value === null ? [] : [message.id]),
        ...Object.keys(message.attributes).map((attribute) => `${message.id}.${attribute}`),
      ]),
  };
}

/** Ports, process ids and the like are numbers to choose plurals by, but `8,080` is no port. */
function ungroup(args: Record<string, FluentVariable>): Record<string, FluentVariable> {
  const entries = Object.entries(args).map(([name, value]) => [
    name,
    typeof value === 'number' ? new FluentNumber(value, { useGrouping: false }) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, FluentVariable>;
}

/** What was found in a file is named in English where it is found: `a PDF document` becomes `found-document`, PDF. */
function translateFindings(bundle: FluentBundle, args: EfirError['args']): Record<string, FluentVariable> {
  const found = args['found'];
  if (typeof found !== 'string') return { ...args };
  const [whole = '', bracketed, capitals] = /\(([^)]+)\)|\b([A-Z][A-Z0-9]+)\b/.exec(found) ?? [];
  const words =
    found
      .replace(whole, '')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  const id = words.filter((word) => word !== 'a' && word !== 'an').join('-');
  const pattern = bundle.getMessage(`found-${id}`)?.value;
  if (!pattern) return { ...args };
  return { ...args, found: bundle.formatPattern(pattern, { label: bracketed ?? capitals ?? '' }) };
}

function loadBundle(language: Language): FluentBundle {
  // Isolation marks are for mixing scripts on screens; in terminals and JSON they are noise.
  const bundle = new FluentBundle(language, { useIsolating: false, functions: createFormats(language) });
  const folder = new URL(`../../locales/${language}/`, import.meta.url);
  for (const file of readdirSync(folder).sort()) {
    const problems = bundle.addResource(new FluentResource(readFileSync(new URL(file, folder), 'utf8')));
    if (problems.length > 0) throw new Error(`locales/${language}/${file}: ${problems.join('; ')}`);
  }
  return bundle;
}
