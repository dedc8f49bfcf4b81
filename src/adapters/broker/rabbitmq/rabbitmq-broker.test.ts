import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { type Channel, Connection } from 'rabbitmq-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { rabbitmqProgram } from '../../../../test/support/broker-server.ts';
import { describeOverServer } from '../../../../test/support/describe-over-server.ts';
import { pickHostEnvironment } from '../../../../test/support/host-environment.ts';
import { type RabbitmqServer, startRabbitmq } from '../../../../test/support/rabbitmq.ts';
import { createLogger } from '../../../core/logger.ts';
import { sleep } from '../../../core/time.ts';
import type { Broker } from '../../../ports/broker.ts';
import { rejectedQueue, replyQueue, taskQueue } from '../../../wire/names.ts';
import { createRabbitmqBroker } from './rabbitmq-broker.ts';

describeOverServer(rabbitmqProgram, 'RabbitMQ, beside other programs', () => {
  let server: RabbitmqServer;
  const opened: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    server = await startRabbitmq();
  }, 300_000);
  afterAll(() => server?.close());
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close();
  });
  const open = (options: { patience?: number } = {}): Broker => {
    const broker = createRabbitmqBroker({ url: server.url, ...options });
    opened.push(broker);
    return broker;
  };
  /** The plain client, as other programs use it. */
  const openChannel = async (): Promise<Channel> => {
    const connection = new Connection(server.url);
    const channel = await connection.acquire({ emitErrorsFromChannel: true });
    channel.on('error', () => {});
    opened.push(connection, channel);
    return channel;
  };
  /** A kind of its own, so that its queues are fresh and shared with other programs. */
  const nameTasks = () => taskQueue(randomUUID());
  const patient = { timeout: 20_000, interval: 20 };
  const one = { group: 'group', prefetch: 1 };

  test('its shared queues agree with the plain declarations of other programs, whoever comes first', async () => {
    const [broker, channel] = [open(), await openChannel()];
    for (const queue of [nameTasks(), `${randomUUID()}:results`, `${nameTasks()}:fast`]) {
      await broker.publish(queue, { ours: true });
      await channel.queueDeclare({ queue, durable: true });
      const message = await channel.basicGet({ queue, noAck: true });
      expect(message).toMatchObject({ body: { ours: true }, durable: true, contentType: 'application/json' });
    }
    const theirs = nameTasks();
    await channel.queueDeclare({ queue: theirs, durable: true });
    await broker.publish(theirs, 'agreed');
    expect((await channel.basicGet({ queue: theirs, noAck: true }))?.body).toBe('agreed');
  });

  test.each<[string, { durable: boolean; arguments?: Record<string, string | number> }]>([
    ['bounded', { durable: true, arguments: { 'x-max-length': 100 } }],
    ['passing', { durable: false }],
    ['replicated', { durable: true, arguments: { 'x-queue-type': 'quorum' } }],
  ])('a queue that somebody made %s is used as it is', async (_kind, shape) => {
    const [broker, channel] = [open(), await openChannel()];
    const queue = nameTasks();
    await channel.queueDeclare({ queue, ...shape });
    const seen: unknown[] = [];
    await broker.publish(queue, 1);
    await broker.consume(queue, one, async ({ message, ack }) => {
      seen.push(message);
      await ack();
    });
    await broker.publish(queue, 2);
    await expect.poll(() => seen, patient).toEqual([1, 2]);
  });

  test('bodies that call themselves anything are read for what they are', async () => {
    const [broker, channel] = [open(), await openChannel()];
    const queue = nameTasks();
    const seen: unknown[] = [];
    await broker.consume(queue, one, async ({ message }) => void seen.push(message));
    const json = Buffer.from('{"эфир":1}');
    await channel.basicPublish({ routingKey: queue }, json);
    await channel.basicPublish({ routingKey: queue }, json.toString());
    await channel.basicPublish({ routingKey: queue, contentType: 'application/json' }, json);
    await channel.basicPublish({ routingKey: queue, contentType: 'application/json' }, Buffer.from('{"cut'));
    await channel.basicPublish(
      { routingKey: queue, contentType: 'application/json' },
      Buffer.from('"words"'),
    );
    await channel.basicPublish({ routingKey: queue, contentEncoding: 'gzip' }, Buffer.from('not packed'));
    const bytes = Buffer.from([0xff, 0xfe, 0x00]);
    await channel.basicPublish({ routingKey: queue, contentType: 'image/png' }, bytes);
    const object = { эфир: 1 };
    const read = [object, object, object, '{"cut', 'words', 'not packed', bytes.toString()];
    await expect.poll(() => seen, patient).toEqual(read);
  });

  test('what a consumer of another program refuses is kept, by a policy also where queues are shared', async () => {
    const [broker, channel] = [open(), await openChannel()];
    const [own, shared] = [`queue:${randomUUID()}`, nameTasks()];
    await server.evaluate(
      'rabbit_policy:set(<<"/">>, <<"rejected">>, <<"^[^:]+:(tasks(:.+)?|results)$">>, ' +
        '[{<<"dead-letter-exchange">>, <<"efir:rejected">>}], 0, <<"queues">>, <<"test">>)',
    );
    for (const queue of [own, shared]) {
      await broker.publish(queue, { task_id: 'refused' });
      await channel.basicConsume({ queue }, ({ deliveryTag }) =>
        channel.basicNack({ deliveryTag, requeue: false }),
      );
      await expect.poll(() => broker.depth(rejectedQueue(queue)), patient).toBe(1);
      const kept = await channel.basicGet({ queue: rejectedQueue(queue), noAck: true });
      expect(kept).toMatchObject({
        body: { task_id: 'refused' },
        headers: { 'x-first-death-reason': 'rejected' },
      });
    }
  });

  test('an answer goes to the queue that its asker made, in whatever way, and is not kept for ever', async () => {
    const [broker, channel] = [open(), await openChannel()];
    const made = replyQueue(randomUUID());
    await channel.queueDeclare({ queue: made, autoDelete: true });
    await broker.publish(made, 'answer', { expires: 60 });
    expect(await channel.basicGet({ queue: made, noAck: true })).toMatchObject({
      body: 'answer',
      expiration: '60000',
    });
    const unmade = replyQueue(randomUUID());
    await broker.publish(unmade, 'answer', { expires: 1 });
    expect(await isThere(server, unmade)).toBe(true);
    // Looking is a use.
    await expect.poll(() => isThere(server, unmade), { timeout: 20_000, interval: 3000 }).toBe(false);
  });

  test('a message that nobody wants does not spin', async () => {
    const broker = open();
    const queue = nameTasks();
    const seen: unknown[] = [];
    await broker.consume(queue, { group: 'group', prefetch: 2 }, async ({ message, giveBack }) => {
      seen.push(message);
      if (message === 'unwanted') await giveBack();
    });
    await broker.publish(queue, 'unwanted');
    await sleep(2000);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.length).toBeLessThan(20);
    await broker.publish(queue, 'wanted');
    await expect.poll(() => seen, patient).toContain('wanted');
  });

  test('a consumer goes on whose message the server took away for having been held too long', async () => {
    const [producer, consumer] = [open(), open()];
    const queue = nameTasks();
    const setLimit = (limit: string) =>
      server.evaluate(
        `application:set_env(rabbit, consumer_timeout, ${limit}), application:set_env(rabbit, channel_tick_interval, 200)`,
      );
    await setLimit('400');
    try {
      const held = Promise.withResolvers<void>();
      const seen: unknown[] = [];
      await consumer.consume(
        queue,
        { group: 'group', prefetch: 2 },
        async ({ message, redelivered, ack }) => {
          seen.push([message, redelivered]);
          if (message === 'acknowledged') await ack();
          if (!redelivered) await held.promise;
        },
      );
      await producer.publish(queue, 'acknowledged');
      await producer.publish(queue, 'kept');
      await expect.poll(() => seen.length, patient).toBe(2);
      // Both handlers are still at work: their places are not free, and nothing is handed over beside them.
      await sleep(2500);
      expect(seen).toHaveLength(2);
      held.resolve();
      await expect.poll(() => seen, patient).toContainEqual(['kept', true]);
      await expect.poll(() => producer.depth(queue), patient).toBe(0);
      expect(seen).toHaveLength(3);
    } finally {
      await setLimit('1800000');
    }
  });

  test('consumers go on with a server that is short of memory, and publishers wait for it', async () => {
    const broker = open();
    const queue = nameTasks();
    await Promise.all([1, 2, 3].map((number) => broker.publish(queue, number)));
    const setMemory = (part: string) =>
      server.evaluate(`vm_memory_monitor:set_vm_memory_high_watermark(${part}), timer:sleep(1500)`);
    await setMemory('0.00001');
    let published = false;
    const publishing = broker.publish(queue, 'later').then(() => {
      published = true;
    });
    try {
      const seen: unknown[] = [];
      await broker.consume(queue, one, async ({ message }) => void seen.push(message));
      await expect.poll(() => seen, patient).toEqual([1, 2, 3]);
      expect(published).toBe(false);
      await setMemory('0.4');
      await publishing;
      await expect.poll(() => seen, patient).toEqual([1, 2, 3, 'later']);
    } finally {
      await setMemory('0.4');
    }
  });

  test('a queue deleted while all its consumers are busy is made again', async () => {
    const [broker, channel] = [open(), await openChannel()];
    const queue = nameTasks();
    const held = Promise.withResolvers<void>();
    const seen: unknown[] = [];
    await broker.consume(queue, one, async ({ message, ack }) => {
      seen.push(message);
      await ack();
      if (message === 'first') await held.promise;
    });
    await broker.publish(queue, 'first');
    await expect.poll(() => broker.depth(queue), patient).toBe(0);
    await expect.poll(() => seen, patient).toEqual(['first']);
    await channel.queueDelete({ queue });
    held.resolve();
    await broker.publish(queue, 'second');
    await expect.poll(() => seen, patient).toEqual(['first', 'second']);
  });

  test('what is being published when the broker closes arrives', async () => {
    const [broker, channel] = [open(), await openChannel()];
    const queue = nameTasks();
    const publishing = Array.from({ length: 500 }, (_, number) => broker.publish(queue, number));
    await broker.close();
    await Promise.all(publishing);
    expect(await channel.queueDeclare({ queue, durable: true })).toMatchObject({ messageCount: 500 });
  });

  test('a message larger than ours may be comes, and is set aside with its beginning', async () => {
    const [broker, channel] = [open(), await openChannel()];
    const queue = nameTasks();
    const { largestMessage } = broker.capabilities;
    await broker.consume(queue, one, (delivery) => delivery.setAside('it is huge'));
    await channel.basicPublish({ routingKey: queue }, Buffer.alloc(largestMessage * 2, 'x'));
    await expect.poll(() => broker.depth(rejectedQueue(queue)), patient).toBe(1);
    const kept = await channel.basicGet({ queue: rejectedQueue(queue), noAck: true });
    expect(kept?.body).toMatchObject({
      queue,
      reason: 'it is huge',
      message: expect.stringMatching(/^"?xxx/),
    });
    expect(JSON.stringify(kept?.body).length).toBeLessThan(100_000);
  });

  test('publishers of a hanging server do not fill the memory', async () => {
    const broker = open({ patience: 2000 });
    const queue = nameTasks();
    await broker.publish(queue, 'warm');
    server.pause();
    try {
      const text = 'x'.repeat(8 * 2 ** 20);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, () => broker.publish(queue, text)),
      );
      const reasons = outcomes.map((outcome) =>
        outcome.status === 'rejected' ? outcome.reason.message : '',
      );
      expect(reasons.every((reason) => reason.startsWith('unavailable'))).toBe(true);
      expect(reasons.filter((reason) => reason.includes('too much waits')).length).toBeGreaterThan(5);
    } finally {
      server.resume();
    }
    await expect
      .poll(
        () =>
          broker.publish(queue, 'after').then(
            () => true,
            () => false,
          ),
        patient,
      )
      .toBe(true);
  });

  test('over TLS a server is believed whose certificate is trusted, and no other', async () => {
    const queue = nameTasks();
    const doubting = createRabbitmqBroker({ url: server.tlsUrl, patience: 500 });
    opened.push(doubting);
    await expect(doubting.publish(queue, 1)).rejects.toMatchObject({
      code: 'unavailable',
      args: { detail: expect.stringContaining('self-signed certificate') },
    });
    await open().publish(queue, 'over TLS');
    const trusting = spawn(process.execPath, ['test/support/hold-messages.ts', server.tlsUrl, queue, '1'], {
      env: { ...pickHostEnvironment(), NODE_EXTRA_CA_CERTS: 'test/fixtures/tls/certificate.pem' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = await once(trusting.stdout, 'data');
      expect(String(line).trim()).toBe('"over TLS"');
    } finally {
      trusting.kill('SIGKILL');
    }
  });

  test('a wrong password is told, and never written', async () => {
    const url = new URL(server.url);
    url.password = 'not-the-password';
    const lines = new PassThrough();
    const logger = createLogger({ level: 'trace', format: 'json', destination: lines });
    const broker = createRabbitmqBroker({ url: url.href, logger, patience: 500 });
    opened.push(broker);
    const told = await broker.consume(nameTasks(), one, async () => {}).catch((error: Error) => error);
    expect(told).toMatchObject({ code: 'broker-unreachable' });
    expect((told as Error).message).toMatch(/ACCESS_REFUSED.*127\.0\.0\.1|127\.0\.0\.1.*ACCESS_REFUSED/);
    expect((told as Error).message).not.toMatch(/undefined|\.\./);
    await expect(broker.publish(nameTasks(), 1)).rejects.toMatchObject({ code: 'unavailable' });
    const written = `${lines.read()}${(told as Error).stack}`;
    expect(written).toContain('no RabbitMQ');
    expect(written).not.toContain('not-the-password');
  });
});

async function isThere(server: RabbitmqServer, queue: string): Promise<boolean> {
  const connection = new Connection(server.url);
  connection.on('error', () => {});
  try {
    await connection.queueDeclare({ queue, passive: true });
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}
