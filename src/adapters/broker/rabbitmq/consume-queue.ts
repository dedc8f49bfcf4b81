import type { AsyncMessage, Channel } from 'rabbitmq-client';
import type { Logger } from '../../../core/logger.ts';
import type { Delivery, DeliveryHandler } from '../../../ports/broker.ts';
import { keepChannel } from './keep-channel.ts';
import type { Line } from './line.ts';
import { createPauses, openDelivery } from './open-delivery.ts';
import { createQueues } from './queues.ts';
import { createWindows, type Window, type Windows } from './windows.ts';

export interface QueueConsumer {
  readonly queue: string;
  /** How many messages are here that the server still keeps. */
  unsettled(): number;
  /** Stops deliveries and waits for handlers at work. */
  close(): Promise<void>;
  /** Lets go at once: what is not settled goes back to the queue. */
  abandon(): Promise<void>;
}

export interface ConsumerOptions {
  readonly line: Line;
  readonly queue: string;
  readonly prefetch: number;
  readonly handler: DeliveryHandler;
  readonly logger: Logger;
  keepAside(message: unknown, reason: string): Promise<void>;
}

/** Consumes a queue with at most `prefetch` handlers at work, over as many channels as it takes. */
export async function consumeQueue(options: ConsumerOptions): Promise<QueueConsumer> {
  const { line, queue, prefetch, handler, logger, keepAside } = options;
  const atWork = new Set<Promise<void>>();
  const unsettled = new Set<AsyncMessage>();
  const pauses = createPauses();
  const queues = createQueues(line, logger);
  let windows: Windows | undefined;
  let open = true;

  const take = (channel: Channel, message: AsyncMessage, window: Window) => {
    if (!open) {
      if (channel.active) channel.basicNack({ deliveryTag: message.deliveryTag, requeue: true });
      return;
    }
    unsettled.add(message);
    const settled = () => void unsettled.delete(message);
    const { delivery, finish } = openDelivery(message, { channel, window, pauses, keepAside, settled });
    const done = callHandler(handler, delivery, logger.child({ queue })).then(() => {
      atWork.delete(done);
      const windowIsOpen = window.freePlace();
      if (!windowIsOpen) windows?.open(1).catch(() => {});
      finish(windowIsOpen);
    });
    atWork.add(done);
  };

  const kept = await keepChannel({
    line,
    logger,
    name: queue,
    async setUp(channel) {
      await queues.declare(queue);
      unsettled.clear();
      windows = createWindows(channel, queue, (message, window) => take(channel, message, window));
      await windows.open(prefetch - atWork.size);
    },
  });
  return {
    queue,
    unsettled: () => unsettled.size,
    async close() {
      open = false;
      await windows?.shutAll().catch(() => {});
      await Promise.all(atWork);
      await kept.close();
    },
    async abandon() {
      open = false;
      await kept.close();
    },
  };
}

async function callHandler(handler: DeliveryHandler, delivery: Delivery, logger: Logger): Promise<void> {
  try {
    await handler(delivery);
  } catch (error) {
    logger.error({ error }, 'a consumer failed; the message goes back');
    await delivery.giveBack();
  }
}
