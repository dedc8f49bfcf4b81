/** Errors of one recording, out of so many words. */
export interface Share {
  readonly errors: number;
  readonly total: number;
}

const draws = 1000;

/**
 * Between which two values the error rate lies with 95 %: recordings are drawn anew, with replacement, 1000 times, always
 * by the same dice. Nothing where there are fewer than two recordings to draw from.
 */
export function estimateInterval(shares: readonly Share[]): [number, number] | undefined {
  const known = shares.filter(({ errors, total }) => total > 0 || errors > 0);
  if (known.length < 2) return undefined;
  const dice = createDice();
  const rates = Float64Array.from({ length: draws }, () => {
    let errors = 0;
    let total = 0;
    for (let drawn = 0; drawn < known.length; drawn++) {
      const share = known[dice(known.length)];
      errors += share?.errors ?? 0;
      total += share?.total ?? 0;
    }
    return errors / Math.max(1, total);
  }).sort();
  return [rates[Math.floor(draws * 0.025)] ?? 0, rates[Math.ceil(draws * 0.975) - 1] ?? 0];
}

/** Whole numbers below a limit, the same ones each time (mulberry32). */
function createDice(): (limit: number) => number {
  let state = 0x9e3779b9;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}
