import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Logger } from '../core/logger.ts';
import { sleep } from '../core/time.ts';
import { openClient } from './client.ts';
import { toDatabaseError } from './connection-errors.ts';

/** A payload of NOTIFY must stay below 8,000 bytes. */
const payloadLimit = 7_900;
const reconnectEvery = 1_000;

export interface NotifyConnection {
  /** Lines (each below 7 KB, without line breaks) to all other processes; lost when the connection is. */
  send(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * One connection that both listens and notifies, and is made again when it is lost. `hear` gets the lines of others,
 * never our own. Rejects with `database-unreachable` when the first connection fails.
 */
export async function openNotifyConnection(
  url: string,
  logger: Logger,
  hear: (line: string) => void,
): Promise<NotifyConnection> {
  const origin = randomUUID();
  const closing = new AbortController();
  let client: pg.Client | undefined;
  let reconnecting: Promise<void> | undefined;

  async function connect(): Promise<void> {
    const opened = await openClient(url, 'efir hints');
    opened.on('notification', ({ payload = '' }) => {
      const [from, ...lines] = payload.split('\n');
      if (from !== origin) lines.forEach(hear);
    });
    let ended = false;
    opened.once('end', () => {
      ended = true;
      if (client !== opened) return;
      client = undefined;
      if (!closing.signal.aborted) reconnecting = reconnect();
    });
    try {
      await opened.query('listen efir');
      // One that never served is for whoever makes connections to make again: two who do would leave one open.
      if (ended) throw new Error('the connection for hints was lost at once');
    } catch (thrown) {
      await opened.end().catch(() => {});
      throw toDatabaseError(thrown);
    }
    client = opened;
  }

  async function reconnect(): Promise<void> {
    logger.warn('the connection for hints was lost; making it again');
    while (!closing.signal.aborted) {
      await sleep(reconnectEvery, closing.signal).catch(() => {});
      if (closing.signal.aborted) return;
      const failed = await connect().catch((error: unknown) => ({ error }));
      if (!failed) return;
    }
  }

  await connect();
  return {
    async send(lines) {
      for (const payload of packPayloads(origin, lines)) {
        await client?.query('select pg_notify($1, $2)', ['efir', payload]).catch(() => {});
      }
    },
    async close() {
      closing.abort();
      await reconnecting;
      await client?.end().catch(() => {});
    },
  };
}

/** The sender's name, then as many lines as fit. */
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
