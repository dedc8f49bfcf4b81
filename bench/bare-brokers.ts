import { Redis } from 'ioredis';
import { Connection } from 'rabbitmq-client';

/** The client of a broker as a program uses it that does without Efir: what our port is measured against. */
export interface BareBroker {
  publish(message: unknown): Promise<void>;
  /** Begins to consume, with 64 messages in hand at most; each is acknowledged. */
  consume(heard: (message: unknown) => void): Promise<void>;
  close(): Promise<void>;
}

const queue = 'bare';
const inHand = 64;

export async function openBareRedis(url: string): Promise<BareBroker> {
  const [writer, reader] = [new Redis(url), new Redis(url)];
  await writer.xgroup('CREATE', queue, 'group', '0', 'MKSTREAM');
  let open = true;
  const readOn = async (heard: (message: unknown) => void) => {
    const words = ['COUNT', inHand, 'BLOCK', 1000, 'STREAMS', queue, '>'] as const;
    while (open) {
      const answer = await reader.xreadgroup('GROUP', 'group', 'one', ...words);
      const [[, entries] = ['', []]] = (answer ?? []) as [string, [string, string[]][]][];
      const ids = entries.map(([id]) => id);
      if (ids.length === 0) continue;
      for (const [, [, text = '']] of entries) heard(JSON.parse(text));
      await writer
        .multi()
        .xack(queue, 'group', ...ids)
        .xdel(queue, ...ids)
        .exec();
    }
  };
  return {
    publish: async (message) => void (await writer.xadd(queue, '*', 'json', JSON.stringify(message))),
    // The client ends the last read by an error when it is closed.
    consume: async (heard) => void readOn(heard).catch(() => {}),
    async close() {
      open = false;
      writer.disconnect();
      reader.disconnect();
    },
  };
}

export async function openBareRabbitmq(url: string): Promise<BareBroker> {
  const connection = new Connection({ url, noDelay: true });
  await connection.queueDeclare({ queue, durable: true });
  const publisher = connection.createPublisher({ confirm: true });
  const closing: (() => Promise<void>)[] = [];
  return {
    publish: (message) => publisher.send({ routingKey: queue, durable: true }, message),
    consume(heard) {
      const began = Promise.withResolvers<void>();
      const consumer = connection.createConsumer(
        { queue, queueOptions: { durable: true }, qos: { prefetchCount: inHand } },
        async ({ body }) => heard(body),
      );
      consumer.once('ready', began.resolve);
      closing.push(() => consumer.close());
      return began.promise;
    },
    async close() {
      for (const close of closing) await close();
      await publisher.close();
      await connection.close();
    },
  };
}
