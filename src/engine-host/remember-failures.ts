import type { EfirError } from '../core/errors.ts';

/** What failed lately, by what it was tried with. */
export interface FailureMemory {
  has(key: string): boolean;
  /** Throws what failed with it, as long as that is believed. */
  recall(key: string): void;
  remember(key: string, error: EfirError): void;
}

/** Milliseconds: ten minutes, so that what cannot work is not tried before every recording, and what was mended is. */
const believed = 600_000;

export function createFailureMemory(): FailureMemory {
  const failures = new Map<string, { readonly error: EfirError; readonly until: number }>();
  const find = (key: string): EfirError | undefined => {
    const failure = failures.get(key);
    return failure && failure.until > performance.now() ? failure.error : undefined;
  };
  return {
    has: (key) => find(key) !== undefined,
    recall: (key) => {
      const error = find(key);
      if (error) throw error;
    },
    remember: (key, error) => void failures.set(key, { error, until: performance.now() + believed }),
  };
}
