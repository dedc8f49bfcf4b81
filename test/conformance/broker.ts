import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { sleep } from '../../src/core/time.ts';
import type { Broker, Delivery } from '../../src/ports/broker.ts';
import { describeLimits } from './broker-limits.ts';
import { type BrokerServerUnderTest, describeOverNetwork } from './broker-over-network.ts';

export interface BrokerUnderTest {
  /** A connection of its own to one and the same broker, by another way where a URL is given. */
  connect(url?: string): Promise<Broker>;
  readonly capabilities: Broker['capabilities'];
  /** For what only a server can go through. */
  readonly network?: BrokerServerUnderTest;
}

/** What every broker adapter has to keep; the declared capabilities decide what is demanded beyond that. */
export function describeBroker(name: string, subject: BrokerUnderTest): void {
  describe(`broker: ${name}`, () => {
    const opened: Broker[] = [];
    const connect = async (url?: string) => {
      const broker = await subject.connect(url);
      opened.push(broker);
      return broker;
    };
    afterEach(async () => {
      for (const broker of opened.splice(0)) await broker.close();
    });

    describeDelivery(connect);
    describeSettling(connect);
    describeTopics(connect);
    describeConnection(connect, subject);
    describeLimits(connect, subject.capabilities);
    if (subject.network) describeOverNetwork(connect, subject.network, subject.capabilities.durable);
  });
}

type Connect = (url?: string) => Promise<Broker>;

const nameQueue = () => `queue:${randomUUID()}`;
/** Milliseconds: the machine may be busy. */
const patient = { timeout: 20_000, interval: 20 };
const one = { group: 'group', prefetch: 1 };

function describeDelivery(connect: Connect): void {
  it('delivers each message to one consumer of the group', async () => {
    const [producer, first, second] = [await connect(), await connect(), await connect()];
    const queue = nameQueue();
    const seen: unknown[] = [];
    const note = async (delivery: Delivery) => void seen.push(delivery.message);
    await first.consume(queue, one, note);
    await second.consume(queue, one, note);
    await Promise.all(range(50).map((number) => producer.publish(queue, { number })));
    await expect.poll(() => seen.length, patient).toBe(50);
    await sleep(50);
    expect(sortNumbers(seen)).toEqual(range(50));
  });

  it('keeps what was published before the first consumer came, in order', async () => {
    const [producer, consumer] = [await connect(), await connect()];
    const queue = nameQueue();
    for (const number of range(5)) await producer.publish(queue, { number });
    expect(await producer.depth(queue)).toBe(5);
    const seen: unknown[] = [];
    await consumer.consume(queue, one, async (delivery) => void seen.push(delivery.message));
    await expect.poll(() => seen, patient).toEqual(range(5).map((number) => ({ number })));
    await expect.poll(() => producer.depth(queue), patient).toBe(0);
  });

  it('hands over a copy: nobody shares objects with the publisher', async () => {
    const broker = await connect();
    const queue = nameQueue();
    const message = { nested: { text: 'as sent', эфир: '📻' }, absent: undefined };
    const received = Promise.withResolvers<unknown>();
    await broker.publish(queue, message);
    message.nested.text = 'changed later';
    await broker.consume(queue, one, async (delivery) => received.resolve(delivery.message));
    expect(await received.promise).toEqual({ nested: { text: 'as sent', эфир: '📻' } });
  });

  it('never runs a handler inside publish or broadcast', async () => {
    const broker = await connect();
    const [queue, topic] = [nameQueue(), nameQueue()];
    let inside = true;
    const calls: boolean[] = [];
    await broker.consume(queue, one, async () => void calls.push(inside));
    await broker.listen(topic, () => void calls.push(inside));
    const publishing = [broker.publish(queue, 1), broker.broadcast(topic, 1)];
    inside = false;
    await Promise.all(publishing);
    await expect.poll(() => calls, patient).toEqual([false, false]);
  });

  it('runs at most `prefetch` handlers, also when they acknowledged early', async () => {
    const broker = await connect();
    const queue = nameQueue();
    let [atWork, most, done] = [0, 0, 0];
    const full = Promise.withResolvers<void>();
    await broker.consume(queue, { group: 'group', prefetch: 3 }, async (delivery) => {
      atWork += 1;
      most = Math.max(most, atWork);
      await delivery.ack();
      await full.promise;
      await sleep(10);
      atWork -= 1;
      done += 1;
    });
    for (const number of range(12)) await broker.publish(queue, number);
    await expect.poll(() => atWork, patient).toBe(3);
    full.resolve();
    await expect.poll(() => done, patient).toBe(12);
    expect(most).toBe(3);
  });

  it('never runs more handlers than `prefetch`, however they settle', async () => {
    const broker = await connect();
    const queue = nameQueue();
    await Promise.all(range(400).map((number) => broker.publish(queue, number)));
    let [atWork, most] = [0, 0];
    const done = new Set<unknown>();
    await broker.consume(queue, { group: 'group', prefetch: 4 }, async (delivery) => {
      atWork += 1;
      most = Math.max(most, atWork);
      const number = Number(delivery.message);
      if (number % 3 === 0) await delivery.ack();
      if (number % 3 === 1 && !delivery.redelivered) await delivery.giveBack();
      else done.add(number);
      if (number % 2 === 0) await sleep(number % 5);
      atWork -= 1;
    });
    await expect.poll(() => done.size, patient).toBe(400);
    expect(most).toBe(4);
    await expect.poll(() => broker.depth(queue), patient).toBe(0);
  });

  it('leaves messages to a free consumer while another is busy', async () => {
    const [busy, free] = [await connect(), await connect()];
    const queue = nameQueue();
    const held = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    await busy.consume(queue, one, async (delivery) => {
      await delivery.ack();
      entered.resolve();
      await held.promise;
    });
    await busy.publish(queue, 'first');
    await entered.promise;
    const seen: unknown[] = [];
    await free.consume(queue, one, async (delivery) => void seen.push(delivery.message));
    for (const number of range(3)) await busy.publish(queue, number);
    await expect.poll(() => seen, patient).toEqual(range(3));
    held.resolve();
  });
}

function describeSettling(connect: Connect): void {
  it('delivers again what was given back, marked as redelivered', async () => {
    const broker = await connect();
    const queue = nameQueue();
    const marks: boolean[] = [];
    await broker.consume(queue, one, async (delivery) => {
      marks.push(delivery.redelivered);
      if (marks.length === 1) await delivery.giveBack();
    });
    await broker.publish(queue, 'message');
    await expect.poll(() => marks, patient).toEqual([false, true]);
    await expect.poll(() => broker.depth(queue), patient).toBe(0);
  });

  it('gives back what a failing handler held, and goes on', async () => {
    const broker = await connect();
    const queue = nameQueue();
    const seen: unknown[] = [];
    await broker.consume(queue, one, async (delivery) => {
      seen.push(delivery.message);
      if (seen.length === 1) throw new Error('this handler fails once');
    });
    await broker.publish(queue, 'message');
    await expect.poll(() => seen, patient).toEqual(['message', 'message']);
    await broker.publish(queue, 'next');
    await expect.poll(() => seen.at(-1), patient).toBe('next');
  });

  it('counts the first word when a delivery is settled twice', async () => {
    const broker = await connect();
    const queue = nameQueue();
    let deliveries = 0;
    await broker.consume(queue, one, async (delivery) => {
      deliveries += 1;
      await delivery.ack();
      await delivery.ack();
      await delivery.giveBack();
    });
    await broker.publish(queue, 'message');
    await expect.poll(() => broker.depth(queue), patient).toBe(0);
    await sleep(100);
    expect(deliveries).toBe(1);
  });

  it('passes on what a consumer held when its connection ended', async () => {
    const [producer, dying, heir] = [await connect(), await connect(), await connect()];
    const queue = nameQueue();
    const taken = Promise.withResolvers<void>();
    await dying.consume(queue, one, async () => {
      taken.resolve();
      await new Promise(() => {});
    });
    await producer.publish(queue, 'message');
    await taken.promise;
    const received = Promise.withResolvers<Delivery>();
    await heir.consume(queue, one, async (delivery) => received.resolve(delivery));
    await dying.close();
    expect(await received.promise).toMatchObject({ message: 'message', redelivered: true });
  });

  it('waits for handlers at work when a subscription closes, and delivers no more', async () => {
    const broker = await connect();
    const queue = nameQueue();
    const entered = Promise.withResolvers<void>();
    let finished = 0;
    const subscription = await broker.consume(queue, one, async () => {
      entered.resolve();
      await sleep(50);
      finished += 1;
    });
    await broker.publish(queue, 1);
    await broker.publish(queue, 2);
    await entered.promise;
    await subscription.close();
    expect(finished).toBe(1);
    await sleep(50);
    expect(finished).toBe(1);
    expect(await broker.depth(queue)).toBe(1);
  });

  it('ends although a subscription waits for a handler that never returns, and passes on what that held', async () => {
    const [producer, leaving, heir] = [await connect(), await connect(), await connect()];
    const queue = nameQueue();
    const entered = Promise.withResolvers<void>();
    const subscription = await leaving.consume(queue, one, async () => {
      entered.resolve();
      await new Promise(() => {});
    });
    await producer.publish(queue, 'message');
    await entered.promise;
    const closing = subscription.close();
    await sleep(50);
    await leaving.close();
    const received = Promise.withResolvers<Delivery>();
    await heir.consume(queue, one, async (delivery) => received.resolve(delivery));
    expect(await received.promise).toMatchObject({ message: 'message', redelivered: true });
    void closing.catch(() => {});
  });
}

function describeTopics(connect: Connect): void {
  it('broadcasts to everybody who listens now, and to nobody who left', async () => {
    const [speaker, first, second] = [await connect(), await connect(), await connect()];
    const topic = nameQueue();
    const heard: string[] = [];
    await first.listen(topic, (message) => heard.push(`first ${message}`));
    const subscription = await second.listen(topic, (message) => heard.push(`second ${message}`));
    await speaker.broadcast(topic, 'one');
    await expect.poll(() => heard.toSorted(), patient).toEqual(['first one', 'second one']);
    await subscription.close();
    await speaker.broadcast(topic, 'two');
    await expect.poll(() => heard.at(-1), patient).toBe('first two');
    await sleep(50);
    expect(heard).toHaveLength(3);
  });

  it('lets a failing listener disturb nobody', async () => {
    const broker = await connect();
    const topic = nameQueue();
    const heard: unknown[] = [];
    await broker.listen(topic, () => {
      throw new Error('this listener fails');
    });
    await broker.listen(topic, (message) => heard.push(message));
    await broker.broadcast(topic, 'one');
    await broker.broadcast(topic, 'two');
    await expect.poll(() => heard, patient).toEqual(['one', 'two']);
  });
}

function describeConnection(connect: Connect, subject: BrokerUnderTest): void {
  it('declares its capabilities, answers checks, and refuses work once closed', async () => {
    const broker = await connect();
    expect(broker.capabilities).toEqual(subject.capabilities);
    await expect(broker.check()).resolves.toBeUndefined();
    await broker.close();
    await broker.close();
    await expect(broker.check()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(broker.publish(nameQueue(), 1)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('carries a message of a megabyte', async () => {
    const broker = await connect();
    const queue = nameQueue();
    const text = 'э'.repeat(2 ** 19);
    const received = Promise.withResolvers<unknown>();
    await broker.consume(queue, one, async (delivery) => received.resolve(delivery.message));
    await broker.publish(queue, { text });
    expect(await received.promise).toEqual({ text });
  });

  if (subject.capabilities.groups !== 'many') return;
  it('gives every group every message', async () => {
    const broker = await connect();
    const queue = nameQueue();
    const seen: string[] = [];
    for (const group of ['one', 'two']) {
      await broker.consume(queue, { group, prefetch: 1 }, async () => void seen.push(group));
    }
    await broker.publish(queue, 'message');
    await expect.poll(() => seen.toSorted(), patient).toEqual(['one', 'two']);
    await expect.poll(() => broker.depth(queue), patient).toBe(0);
  });
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function sortNumbers(messages: unknown[]): number[] {
  return messages.map((message) => (message as { number: number }).number).toSorted((a, b) => a - b);
}
