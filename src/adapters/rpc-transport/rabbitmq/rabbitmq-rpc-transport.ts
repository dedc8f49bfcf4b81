import { Connection } from 'rabbitmq-client';
import { EfirError } from '../../../core/errors.ts';
import { type Logger, silentLogger } from '../../../core/logger.ts';
import type { RpcSubscription, RpcTransport } from '../../../ports/rpc-transport.ts';
import { readRabbitmqUrl } from '../../broker/read-rabbitmq-url.ts';
import { endWithin } from '../end-within.ts';
import { serveQueue } from './serve-queue.ts';

export interface RabbitmqRpcOptions {
  /** `amqp://user:password@host:port/vhost` */
  readonly url: string;
  readonly logger?: Logger;
}

/** Below the 128 MiB that a RabbitMQ takes unless told otherwise. */
const largestAnswer = 64 * 1024 * 1024;
/** Milliseconds that saying goodbye to a server may take. */
const farewell = 2_000;

/**
 * Calls over RabbitMQ: a durable queue of requests, answers to `reply_to` (direct reply-to or a queue of the asker's)
 * with the request's `correlation_id`.
 */
export function createRabbitmqRpcTransport({ url, logger = silentLogger }: RabbitmqRpcOptions): RpcTransport {
  // Without noDelay every answer may wait 40 ms for company.
  const connection = new Connection({
    ...readRabbitmqUrl(url),
    noDelay: true,
    connectionName: 'efir rpc',
    heartbeat: 20,
    retryLow: 200,
    retryHigh: 5_000,
  });
  let trouble: unknown;
  connection.on('connection', () => {
    if (trouble !== undefined) logger.info('RabbitMQ is back; calls come in again');
    trouble = undefined;
  });
  connection.on('error', (error: unknown) => {
    // One line for an outage, not one for every try.
    if (trouble === undefined) logger.warn({ error }, 'RabbitMQ cannot be reached; no calls come in');
    trouble = error;
  });
  const subscriptions = new Set<RpcSubscription & { check(): void }>();
  let open = true;
  const assertOpen = () => {
    if (!open) throw new EfirError('unavailable', { detail: 'the connection for calls is closed' });
  };
  return {
    capabilities: { reach: 'network', largestAnswer },
    async serve(queue, options, handler) {
      assertOpen();
      const subscription = await serveQueue({ connection, queue, handler, logger, ...options });
      subscriptions.add(subscription);
      return subscription;
    },
    async check() {
      assertOpen();
      if (!connection.ready) {
        const detail = trouble instanceof Error ? trouble.message : 'not connected yet';
        throw new EfirError('unavailable', { detail: `RabbitMQ: ${detail}` });
      }
      for (const subscription of subscriptions) subscription.check();
    },
    async close() {
      if (!open) return;
      open = false;
      await Promise.all([...subscriptions].map((subscription) => subscription.close(0)));
      await endWithin(farewell, [connection.close()]);
      connection.unsafeDestroy();
    },
  };
}
