import { EfirError } from '../core/errors.ts';

/** Work that several callers wait for: each may give up alone; when all have, the work itself is aborted. */
export interface SharedWork<Result> {
  readonly result: Promise<Result>;
  /** True once it was aborted: whoever comes now has to start anew. */
  readonly abandoned: boolean;
  /** Rejects with `cancelled` when the caller's own signal fires, otherwise as the work does. */
  join(signal?: AbortSignal): Promise<Result>;
}

export function startSharedWork<Result>(
  run: (signal: AbortSignal) => Promise<Result>,
  outer: AbortSignal,
): SharedWork<Result> {
  const controller = new AbortController();
  const signal = AbortSignal.any([controller.signal, outer]);
  const result = run(signal);
  result.catch(() => {});
  let waiting = 0;
  return {
    result,
    get abandoned() {
      return signal.aborted;
    },
    join: async (own) => {
      waiting++;
      try {
        return await rejectOnAbort(result, own);
      } finally {
        waiting--;
        if (waiting === 0 && own?.aborted) controller.abort();
      }
    },
  };
}

async function rejectOnAbort<Result>(
  result: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (!signal) return result;
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(new EfirError('cancelled'));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([result, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
