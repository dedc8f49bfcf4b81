import type { Logger } from '../../../core/logger.ts';
import { sleep } from '../../../core/time.ts';
import type { Database } from '../../../db/database.ts';
import { type Caller, findGone } from '../../../domain/identity/index.ts';
import { createWaker } from '../../waker.ts';

/** Keeps streams from outliving what let their listeners in. */
export interface CallerWatch {
  /** Tells once, within seconds, when the caller may no longer read recordings here. */
  watch(caller: Caller, onGone: () => void): { close(): void };
  close(): Promise<void>;
}

export interface CallerWatchOptions {
  readonly database: Database;
  readonly logger: Logger;
  /** `streamCheck`: seconds between two looks, where no hint comes. */
  readonly config: { readonly streamCheck?: number };
}

/** Milliseconds between two looks in a crowd of hints. */
const restMilliseconds = 100;

/** Seconds. */
const standardCheck = 5;

interface Watched {
  readonly caller: Caller;
  readonly onGone: () => void;
}

/** One look for all streams of this process, as long as there are some. */
export function watchCallers({ config, database, logger }: CallerWatchOptions): CallerWatch {
  const interval = 1000 * (config.streamCheck ?? standardCheck);
  const closing = new AbortController();
  const waker = createWaker();
  const watched = new Set<Watched>();
  const bells = (['people', 'api-key'] as const).map((topic) =>
    database.hints.listen(topic, () => watched.size > 0 && waker.wake()),
  );
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const all = [...watched];
    const gone = new Set(
      await findGone(
        database,
        all.map(({ caller }) => caller),
        ['recordings:read'],
      ),
    );
    for (const one of all) if (gone.has(one.caller) && watched.delete(one)) one.onGone();
  }

  async function lookOn(): Promise<void> {
    while (watched.size > 0 && !closing.signal.aborted) {
      await waker.wait(interval, closing.signal);
      if (closing.signal.aborted) break;
      await look().catch((error: unknown) => logger.warn({ error }, 'listeners could not be looked at'));
      await sleep(restMilliseconds, closing.signal).catch(() => {});
    }
    looking = undefined;
  }

  return {
    watch(caller, onGone) {
      const one = { caller, onGone };
      watched.add(one);
      looking ??= lookOn();
      return { close: () => void watched.delete(one) };
    },
    async close() {
      closing.abort();
      for (const bell of bells) bell.close();
      await looking;
    },
  };
}
