import { toEfirError } from '../core/errors.ts';
import type { Missing, SpeechEnginesOptions } from './engines-options.ts';
import { createFailureMemory } from './remember-failures.ts';
import { type SharedWork, startSharedWork } from './shared-work.ts';

/**
 * Fetches what is missing once for all who wait for it; a machine without a network does not try before every recording.
 * Resolves with `would` where nothing may be fetched now.
 */
export function createPreparer(run: SpeechEnginesOptions['prepare'], closing: AbortSignal) {
  const running = new Map<string, SharedWork<void>>();
  const failures = createFailureMemory();

  const start = (key: string, fetch: (signal: AbortSignal) => Promise<void>): SharedWork<void> => {
    const work = startSharedWork(fetch, closing);
    running.set(key, work);
    work.result
      .catch((thrown: unknown) => {
        const error = toEfirError(thrown);
        if (error.code !== 'cancelled') failures.remember(key, error);
      })
      .finally(() => running.get(key) === work && running.delete(key));
    return work;
  };

  return {
    /** Rejects with the reason of the last try; resolves at once when nothing may be fetched. */
    prepare: async (missing: Missing, signal?: AbortSignal): Promise<'done'> => {
      if (!run) return 'done';
      const key = `${missing.engine} ${missing.model}`;
      failures.recall(key);
      const known = running.get(key);
      const work = known && !known.abandoned ? known : start(key, (shared) => run(missing, shared));
      await work.join(signal);
      return 'done';
    },
    foresee: (missing: Missing): 'done' | 'would' => {
      failures.recall(`${missing.engine} ${missing.model}`);
      return run ? 'would' : 'done';
    },
  };
}
