/** Milliseconds for which what was found holds, so that asking often costs nothing. */
const standardValidity = 5_000;

/** The same check, done once for all who ask at the same time or a little later; a failure is remembered, too. */
export function rememberCheck(check: () => Promise<void>, validity = standardValidity): () => Promise<void> {
  let last: { readonly outcome: Promise<void>; end?: number } | undefined;
  return () => {
    if (last && performance.now() < (last.end ?? Number.POSITIVE_INFINITY)) return last.outcome;
    const next: NonNullable<typeof last> = { outcome: check() };
    const settle = () => {
      next.end = performance.now() + validity;
    };
    next.outcome.then(settle, settle);
    last = next;
    return next.outcome;
  };
}
