import { readdirSync, readFileSync } from 'node:fs';
import { type Language, languages, type Texts } from '../../texts/texts.ts';
import type { Page } from '../start-telegram-sandbox.ts';

/** Only what the page itself brings; what people and bots write is never run. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};
const prefix = 'sandbox-page-';

/** The messenger in a browser that the sandbox shows: its files by their paths, in both languages. */
export function createPages(getTexts: (language: Language) => Texts): (path: string) => Page | undefined {
  const folder = new URL('./', import.meta.url);
  const pages = new Map<string, Page>();
  for (const name of readdirSync(folder)) {
    const type = types[name.split('.').at(-1) ?? ''];
    if (type === undefined) continue;
    const page = { type, headers, body: readFileSync(new URL(name, folder)) };
    pages.set(name === 'index.html' ? '/' : `/page/${name}`, page);
  }
  for (const language of languages) {
    const body = JSON.stringify(collectWords(getTexts(language)));
    pages.set(`/page/words.${language}.json`, { type: 'application/json', headers, body });
  }
  return (path) => pages.get(path);
}

/** Values are filled in by the page: each stands as `{name}`. */
function collectWords(texts: Texts): Record<string, string> {
  const names = ['name', 'number', 'most', 'message', 'sign', 'met', 'count'];
  const values = Object.fromEntries(names.map((name) => [name, `{${name}}`]));
  const ids = texts.ids().filter((id) => id.startsWith(prefix));
  return Object.fromEntries(ids.map((id) => [id.slice(prefix.length), texts.text(id, values)]));
}
