import { readdirSync, readFileSync } from 'node:fs';

/**
 * Words that lean on the next one (articles, prepositions, conjunctions, …): behind one of them no reader expects an
 * end. By language, from `function-words/<code>.txt`; of languages without a list nothing is known.
 */
export function isFunctionWord(word: string, language: string): boolean {
  const list = getList(language);
  return list.size > 0 && list.has(word.toLowerCase().replaceAll('’', "'"));
}

const folder = new URL('./function-words/', import.meta.url);
const none: ReadonlySet<string> = new Set();
let lists: Map<string, ReadonlySet<string> | undefined> | undefined;

function getList(language: string): ReadonlySet<string> {
  lists ??= new Map(readdirSync(folder).map((name) => [name.replace(/\.txt$/, ''), undefined]));
  if (!lists.has(language)) return none;
  const known = lists.get(language) ?? readList(language);
  lists.set(language, known);
  return known;
}

function readList(language: string): ReadonlySet<string> {
  const words = readFileSync(new URL(`${language}.txt`, folder), 'utf8').split(/\s+/);
  return new Set(words.filter((word) => word !== ''));
}
