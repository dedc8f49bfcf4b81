import type { Logger } from '../../../core/logger.ts';
import { callListener } from '../call-listener.ts';
import { type KeptChannel, keepChannel } from './keep-channel.ts';
import type { Line } from './line.ts';
import { readBody } from './read-body.ts';

export interface ListenerOptions {
  readonly line: Line;
  readonly topic: string;
  readonly handler: (message: unknown) => void;
  readonly logger: Logger;
}

/** Messages that wait for a listener that hangs; older ones go. */
const mostWaiting = 10_000;

/** A topic is a fanout exchange; each listener has a queue of its own there, which goes with its channel. */
export function listenTopic({ line, topic, handler, logger }: ListenerOptions): Promise<KeptChannel> {
  return keepChannel({
    line,
    logger,
    name: topic,
    async setUp(channel) {
      await channel.exchangeDeclare(describeTopic(topic));
      const { queue } = await channel.queueDeclare({
        exclusive: true,
        autoDelete: true,
        arguments: { 'x-max-length': mostWaiting },
      });
      await channel.queueBind({ exchange: topic, queue });
      await channel.basicConsume({ queue, noAck: true }, (message) =>
        callListener(topic, handler, readBody(message), logger),
      );
    },
  });
}

export const describeTopic = (topic: string) => ({ exchange: topic, type: 'fanout', durable: true });
