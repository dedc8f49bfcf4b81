/** What the pieces of one channel said of the language that is spoken. */
export interface Votes {
  /** Undefined until the first word on it. */
  readonly settled: string | undefined;
  /** The last word was of another language: the next is worth asking for. */
  readonly doubtful: boolean;
  /** A piece says something: pieces count in their order, whichever is heard first. */
  hear(language: string, piece?: number): void;
  /** How many pieces came before this one. */
  count(): number;
  /** Where it stood once a piece was heard; nothing is asked of earlier ones any more. */
  settle(piece: number): Verdict;
}

export interface Verdict {
  readonly settled?: string | undefined;
  readonly rival?: string | undefined;
}

/**
 * The first word settles the language, unless it was known `before`; another takes two words in a row, so that one odd
 * piece changes nothing. `pieces` came before, with another run.
 */
export function createVotes(before: Verdict & { readonly pieces?: number } = {}): Votes {
  let base: Verdict = { settled: before.settled, rival: before.rival };
  let pieces = before.pieces ?? 0;
  // Those that may still be asked for one by one: as many as are with the engines.
  let heard: { readonly piece: number; readonly language: string }[] = [];
  let now = base;
  return {
    get settled() {
      return now.settled;
    },
    get doubtful() {
      return now.rival !== undefined;
    },
    hear: (language, piece = Number.POSITIVE_INFINITY) => {
      heard = [...heard, { piece, language }].toSorted((a, b) => a.piece - b.piece);
      now = heard.reduce(weigh, base);
    },
    count: () => pieces++,
    settle: (piece) => {
      base = heard.filter((one) => one.piece <= piece).reduce(weigh, base);
      heard = heard.filter((one) => one.piece > piece);
      return base;
    },
  };
}

function weigh({ settled, rival }: Verdict, { language }: { readonly language: string }): Verdict {
  const chosen = settled === undefined || language === rival ? language : settled;
  return { settled: chosen, rival: language === chosen ? undefined : language };
}
