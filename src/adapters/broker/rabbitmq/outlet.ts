import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Channel, Envelope } from 'rabbitmq-client';
import { sleep } from '../../../core/time.ts';
import { type Line, within } from './line.ts';

/** A channel for publishing, shared by all who publish at the same time: their confirms come back together. */
export interface Outlet {
  /** Resolves when the server has confirmed the message: `unroutable` when no queue was there for it. */
  send(envelope: Envelope, body: Buffer): Promise<'taken' | 'unroutable'>;
}

export function createOutlet(line: Line): Outlet {
  let current: Promise<Channel> | undefined;
  /** Ids of the messages that came back. */
  const returned = new Set<string>();
  const open = async () => {
    const channel = await line.acquire();
    channel.once('close', () => {
      current = undefined;
    });
    channel.on('basic.return', ({ messageId }) => void returned.add(`${messageId}`));
    await channel.confirmSelect();
    return channel;
  };
  const findChannel = () => {
    current ??= open().catch((error: unknown) => {
      current = undefined;
      throw error;
    });
    return current;
  };
  return {
    async send(envelope, body) {
      await line.untilWritable();
      const channel = await findChannel();
      const messageId = randomUUID();
      await channel.basicPublish({ ...envelope, messageId, contentType: 'application/json' }, body);
      if (!envelope.mandatory) return 'taken';
      // The client tells of a returned message one turn later than of its confirm.
      await turn();
      return returned.delete(messageId) ? 'unroutable' : 'taken';
    },
  };
}

/** Milliseconds between tries while the server is away or refuses. */
const pause = 100;

/** Tries until it works, for so many milliseconds; then rejects with `unavailable`. */
export async function persist(line: Line, patience: number, attempt: () => Promise<void>): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await within(end - performance.now(), attempt());
    } catch (error) {
      if (!line.isOpen() || performance.now() + pause >= end) throw line.describeTrouble(error);
      await sleep(pause);
    }
  }
}
