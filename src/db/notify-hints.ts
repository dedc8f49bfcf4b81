import { EventEmitter } from 'node:events';
import type { Logger } from '../core/logger.ts';
import type { Hints, HintTopic } from './hints.ts';
import { openNotifyConnection } from './notify-connection.ts';

/** Least milliseconds from one NOTIFY, which costs a commit of its own, to the next: in a crowd hints go together. */
const gatherFor = 10;
/** Beyond this many unsent hints (database away) new ones are dropped: listeners look on a timer as well. */
const outboxLimit = 10_000;

/**
 * Hints over one dedicated connection. Listeners of this process hear at once; other processes by NOTIFY, gathered
 * and outside any transaction (inside, it serialises all commits). Rejects with `database-unreachable` when the
 * first connection cannot be made; later losses are mended in the background.
 */
export async function openHints(url: string, logger: Logger): Promise<Hints & { close(): Promise<void> }> {
  const listeners = new EventEmitter().setMaxListeners(0);
  const outbox = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let lastFlush = Number.NEGATIVE_INFINITY;
  let flushing: Promise<void> = Promise.resolve();
  const connection = await openNotifyConnection(url, logger, hear);

  function hear(line: string): void {
    const space = line.indexOf(' ');
    const id = line.slice(space + 1);
    for (const handler of listeners.listeners(line.slice(0, space))) {
      try {
        handler(id);
      } catch (error) {
        logger.error({ error }, 'a listener of hints failed');
      }
    }
  }

  async function flush(): Promise<void> {
    const lines = [...outbox];
    outbox.clear();
    lastFlush = performance.now();
    if (lines.length > 0) await connection.send(lines);
  }

  return {
    send(topic, id) {
      const line = `${topic} ${id}`;
      if (outbox.size < outboxLimit) outbox.add(line);
      const wait = Math.max(0, lastFlush + gatherFor - performance.now());
      timer ??= setTimeout(() => {
        timer = undefined;
        flushing = flushing.then(flush);
      }, wait);
      // Not within the caller's stack: a sender must not run its readers' code.
      queueMicrotask(() => hear(line));
    },
    listen(topic: HintTopic, handler) {
      // A wrapper, so that the same handler may listen twice and close once.
      const own = (id: string) => handler(id);
      listeners.on(topic, own);
      return { close: () => void listeners.off(topic, own) };
    },
    async close() {
      clearTimeout(timer);
      await flushing.then(flush);
      listeners.removeAllListeners();
      await connection.close();
    },
  };
}
