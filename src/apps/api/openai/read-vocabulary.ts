import { longestEntry, mergeVocabularies, readHotWords } from '../../../wire/vocabulary.ts';

export interface GivenVocabulary {
  readonly keywords?: readonly string[] | undefined;
  readonly hotwords?: string | undefined;
  readonly prompt?: string | undefined;
}

/** Characters of a text that are looked through for words: far more than an engine listens for. */
const longestRead = 20_000;
/** Words of an entry up to which it is taken for a name or a term; a longer one is prose. */
const longestTerm = 3;

/**
 * What the parameters of this API say of words that are likely to be said, and which of them said something. It knows
 * no limits of ours: what is too long, and what goes beyond as many as we take, is left out. Keywords come first.
 */
export function readVocabulary(given: GivenVocabulary): { hotWords: string[]; effective: string[] } {
  const found = {
    keywords: given.keywords ?? [],
    hotwords: splitHotwords(given.hotwords?.slice(0, longestRead) ?? ''),
    prompt: findTerms(given.prompt?.slice(0, longestRead) ?? ''),
  };
  const tidy = Object.entries(found).map(([name, entries]) => [name, entries.flatMap(keepFit)] as const);
  const all = tidy.flatMap(([, entries]) => entries);
  const { hotWords } = mergeVocabularies({ hotWords: all, spellings: [] }, { hotWords: [], spellings: [] });
  return {
    hotWords: [...hotWords],
    effective: tidy.flatMap(([name, entries]) => (entries.length > 0 ? [name] : [])),
  };
}

/** Of faster-whisper's servers: with commas between, or else with blanks. */
function splitHotwords(text: string): string[] {
  return text.split(/[,\r\n]/.test(text) ? /[,\r\n]+/ : /\s+/);
}

/**
 * A prompt is a list of terms, or prose in the style that is wanted. Of its sentences and list entries those of up to
 * three words are terms as they stand; of longer ones the words that look like names: with a capital letter or a digit
 * in them, not counting the first letter of the first word.
 */
function findTerms(prompt: string): string[] {
  return prompt.split(/[,;:\r\n]+|[.!?…]+(?:\s|$)/).flatMap((entry) => {
    const words = entry.split(/\s+/).map(stripMarks).filter(Boolean);
    if (words.length <= longestTerm) return words.length === 0 ? [] : [words.join(' ')];
    return words.filter((word, index) => /[\p{Lu}\p{N}]/u.test(index === 0 ? word.slice(1) : word));
  });
}

function stripMarks(word: string): string {
  return word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#]+$/gu, '');
}

/** The entry as it is listened for; nothing of what no hot word may be. */
function keepFit(entry: string): string[] {
  if (entry.length > 2 * longestEntry) return [];
  const plain = entry.replace(/[\p{Cc}\p{Cs}]/gu, ' ');
  return [...plain].length > longestEntry ? [] : readHotWords([plain]);
}
