export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Whole seconds since 1970, as Telegram dates things. */
  seconds(): number;
  readonly frozen: boolean;
  /** Stands until it is advanced; the other way round it goes on from where it stood. */
  freeze(frozen: boolean): void;
  advance(milliseconds: number): void;
  /** Waits by this clock; ends early, quietly, with the signal. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The real time, until somebody advances or freezes it. It never goes back. */
export function createClock(): Clock {
  let ahead = 0;
  let stoodAt: number | undefined;
  const sleepers = new Set<{ at: number; wake: () => void; timer?: NodeJS.Timeout | undefined }>();
  const now = () => stoodAt ?? Date.now() + ahead;

  const settle = () => {
    for (const sleeper of [...sleepers]) {
      clearTimeout(sleeper.timer);
      const left = sleeper.at - now();
      if (left <= 0) sleeper.wake();
      else if (stoodAt === undefined) sleeper.timer = setTimeout(settle, Math.min(left + 1, 2 ** 31 - 1));
    }
  };

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    get frozen() {
      return stoodAt !== undefined;
    },
    freeze(frozen) {
      if (frozen) stoodAt ??= now();
      else if (stoodAt !== undefined) {
        ahead = stoodAt - Date.now();
        stoodAt = undefined;
      }
      settle();
    },
    advance(milliseconds) {
      if (stoodAt === undefined) ahead += milliseconds;
      else stoodAt += milliseconds;
      settle();
    },
    sleep(milliseconds, signal) {
      return new Promise<void>((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          clearTimeout(sleeper.timer);
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper: { at: number; wake: () => void; timer?: NodeJS.Timeout | undefined } = {
          at: now() + milliseconds,
          wake,
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake);
        settle();
      });
    },
  };
}
