import type { Channel } from 'rabbitmq-client';
import type { Logger } from '../../../core/logger.ts';
import { isSharedQueue, rejectedQueue } from '../../../wire/names.ts';
import { mostRejected } from '../describe-rejected.ts';
import { tellCode } from './error-codes.ts';
import type { Line } from './line.ts';

/** Makes sure that queues are there before they are used. */
export interface Queues {
  /** Declares the queue unless that was done already. */
  ensure(queue: string): Promise<void>;
  /** Declares the queue, whatever was done before: somebody may have deleted it. */
  declare(queue: string, expires?: number): Promise<void>;
}

/**
 * Direct exchange from which what the server itself drops (a message's time is over, a queue is too long, a consumer
 * of another program refuses) goes to the `:rejected` queue, by the name of the queue that it was dropped from.
 */
const rejectedExchange = 'efir:rejected';

export function createQueues(line: Line, logger: Logger): Queues {
  const known = new Map<string, Promise<void>>();
  const declare = async (queue: string, expires?: number) => {
    await line
      .withChannel((channel) => declareQueue(channel, queue, expires))
      .catch((error: unknown) => acceptExisting(queue, error, logger));
  };
  const remember = (queue: string) => {
    const declaring = declare(queue);
    known.set(queue, declaring);
    declaring.catch(() => known.delete(queue));
    return declaring;
  };
  return {
    ensure: (queue) => known.get(queue) ?? remember(queue),
    declare: (queue, expires) => (expires === undefined ? remember(queue) : declare(queue, expires)),
  };
}

async function declareQueue(channel: Channel, queue: string, expires: number | undefined): Promise<void> {
  if (expires !== undefined) {
    const settings = { 'x-expires': Math.ceil(expires * 1000) };
    await channel.queueDeclare({ queue, durable: true, arguments: settings });
    return;
  }
  const keepsRejected = !queue.endsWith(':rejected') && !queue.startsWith('result:');
  if (keepsRejected) {
    const rejected = rejectedQueue(queue);
    await channel.queueDeclare({ queue: rejected, durable: true, arguments: describeQueue(rejected) });
    await channel.exchangeDeclare({ exchange: rejectedExchange, type: 'direct', durable: true });
    await channel.queueBind({ exchange: rejectedExchange, queue: rejected, routingKey: queue });
  }
  await channel.queueDeclare({ queue, durable: true, arguments: describeQueue(queue) });
}

/**
 * Queues that other programs use as well have no arguments, so that a plain declaration of theirs agrees with ours:
 * there a policy may name the dead-letter exchange.
 */
function describeQueue(queue: string): Record<string, string | number> {
  if (queue.endsWith(':rejected')) return { 'x-max-length': mostRejected };
  return isSharedQueue(queue) ? {} : { 'x-dead-letter-exchange': rejectedExchange };
}

/** A queue that is there with other arguments, or that we may use but not declare, is used as it is. */
function acceptExisting(queue: string, error: unknown, logger: Logger): void {
  if (!['PRECONDITION_FAILED', 'ACCESS_REFUSED', 'RESOURCE_LOCKED'].includes(tellCode(error) ?? ''))
    throw error;
  logger.info({ queue, error }, 'the queue is not as we would declare it; it is used as it is');
}
