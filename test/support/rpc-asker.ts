// Another program that asks over RabbitMQ, with the plain client:
//
//   const asker = await openRpcAsker(server.url);
//   … const answer = await asker.ask('rpc_queue', '{"jsonrpc":"2.0",…}', { headers: { 'x-api-key': key } });

import { randomUUID } from 'node:crypto';
import { Connection, type Envelope } from 'rabbitmq-client';

export interface RpcAsker {
  /** Bytes exactly as given, answered to an exclusive queue. Rejects after 30 s. */
  ask(queue: string, body: string | Buffer, envelope?: Envelope): Promise<string>;
  /** The same without a place for an answer. */
  tell(queue: string, body: string | Buffer, envelope?: Envelope): Promise<void>;
  /** Messages in a queue. */
  count(queue: string): Promise<number>;
  listSetAside(queue: string): Promise<{ body: string; reason: string }[]>;
  readonly connection: Connection;
  close(): Promise<void>;
}

export async function openRpcAsker(url: string): Promise<RpcAsker> {
  const connection = new Connection({ url, noDelay: true, retryLow: 100, retryHigh: 1000 });
  connection.on('error', () => {});
  const waiting = new Map<string, (answer: string) => void>();
  const callbacks = connection.createConsumer(
    { queueOptions: { exclusive: true, autoDelete: true }, noAck: true },
    async ({ body, correlationId = '' }) => {
      waiting.get(correlationId)?.(decode(body));
      waiting.delete(correlationId);
    },
  );
  callbacks.on('error', () => {});
  await new Promise<void>((resolve) => callbacks.once('ready', resolve));
  const publisher = connection.createPublisher({ confirm: true });
  const send = async (queue: string, body: string | Buffer, envelope: Envelope) => {
    await connection.queueDeclare({ queue, durable: true });
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    await publisher.send({ exchange: '', routingKey: queue, ...envelope }, bytes);
  };
  return {
    connection,
    async ask(queue, body, envelope = {}) {
      const correlationId = randomUUID();
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      waiting.set(correlationId, resolve);
      const timer = setTimeout(() => reject(new Error('no answer within 30 s')), 30_000);
      await send(queue, body, { correlationId, replyTo: callbacks.queue, ...envelope });
      return promise.finally(() => clearTimeout(timer));
    },
    tell: (queue, body, envelope = {}) => send(queue, body, envelope),
    count: async (queue) => (await connection.queueDeclare({ queue, passive: true })).messageCount,
    async listSetAside(queue) {
      const kept: { body: string; reason: string }[] = [];
      try {
        for (;;) {
          const message = await connection.basicGet({ queue: `${queue}:rejected`, noAck: true });
          if (!message) return kept;
          const { message: body, reason } = message.body as { message: string; reason: string };
          kept.push({ body, reason });
        }
      } catch {
        // Nothing was ever set aside: there is no such queue yet.
        return kept;
      }
    },
    async close() {
      await callbacks.close();
      await publisher.close();
      await connection.close();
    },
  };
}

/** The client has decoded what calls itself JSON. */
function decode(body: unknown): string {
  return Buffer.isBuffer(body) || typeof body === 'string' ? body.toString() : JSON.stringify(body);
}
