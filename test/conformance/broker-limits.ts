import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Broker, BrokerCapabilities, Delivery } from '../../src/ports/broker.ts';
import { rejectedQueue } from '../../src/wire/names.ts';

type Connect = () => Promise<Broker>;

const one = { group: 'group', prefetch: 1 };
/** Milliseconds: the machine may be busy. */
const patient = { timeout: 20_000, interval: 20 };
const nameQueue = () => `queue:${randomUUID()}`;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What every broker has to keep of order, number, size and age, and of what nobody can use. */
export function describeLimits(connect: Connect, capabilities: BrokerCapabilities): void {
  describeSettingAside(connect);
  describeBacklogs(connect, capabilities);
  describeLargest(connect, capabilities);
}

function describeSettingAside(connect: Connect): void {
  it('keeps aside what nobody can use, with the reason', async () => {
    const broker = await connect();
    const queue = nameQueue();
    await broker.consume(queue, one, async (delivery) => {
      await delivery.setAside('it is of another world');
      await delivery.giveBack();
    });
    await broker.publish(queue, { task_id: 'unknown' });
    const received = Promise.withResolvers<unknown>();
    await broker.consume(rejectedQueue(queue), one, async (delivery) => received.resolve(delivery.message));
    expect(await received.promise).toEqual({
      queue,
      reason: 'it is of another world',
      message: { task_id: 'unknown' },
      rejected_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    await expect.poll(() => broker.depth(queue), patient).toBe(0);
  });

  it('keeps the newest 10,000 aside, of a huge message its beginning', { timeout: 120_000 }, async () => {
    const broker = await connect();
    const queue = nameQueue();
    const subscription = await broker.consume(queue, { group: 'group', prefetch: 500 }, (delivery) =>
      delivery.setAside('nobody wants it'),
    );
    await broker.publish(queue, 'x'.repeat(2 ** 20));
    for (const turn of range(10)) {
      await Promise.all(range(1000).map((index) => broker.publish(queue, turn * 1000 + index)));
    }
    await expect.poll(() => broker.depth(queue), { ...patient, timeout: 100_000 }).toBe(0);
    await subscription.close();
    expect(await broker.depth(rejectedQueue(queue))).toBe(10_000);
    await broker.consume(queue, one, (delivery) => delivery.setAside('nobody wants it'));
    await broker.publish(queue, 'y'.repeat(2 ** 20));
    await expect.poll(() => broker.depth(queue), patient).toBe(0);
    const kept: { message: unknown }[] = [];
    await broker.consume(rejectedQueue(queue), { group: 'group', prefetch: 500 }, async ({ message }) => {
      kept.push(message as { message: unknown });
    });
    await expect.poll(() => kept.length, patient).toBe(10_000);
    expect(kept[0]?.message).toBe(1);
    expect(String(kept.at(-1)?.message)).toMatch(/^"?y{60000,66000}…?$/);
  });
}

function describeBacklogs(connect: Connect, capabilities: BrokerCapabilities): void {
  it('keeps the order of one publisher for a sole consumer', async () => {
    const [producer, consumer] = [await connect(), await connect()];
    const queue = nameQueue();
    const seen: unknown[] = [];
    await consumer.consume(queue, one, async ({ message }) => void seen.push(message));
    await Promise.all(range(300).map((number) => producer.publish(queue, number)));
    await expect.poll(() => seen.length, patient).toBe(300);
    expect(seen).toEqual(range(300));
  });

  it('gives a slow consumer no more than its prefetch', async () => {
    const [producer, slow, quick] = [await connect(), await connect(), await connect()];
    const queue = nameQueue();
    const held: unknown[] = [];
    await slow.consume(queue, { group: 'group', prefetch: 2 }, async ({ message }) => {
      held.push(message);
      await new Promise(() => {});
    });
    await Promise.all(range(2).map((number) => producer.publish(queue, number)));
    await expect.poll(() => held.length, patient).toBe(2);
    const done: unknown[] = [];
    await quick.consume(queue, one, async ({ message }) => void done.push(message));
    await Promise.all(range(20).map((number) => producer.publish(queue, number + 2)));
    await expect.poll(() => done.length, patient).toBe(20);
    expect(held).toHaveLength(2);
    if (capabilities.countsOthersWork) expect(await producer.depth(queue)).toBe(2);
  });

  it('loses nothing when consumers come and go', { timeout: 60_000 }, async () => {
    const producer = await connect();
    const queue = nameQueue();
    const done = new Set<unknown>();
    const work = async ({ message, ack }: Delivery) => {
      await sleep(5);
      done.add(message);
      await ack();
    };
    const publishing = Promise.all(range(300).map((number) => producer.publish(queue, number)));
    for (const _ of range(4)) {
      const passing = await connect();
      await passing.consume(queue, { group: 'group', prefetch: 5 }, work);
      await expect.poll(() => done.size, patient).toBeGreaterThan(0);
      await passing.close();
    }
    await publishing;
    await (await connect()).consume(queue, { group: 'group', prefetch: 5 }, work);
    await expect.poll(() => done.size, patient).toBe(300);
    await expect.poll(() => producer.depth(queue), patient).toBe(0);
  });

  it('forgets a queue that expires', async () => {
    const broker = await connect();
    const queue = nameQueue();
    await broker.publish(queue, 'message', { expires: 2 });
    expect(await broker.depth(queue)).toBe(1);
    await expect.poll(() => broker.depth(queue), patient).toBe(0);
    await broker.publish(queue, 'next', { expires: 2 });
    const received = Promise.withResolvers<unknown>();
    await broker.consume(queue, one, async ({ message }) => received.resolve(message));
    expect(await received.promise).toBe('next');
  });
}

function describeLargest(connect: Connect, capabilities: BrokerCapabilities): void {
  const { largestMessage } = capabilities;
  if (largestMessage === Number.MAX_SAFE_INTEGER) return;
  it('carries the largest message that it declares, and refuses a larger one', {
    timeout: 60_000,
  }, async () => {
    const broker = await connect();
    const queue = nameQueue();
    const text = 'x'.repeat(largestMessage - '{"text":""}'.length);
    await expect(broker.publish(queue, { text: `${text}x` })).rejects.toMatchObject({
      code: 'message-too-large',
      args: { bytes: largestMessage + 1, limit: largestMessage },
    });
    const received = Promise.withResolvers<{ text: string }>();
    await broker.consume(queue, one, async ({ message }) => received.resolve(message as { text: string }));
    await broker.publish(queue, { text });
    expect((await received.promise).text.length).toBe(text.length);
  });
}
