import type { TenantId } from '../../../core/ids.ts';
import type { Logger } from '../../../core/logger.ts';
import { sleep } from '../../../core/time.ts';
import type { Database } from '../../../db/database.ts';
import type { Standings } from '../../../domain/media/index.ts';
import { createWaker } from '../../waker.ts';
import { createListener, type FeedListener } from './feed-listener.ts';
import { createFeedReader } from './feed-reader.ts';

/** What happens to all recordings of a tenant, as lists show it. */
export interface RecordingFeed {
  /**
   * Joins those who listen to a tenant. `after`: the last place that was heard before; what happened since comes first,
   * or `reset` where that is too much to tell or too long ago. Throws `streams-full` (limit) when too many listen.
   */
  listen(tenantId: TenantId, after?: string | undefined): FeedListener;
  close(): Promise<void>;
}

export interface FeedOptions {
  readonly database: Database;
  readonly standings: Standings;
  readonly logger: Logger;
}

/** Milliseconds between two looks in a crowd, and until one without a hint. */
const restMilliseconds = 200;
const pollMilliseconds = 3_000;

/**
 * One reader for everybody who listens in this process, whatever the tenant: it looks for news while somebody listens, reads
 * the recordings of tenants that are listened to once, and hands the same news to all.
 */
export function openRecordingFeed({ database, standings, logger }: FeedOptions): RecordingFeed {
  const closing = new AbortController();
  const waker = createWaker();
  const listeners = new Map<TenantId, Set<FeedListener>>();
  const bells = (['recording', 'tasks'] as const).map((topic) =>
    database.hints.listen(topic, () => listeners.size > 0 && waker.wake()),
  );
  let reading: Promise<void> | undefined;

  async function readOn(): Promise<void> {
    const reader = createFeedReader({ database, standings });
    while (listeners.size > 0 && !closing.signal.aborted) {
      try {
        await reader.turn(
          listeners,
          [...listeners.values()].flatMap((all) => [...all]),
        );
      } catch (error) {
        logger.warn({ error }, 'lists could not be told of news; trying again');
      }
      await waker.wait(pollMilliseconds, closing.signal);
      await sleep(restMilliseconds, closing.signal).catch(() => {});
    }
    reading = undefined;
  }

  return {
    listen(tenantId, after) {
      const all = listeners.get(tenantId) ?? new Set();
      const listener = createListener({ tenantId, after, mates: all.size }, () => {
        all.delete(listener);
        if (all.size === 0 && listeners.get(tenantId) === all) listeners.delete(tenantId);
      });
      listeners.set(tenantId, all.add(listener));
      waker.wake();
      reading ??= readOn();
      return listener;
    },
    async close() {
      closing.abort();
      waker.wake();
      for (const bell of bells) bell.close();
      for (const all of [...listeners.values()]) for (const listener of [...all]) listener.end('closing');
      await reading;
    },
  };
}
