/** What the pieces of one channel said of the language that is spoken. */
export interface Votes {
  /** Undefined until the first word on it. */
  readonly settled: string | undefined;
  /** The last word was of another language: the next is worth asking for. */
  readonly doubtful: boolean;
  hear(language: string): void;
  /** How many pieces came before this one. */
  count(): number;
}

/** The first word settles the language, unless it was known `before`; another takes two words in a row, so that one odd piece changes nothing. */
export function createVotes(before?: string): Votes {
  let settled = before;
  let rival: string | undefined;
  let pieces = 0;
  return {
    get settled() {
      return settled;
    },
    get doubtful() {
      return rival !== undefined;
    },
    hear: (language) => {
      if (settled === undefined || language === rival) settled = language;
      rival = language === settled ? undefined : language;
    },
    count: () => pieces++,
  };
}
