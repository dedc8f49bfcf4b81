/** What somebody looks for, as `websearch_to_tsquery` reads it: words and phrases in quotes, `-` before those that must not be there, `or` between. */
export interface SearchWords {
  readonly text: string;
  /** Quotes were used: words on lists of stop words count as well. */
  readonly exact: boolean;
}

/** Words of a query that are looked for; the rest is passed over. */
const mostTerms = 32;

/**
 * Reads what a person typed. Undefined when there is no word in it that a segment could have: nothing is to be found
 * then. Never fails: quotes that are not closed end with the text, operators without a word are passed over, and what
 * binds words to one (`по-русски`, `3,14`) makes a phrase of them, as the words of segments are kept apart.
 */
export function readQuery(typed: string): SearchWords | undefined {
  const terms: Term[] = [];
  let exact = false;
  for (const [whole, minus = '', quoted, bare] of typed.toWellFormed().normalize('NFC').matchAll(parts)) {
    if (isOr(whole)) {
      const last = terms.at(-1);
      if (last) last.orNext = true;
      continue;
    }
    if (quoted !== undefined) exact = true;
    const words = listWords(quoted ?? bare ?? '');
    if (words.length > 0) terms.push({ not: minus !== '', words, orNext: false });
    if (terms.length === mostTerms) break;
  }
  if (!terms.some((term) => !term.not)) return undefined;
  return { text: terms.map(writeTerm).join(' '), exact };
}

interface Term {
  readonly not: boolean;
  readonly words: readonly string[];
  orNext: boolean;
}

const parts = /(?:(?<=^|[\s"])(-))?(?:"([^"]*)(?:"|$)|([^\s"]+))/g;

/** The word in capitals, and in Russian, too; in small letters it is a word as any other. */
function isOr(part: string): boolean {
  return part === 'OR' || part === 'ИЛИ';
}

/** As `plain_words` of the database has them. Longer words are no words: the index has none above 2 kB. */
function listWords(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.filter((word) => word.length <= longestWord);
}

const longestWord = 100;

function writeTerm({ not, orNext, words }: Term, place: number, terms: readonly Term[]): string {
  const isLast = place === terms.length - 1;
  return `${not ? '-' : ''}"${words.join(' ')}"${orNext && !isLast ? ' or' : ''}`;
}
