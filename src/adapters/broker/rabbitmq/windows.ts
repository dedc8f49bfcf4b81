import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { AsyncMessage, Channel } from 'rabbitmq-client';

/**
 * A consumer at the server, which sends messages until as many as the window is wide are not settled.
 *
 * A message that is settled while its handler is still at work would be followed by the next at once, and that one
 * would wait here while another consumer is free. So the window is shut first; another is opened, narrower by the
 * messages that are at work, and one for each of their places when it becomes free.
 */
export interface Window {
  /** Asks the server for no more; places that are free get a window of their own. */
  shut(): Promise<void>;
  /** A handler returned. False when the window cannot fill its place any more. */
  freePlace(): boolean;
}

export interface Windows {
  open(width: number): Promise<void>;
  /** For good: messages that are on their way still come. */
  shutAll(): Promise<void>;
}

export function createWindows(
  channel: Channel,
  queue: string,
  take: (message: AsyncMessage, window: Window) => void,
): Windows {
  const all = new Set<Window>();
  let stopped = false;
  let widthSaid = 0;

  async function open(width: number): Promise<void> {
    if (width <= 0 || stopped || !channel.active) return;
    const consumerTag = randomUUID();
    let taken = 0;
    let shutting: Promise<void> | undefined;
    const close = async () => {
      all.delete(window);
      await channel.basicCancel({ consumerTag });
      // The client hands over one turn later what came before the server's answer.
      await turn();
      await open(width - taken);
    };
    const window: Window = {
      shut() {
        shutting ??= close();
        return shutting;
      },
      freePlace() {
        if (shutting || !channel.active) return false;
        taken -= 1;
        return true;
      },
    };
    all.add(window);
    // The server takes for each consumer what was said last before it; the client keeps the two in order.
    const saying = widthSaid === width ? undefined : channel.basicQos({ prefetchCount: width });
    widthSaid = width;
    await Promise.all([
      saying,
      channel.basicConsume({ queue, consumerTag }, (message) => {
        taken += 1;
        take(message, window);
      }),
    ]);
  }
  return {
    open,
    async shutAll() {
      stopped = true;
      await Promise.all([...all].map((window) => window.shut()));
    },
  };
}
