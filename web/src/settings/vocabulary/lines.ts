import type { Words } from './queries.ts';

/**
 * Reads a vocabulary as text: one entry in each line, a word or `heard => write`; a tab or an arrow does as well. Lines
 * that begin with `#` are remarks. The same that `efir transcribe --vocabulary` reads.
 */
export function readLines(text: string): Words {
  const hot_words: string[] = [];
  const spellings: { heard: string; write: string }[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const entry = line.trim();
    if (entry === '' || entry.startsWith('#')) continue;
    const [, heard, write] = /^(.+?)\s*(?:=>|->|→|\t)\s*(.+)$/.exec(entry) ?? [];
    if (heard !== undefined && write !== undefined) spellings.push({ heard, write });
    else hot_words.push(entry);
  }
  return { hot_words, spellings };
}

export function writeLines({ hot_words, spellings }: Words): string {
  const lines = [...hot_words, ...spellings.map(({ heard, write }) => `${heard} => ${write}`)];
  return lines.map((line) => `${line}\n`).join('');
}

/** What is there already counts; of entries that differ in case alone the first. */
export function addWords(before: Words, more: Words): Words {
  return {
    hot_words: keepFirst([...before.hot_words, ...more.hot_words], (word) => word),
    spellings: keepFirst([...before.spellings, ...more.spellings], ({ heard }) => heard),
  };
}

function keepFirst<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = keyOf(entry).toLowerCase();
    const known = seen.has(key);
    seen.add(key);
    return !known;
  });
}
