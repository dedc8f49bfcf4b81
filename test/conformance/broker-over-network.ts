import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import type { Broker, Delivery } from '../../src/ports/broker.ts';
import type { BrokerServer } from '../support/broker-server.ts';
import { openCuttableWay } from '../support/cuttable-way.ts';

export interface BrokerServerUnderTest {
  /** The server behind all connections. */
  server(): BrokerServer;
  /** Writes the text to the queue as another program would: raw, not as JSON. */
  publishText(queue: string, text: string): Promise<void>;
  /** Puts on the server's disk that its queues are there, where it confirms messages without that. */
  keepQueues?(): Promise<void>;
}

const holdMessages = fileURLToPath(new URL('../support/hold-messages.ts', import.meta.url));

type Connect = (url?: string) => Promise<Broker>;

const one = { group: 'group', prefetch: 1 };
/** Milliseconds: what was held by the dead comes back in some seconds, on a busy machine in some more. */
const patient = { timeout: 60_000, interval: 50 };
const limit = 90_000;
const nameQueue = () => `queue:${randomUUID()}`;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What a broker has to keep that is a server of its own: its death, its absence, and that of those who use it. */
export function describeOverNetwork(
  connect: Connect,
  subject: BrokerServerUnderTest,
  durable: boolean,
): void {
  describeDeadConsumers(connect, subject);
  describeAbsence(connect, subject);
  describeReturn(connect, subject);
  describeForgetting(connect, subject, durable);
}

function describeDeadConsumers(connect: Connect, subject: BrokerServerUnderTest): void {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  it('passes on what a consumer held whose connection was cut', { timeout: limit }, async () => {
    const way = await openCuttableWay(subject.server().url);
    const [producer, dying, heir] = [await connect(), await connect(way.url), await connect()];
    const queue = nameQueue();
    const held: unknown[] = [];
    await dying.consume(queue, { group: 'group', prefetch: 2 }, async ({ message }) => {
      held.push(message);
      await new Promise(() => {});
    });
    for (const number of range(5)) await producer.publish(queue, number);
    await expect.poll(() => held.length, patient).toBe(2);
    way.cut();
    const seen: Pick<Delivery, 'message' | 'redelivered'>[] = [];
    await heir.consume(queue, one, async (delivery) => void seen.push(delivery));
    await expect.poll(() => seen.map(({ message }) => message).toSorted(), patient).toEqual(range(5));
    expect(seen.filter(({ redelivered }) => redelivered).map(({ message }) => message)).toEqual(
      expect.arrayContaining(held),
    );
    await expect.poll(() => producer.depth(queue), patient).toBe(0);
    await way.close();
  });

  it('passes on what a process held that was killed', { timeout: limit }, async () => {
    const [producer, heir] = [await connect(), await connect()];
    const queue = nameQueue();
    const words = [holdMessages, subject.server().url, queue, '2'];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const held: unknown[] = [];
    createInterface(child.stdout).on('line', (line) => held.push(JSON.parse(line)));
    await Promise.all(range(4).map((number) => producer.publish(queue, number)));
    await expect.poll(() => held.length, patient).toBe(2);
    child.kill('SIGKILL');
    const seen: unknown[] = [];
    await heir.consume(queue, one, async ({ message }) => void seen.push(message));
    await expect.poll(() => seen.toSorted(), patient).toEqual(range(4));
  });

  it('leaves a handler its message, however long it works', { timeout: limit }, async () => {
    const [producer, slow, idle] = [await connect(), await connect(), await connect()];
    const queue = nameQueue();
    const seen: string[] = [];
    await slow.consume(queue, one, async () => {
      seen.push('slow');
      await sleep(14_000);
    });
    await producer.publish(queue, 'message');
    await expect.poll(() => seen.length, patient).toBe(1);
    await idle.consume(queue, one, async () => void seen.push('idle'));
    await expect.poll(() => producer.depth(queue), patient).toBe(0);
    expect(seen).toEqual(['slow']);
  });
}

function describeAbsence(connect: Connect, subject: BrokerServerUnderTest): void {
  it('lets publishers wait for a server that starts again', { timeout: limit }, async () => {
    const [producer, consumer] = [await connect(), await connect()];
    const queue = nameQueue();
    const seen: unknown[] = [];
    await consumer.consume(queue, one, async ({ message }) => void seen.push(message));
    await producer.publish(queue, 'before');
    await expect.poll(() => seen, patient).toEqual(['before']);
    await subject.server().stop();
    let published = 0;
    const publishing = range(20).map((number) =>
      producer.publish(queue, number).then(() => {
        published += 1;
      }),
    );
    await sleep(500);
    expect(published).toBe(0);
    await subject.server().start();
    await Promise.all(publishing);
    await expect.poll(() => new Set(seen).size, patient).toBe(21);
    await expect.poll(() => producer.depth(queue), patient).toBe(0);
  });

  it('says that a server is away, and does not wait for ever', { timeout: limit }, async () => {
    const broker = await connect();
    const [queue, topic] = [nameQueue(), nameQueue()];
    await subject.server().stop();
    try {
      await expect.poll(() => failureOf(broker.check()), patient).toBe('broker-unreachable');
      expect(await failureOf(broker.publish(queue, 'message'))).toBe('unavailable');
      expect(await failureOf(broker.depth(queue))).toBe('unavailable');
      expect(await failureOf(broker.broadcast(topic, 'message'))).toBe('unavailable');
    } finally {
      await subject.server().start();
    }
    await expect.poll(() => failureOf(broker.check()), patient).toBe('none');
    await broker.publish(queue, 'message');
    expect(await broker.depth(queue)).toBe(1);
  });

  it('closes soon while the server is away', { timeout: limit }, async () => {
    const broker = await connect();
    const subscription = await broker.consume(nameQueue(), one, async () => undefined);
    await broker.listen(nameQueue(), () => undefined);
    await subject.server().stop();
    try {
      const begin = performance.now();
      await subscription.close();
      await broker.close();
      expect(performance.now() - begin).toBeLessThan(30_000);
    } finally {
      await subject.server().start();
    }
  });

  it('bears a server that hangs for a while', { timeout: limit }, async () => {
    const [producer, consumer] = [await connect(), await connect()];
    const queue = nameQueue();
    const seen: unknown[] = [];
    await consumer.consume(queue, one, async ({ message }) => void seen.push(message));
    subject.server().pause();
    try {
      const publishing = producer.publish(queue, 'message');
      expect(await failureOf(producer.check())).toBe('broker-unreachable');
      subject.server().resume();
      await publishing;
    } finally {
      subject.server().resume();
    }
    await expect.poll(() => new Set(seen), patient).toEqual(new Set(['message']));
  });
}

function describeReturn(connect: Connect, subject: BrokerServerUnderTest): void {
  it('lets consumers and listeners go on after a restart', { timeout: limit }, async () => {
    const [producer, consumer] = [await connect(), await connect()];
    const [queue, topic] = [nameQueue(), nameQueue()];
    const [seen, heard]: [unknown[], unknown[]] = [[], []];
    await consumer.consume(queue, one, async ({ message }) => void seen.push(message));
    await consumer.listen(topic, (message) => heard.push(message));
    for (const round of ['stop', 'kill'] as const) {
      await subject.server()[round]();
      await subject.server().start();
      await producer.publish(queue, round);
      await expect.poll(() => seen, patient).toContain(round);
      // What is told while a listener is away is lost, and that is the contract: tell it until it is back.
      await expect
        .poll(async () => {
          await producer.broadcast(topic, round).catch(() => undefined);
          return heard;
        }, patient)
        .toContain(round);
    }
  });

  it('settles after a restart what was taken before it', { timeout: limit }, async () => {
    const [producer, consumer] = [await connect(), await connect()];
    const queue = nameQueue();
    const held = Promise.withResolvers<void>();
    let deliveries = 0;
    await consumer.consume(queue, one, async () => {
      deliveries += 1;
      await held.promise;
    });
    await producer.publish(queue, 'message');
    await expect.poll(() => deliveries, patient).toBe(1);
    await subject.server().stop();
    await subject.server().start();
    held.resolve();
    await expect.poll(() => producer.depth(queue).catch(() => -1), patient).toBe(0);
  });
}

function describeForgetting(connect: Connect, subject: BrokerServerUnderTest, durable: boolean): void {
  if (durable) {
    it('keeps over a kill -9 of the server what it confirmed', { timeout: limit }, async () => {
      const producer = await connect();
      const queue = nameQueue();
      await Promise.all(range(200).map((number) => producer.publish(queue, number)));
      await subject.keepQueues?.();
      await subject.server().kill();
      await subject.server().start();
      const seen = new Set<unknown>();
      const consumer = await connect();
      // What a server lost is told apart from what it did not hand over.
      await expect.poll(() => consumer.depth(queue), patient).toBe(200);
      await consumer.consume(queue, { group: 'group', prefetch: 20 }, async ({ message }) => {
        seen.add(message);
      });
      await expect.poll(() => seen.size, patient).toBe(200);
    });
  }

  it('lets everybody go on when the server was emptied', { timeout: limit }, async () => {
    const [producer, consumer] = [await connect(), await connect()];
    const queue = nameQueue();
    const seen: unknown[] = [];
    const held = Promise.withResolvers<void>();
    await consumer.consume(queue, { group: 'group', prefetch: 2 }, async ({ message }) => {
      seen.push(message);
      if (message === 'held') await held.promise;
    });
    await producer.publish(queue, 'held');
    await expect.poll(() => seen, patient).toEqual(['held']);
    await subject.server().flush();
    await producer.publish(queue, 'next');
    await expect.poll(() => seen, patient).toContain('next');
    held.resolve();
    await expect.poll(() => producer.depth(queue), patient).toBe(0);
    await producer.publish(queue, 'last');
    await expect.poll(() => seen.at(-1), patient).toBe('last');
  });

  it('hands over as text what another program wrote that is not JSON', async () => {
    const consumer = await connect();
    const queue = nameQueue();
    const seen: unknown[] = [];
    await consumer.consume(queue, one, async ({ message }) => void seen.push(message));
    for (const text of ['{"cut": ', 'plain words', '']) await subject.publishText(queue, text);
    await expect.poll(() => seen, patient).toEqual(['{"cut": ', 'plain words', '']);
  });
}

function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: { code?: string }) => error.code ?? String(error),
  );
}
