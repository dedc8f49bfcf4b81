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
  /** After the handler: acknowledges what it has not settled. */
  finish(): void;
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
  let decided = false;
  const decide = (): boolean => {
    if (decided) return false;
    decided = true;
    return true;
  };
  /** Of a channel that ended the message went back by itself. */
  const tell = (word: () => void) => {
    surroundings.settled();
    if (channel.active) word();
  };
  const accept = () => {
    pauses.reset();
    tell(() => channel.basicAck({ deliveryTag }));
  };
  const putBack = () => tell(() => channel.basicNack({ deliveryTag, requeue: true }));
  /** Its place is still taken: nothing may follow the message. */
  const shutWindow = () => window.shut().catch(() => {});

  const delivery: Delivery = {
    message: content,
    redelivered,
    async ack() {
      if (!decide()) return;
      await shutWindow();
      accept();
    },
    async giveBack() {
      if (!decide()) return;
      await shutWindow();
      const pause = pauses.next(redelivered);
      if (pause === 0) putBack();
      else setTimeout(putBack, pause).unref();
    },
    async setAside(reason) {
      if (!decide()) return;
      await shutWindow();
      try {
        await keepAside(content, reason);
      } catch (error) {
        putBack();
        throw error;
      }
      accept();
    },
  };
  return {
    delivery,
    finish() {
      if (decide()) accept();
    },
  };
}
