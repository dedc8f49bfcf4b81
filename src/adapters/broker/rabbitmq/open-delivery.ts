import { setTimeout as rest, setImmediate as turn } from 'node:timers/promises';
import type { AsyncMessage, Channel } from 'rabbitmq-client';
import type { Delivery } from '../../../ports/broker.ts';
import { readBody } from './read-body.ts';
import type { Window } from './windows.ts';

export interface DeliverySurroundings {
  readonly channel: Channel;
  readonly window: Window;
  readonly pauses: Pauses;
  keepAside(message: unknown, reason: string): Promise<void>;
  /** The server keeps the message no more, or has it back. */
  settled(): void;
}

export interface OpenDelivery {
  readonly delivery: Delivery;
  /** The handler returned: settles what it has not settled. */
  finish(windowIsOpen: boolean): void;
}

/** How long messages rest before they go back, so that one that nobody wants does not spin. */
export interface Pauses {
  /** Milliseconds. */
  next(redelivered: boolean): number;
  /** A message was of use. */
  reset(): void;
}

const [firstPause, longestPause] = [50, 1000];

/** One for a consumer: the server does not count how often a message was delivered. */
export function createPauses(): Pauses {
  let refusals = 0;
  return {
    next(redelivered) {
      if (!redelivered) return 0;
      refusals += 1;
      return Math.min(longestPause, firstPause * 2 ** Math.min(refusals - 1, 10));
    },
    reset() {
      refusals = 0;
    },
  };
}

export function openDelivery(message: AsyncMessage, surroundings: DeliverySurroundings): OpenDelivery {
  const { channel, window, pauses, keepAside } = surroundings;
  const { deliveryTag, redelivered } = message;
  const content = readBody(message);
  let [atWork, decided, said] = [true, false, false];
  const decide = (): boolean => {
    const first = !decided;
    decided = true;
    return first;
  };
  /** What the handler decided and the server has not heard. */
  let unsaid: (() => void) | undefined;
  const say = (word: () => void) => {
    if (said) return;
    said = true;
    surroundings.settled();
    // Of a channel that ended the message went back by itself.
    if (channel.active) word();
  };
  const shutWindow = () => window.shut().catch(() => {});
  /** Most handlers return at once when they have decided. While one goes on, nothing may follow its message. */
  const saySoon = async (word: () => void) => {
    unsaid = word;
    await turn();
    if (!atWork) return;
    await shutWindow();
    say(word);
  };
  /** While the message rests its place is for others. */
  const sayLater = async (word: () => void, pause: number) => {
    await shutWindow();
    await rest(pause, undefined, { ref: false });
    say(word);
  };
  const accept = () => {
    pauses.reset();
    channel.basicAck({ deliveryTag });
  };
  const putBack = () => channel.basicNack({ deliveryTag, requeue: true });

  const delivery: Delivery = {
    message: content,
    redelivered,
    async ack() {
      if (decide()) void saySoon(accept);
    },
    async giveBack() {
      if (!decide()) return;
      const pause = pauses.next(redelivered);
      void (pause === 0 ? saySoon(putBack) : sayLater(putBack, pause));
    },
    async setAside(reason) {
      if (!decide()) return;
      try {
        await keepAside(content, reason);
      } catch (error) {
        void saySoon(putBack);
        throw error;
      }
      void saySoon(accept);
    },
  };
  return {
    delivery,
    finish(windowIsOpen) {
      atWork = false;
      const word = decide() ? accept : unsaid;
      if (word === undefined) return;
      if (windowIsOpen) say(word);
      // Said before the server knows that the window is shut, it would bring one more message.
      else void shutWindow().then(() => say(word));
    },
  };
}
