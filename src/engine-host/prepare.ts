import { type EfirError, toEfirError } from '../core/errors.ts';
import type { Missing, SpeechEnginesOptions } from './engines-options.ts';
import { type SharedWork, startSharedWork } from './shared-work.ts';

/** A failure is believed this long, so that a machine without a network does not try before every recording. */
const believedMilliseconds = 600_000;

/** Fetches what is missing once for all who wait for it. Resolves with `would` where nothing may be fetched now. */
export function createPreparer(run: SpeechEnginesOptions['prepare'], closing: AbortSignal) {
  const running = new Map<string, SharedWork<void>>();
  const failures = new Map<string, { error: EfirError; until: number }>();

  const recall = (key: string): void => {
    const failure = failures.get(key);
    if (failure && failure.until > performance.now()) throw failure.error;
  };

  const start = (key: string, fetch: (signal: AbortSignal) => Promise<void>): SharedWork<void> => {
    const work = startSharedWork(fetch, closing);
    running.set(key, work);
    work.result
      .catch((thrown: unknown) => {
        const error = toEfirError(thrown);
        if (error.code !== 'cancelled')
          failures.set(key, { error, until: performance.now() + believedMilliseconds });
      })
      .finally(() => running.get(key) === work && running.delete(key));
    return work;
  };

  return {
    /** Rejects with the reason of the last try; resolves at once when nothing may be fetched. */
    prepare: async (missing: Missing, signal?: AbortSignal): Promise<'done'> => {
      if (!run) return 'done';
      const key = `${missing.engine} ${missing.model}`;
      recall(key);
      const known = running.get(key);
      const work = known && !known.abandoned ? known : start(key, (shared) => run(missing, shared));
      await work.join(signal);
      return 'done';
    },
    foresee: (missing: Missing): 'done' | 'would' => {
      recall(`${missing.engine} ${missing.model}`);
      return run ? 'would' : 'done';
    },
  };
}
