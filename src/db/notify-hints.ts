import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type pg from 'pg';
import type { Logger } from '../core/logger.ts';
import { sleep } from '../core/time.ts';
import { openClient } from './client.ts';
import type { Hints, HintTopic } from './hints.ts';

/** Milliseconds that hints wait for company: NOTIFY costs a commit of its own. */
const gatherFor = 10;
/** A payload of NOTIFY must stay below 8,000 bytes. */
const payloadLimit = 7_900;
const reconnectEvery = 1_000;
/** Beyond this many unsent hints (database away) new ones are dropped: listeners look on a timer as well. */
const outboxLimit = 10_000;

/**
 * Hints over one dedicated connection. Listeners of this process hear at once; other processes by NOTIFY, gathered
 * and outside any transaction (inside, it serialises all commits). Rejects with `database-unreachable` when the
 * first connection cannot be made; later losses are mended in the background.
 */
export async function openHints(url: string, logger: Logger): Promise<Hints & { close(): Promise<void> }> {
  const origin = randomUUID();
  const listeners = new EventEmitter().setMaxListeners(0);
  const outbox = new Set<string>();
  const closing = new AbortController();
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  async function connect(): Promise<void> {
    const opened = await openClient(url, 'efir hints');
    opened.on('notification', ({ payload = '' }) => {
      const [from, ...lines] = payload.split('\n');
      if (from !== origin) for (const line of lines) hear(line);
    });
    opened.once('end', () => {
      client = undefined;
      if (!closing.signal.aborted) void reconnect();
    });
    await opened.query('listen efir');
    if (closing.signal.aborted) return void (await opened.end());
    client = opened;
    if (outbox.size > 0) schedule();
  }

  async function reconnect(): Promise<void> {
    logger.warn('the connection for hints was lost; reconnecting');
    while (!closing.signal.aborted) {
      const connected = await connect().then(
        () => true,
        () => false,
      );
      if (connected) return;
      await sleep(reconnectEvery, closing.signal).catch(() => {});
    }
  }

  function hear(line: string): void {
    const space = line.indexOf(' ');
    const id = line.slice(space + 1);
    for (const handler of listeners.listeners(line.slice(0, space))) {
      try {
        (handler as (id: string) => void)(id);
      } catch (error) {
        logger.error({ error }, 'a listener of hints failed');
      }
    }
  }

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      flushing = flushing.then(flush);
    }, gatherFor);
  }

  async function flush(): Promise<void> {
    if (client === undefined) return;
    const lines = [...outbox];
    outbox.clear();
    for (const payload of packPayloads(origin, lines)) {
      await client?.query('select pg_notify($1, $2)', ['efir', payload]).catch(() => {});
    }
  }

  await connect();
  return {
    send(topic, id) {
      const line = `${topic} ${id}`;
      if (outbox.size < outboxLimit) outbox.add(line);
      schedule();
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
      closing.abort();
      listeners.removeAllListeners();
      await client?.end().catch(() => {});
    },
  };
}

function packPayloads(origin: string, lines: readonly string[]): string[] {
  const payloads: string[] = [];
  let current = origin;
  for (const line of lines) {
    if (Buffer.byteLength(current) + Buffer.byteLength(line) + 1 > payloadLimit) {
      payloads.push(current);
      current = origin;
    }
    current += `\n${line}`;
  }
  return current === origin ? payloads : [...payloads, current];
}
