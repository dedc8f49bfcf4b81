import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { redisProgram } from '../../../../test/support/broker-server.ts';
import { describeOverServer } from '../../../../test/support/describe-over-server.ts';
import { type RedisServer, type RedisServerOptions, startRedis } from '../../../../test/support/redis.ts';
import { createLogger } from '../../../core/logger.ts';
import type { Broker, Delivery } from '../../../ports/broker.ts';
import { createRedisBroker } from './redis-broker.ts';
import type { Timing } from './timing.ts';

const patient = { timeout: 20_000, interval: 20 };
const group = { group: 'transcribe-workers', prefetch: 1 };
const tasks = 'transcribe:tasks';
const results = 'transcribe:results';

describeOverServer(redisProgram, 'Redis broker', () => {
  let redis: RedisServer;
  let lines: string[];
  const opened: (Broker | RedisServer)[] = [];

  beforeEach(async () => {
    lines = [];
    redis = await start();
  });
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  async function start(options: RedisServerOptions = {}): Promise<RedisServer> {
    const server = await startRedis(options);
    opened.push(server);
    return server;
  }

  function connect(timing: Partial<Timing> = {}, url = redis.url): Broker {
    const destination = new PassThrough().on('data', (chunk: Buffer) => lines.push(String(chunk)));
    const logger = createLogger({ level: 'trace', format: 'json', destination });
    const broker = createRedisBroker({ url, timing, logger });
    opened.push(broker);
    return broker;
  }

  const collect = async (broker: Broker, queue: string, settle = (delivery: Delivery) => delivery.ack()) => {
    const seen: unknown[] = [];
    await broker.consume(queue, group, async (delivery) => {
      seen.push(delivery.message);
      await settle(delivery);
    });
    return seen;
  };
  const count = async (...words: string[]) => Number((await redis.command(...words)).slice(1));

  it('writes the fields that other programs read, and the whole beside them', async () => {
    const broker = connect();
    await broker.publish(tasks, {
      task_id: 'an id',
      diarize: true,
      time_limit: 12.5,
      language: null,
      hints: ['Эфир', 1],
      absent: undefined,
    });
    const entry = (await redis.command('XRANGE', tasks, '-', '+'))
      .split('\r\n')
      .filter((line, index) => index > 4 && line !== '' && !line.startsWith('$'));
    const flat = ['task_id', 'an id', 'diarize', 'true', 'time_limit', '12.5', 'language'];
    expect(entry.slice(0, flat.length)).toEqual(flat);
    expect(entry.slice(-4, -1)).toEqual(['hints', '["Эфир",1]', 'json']);
    expect(JSON.parse(entry.at(-1) ?? '')).toEqual({
      ...{ task_id: 'an id', diarize: true, time_limit: 12.5, language: null },
      hints: ['Эфир', 1],
    });
    await broker.publish('transcribe:events', { task_id: 'an id' });
    expect(await redis.command('XRANGE', 'transcribe:events', '-', '+')).not.toContain('\r\ntask_id\r\n');
  });

  it('reads what other programs write, flat, as JSON in one field, or as they please', async () => {
    const seen = await collect(connect(), tasks);
    const words = [
      ['task_id', '1', 'file_path', '/data/tasks/1/audio.ogg', 'diarize', 'true', 'language', ''],
      ['json', '{"task_id":"2"}', 'task_id', 'other'],
      ['data', '{"task_id":"3"}'],
      ['payload', '[1]'],
      ['message', 'no JSON'],
      ['json', 'no JSON'],
    ];
    for (const fields of words) await redis.command('XADD', tasks, '*', ...fields);
    await expect
      .poll(() => seen, patient)
      .toEqual([
        { task_id: '1', file_path: '/data/tasks/1/audio.ogg', diarize: 'true', language: '' },
        { task_id: '2' },
        { task_id: '3' },
        { payload: '[1]' },
        { message: 'no JSON' },
        'no JSON',
      ]);
  });

  it('makes the group of a task queue, so that other programs’ workers find it, also after a FLUSHALL', async () => {
    const broker = connect();
    for (const round of ['first', 'second']) {
      await broker.publish(tasks, { task_id: round });
      const read = ['GROUP', 'transcribe-workers', 'consumer-1', 'COUNT', '1', 'STREAMS', tasks, '>'];
      expect(await redis.command('XREADGROUP', ...read)).toContain(round);
      await redis.flush();
    }
  });

  it('deletes what is settled, and keeps results readable for a while', async () => {
    const broker = connect({ keepSettled: 2_000, upkeep: 100 });
    const answered = await collect(broker, results);
    const done = await collect(broker, tasks);
    await broker.publish(results, { task_id: 'an id' });
    await broker.publish(tasks, { task_id: 'an id' });
    await expect.poll(() => [answered.length, done.length], patient).toEqual([1, 1]);
    await expect.poll(() => broker.depth(results), patient).toBe(0);
    await expect.poll(() => count('XLEN', tasks), patient).toBe(0);
    expect(await count('XLEN', results)).toBe(1);
    await expect.poll(() => count('XLEN', results), patient).toBe(0);
    await expect.poll(() => count('EXISTS', `${results}:settled`), patient).toBe(0);
  });

  it('never throws away a result that nobody settled', async () => {
    const broker = connect({ keepSettled: 0, upkeep: 20 });
    await broker.publish(results, { task_id: 'an id' });
    const held = await collect(broker, results, () => new Promise(() => {}));
    await expect.poll(() => held.length, patient).toBe(1);
    await sleep(300);
    expect(await count('XLEN', results)).toBe(1);
  });

  it('leaves another program’s worker what it works on, for a day', async () => {
    const broker = connect({ silence: 200, look: 50, upkeep: 50, foreignSilence: 3_000 });
    await broker.publish(tasks, { task_id: 'an id' });
    const read = ['GROUP', 'transcribe-workers', 'consumer-1', 'COUNT', '1', 'STREAMS', tasks, '>'];
    await redis.command('XREADGROUP', ...read);
    const seen = await collect(broker, tasks);
    await sleep(1_500);
    expect(seen).toEqual([]);
    await expect.poll(() => seen, patient).toEqual([{ task_id: 'an id' }]);
  });

  it('clears away what another program acknowledged without deleting it', async () => {
    const broker = connect({ upkeep: 50 });
    for (const number of [1, 2, 3]) await broker.publish(tasks, { number });
    const read = ['GROUP', 'transcribe-workers', 'consumer-1', 'COUNT', '2', 'STREAMS', tasks, '>'];
    const ids = (await redis.command('XREADGROUP', ...read)).match(/\d{13}-\d+/g) ?? [];
    await redis.command('XACK', tasks, 'transcribe-workers', ids[0] ?? '');
    await expect.poll(() => count('XLEN', tasks), patient).toBe(2);
    await sleep(200);
    expect(await count('XLEN', tasks)).toBe(2);
    await redis.command('XACK', tasks, 'transcribe-workers', ids[1] ?? '');
    await expect.poll(() => count('XLEN', tasks), patient).toBe(1);
    expect(await collect(broker, tasks)).toEqual([]);
    await expect.poll(() => broker.depth(tasks), patient).toBe(0);
  });

  it('keeps for each group what it has not settled, but not for one that was left', async () => {
    const broker = connect({ upkeep: 50, foreignSilence: 2_500 });
    const read = ['GROUP', 'onlookers', 'onlooker', 'COUNT', '1', 'STREAMS', tasks, '>'];
    await redis.command('XGROUP', 'CREATE', tasks, 'onlookers', '0', 'MKSTREAM');
    const seen = await collect(broker, tasks);
    for (const number of [1, 2]) await broker.publish(tasks, { number });
    await expect.poll(() => seen.length, patient).toBe(2);
    const [id = ''] = (await redis.command('XREADGROUP', ...read)).match(/\d{13}-\d+/g) ?? [];
    await sleep(500);
    expect(await count('XLEN', tasks)).toBe(2);
    await redis.command('XACK', tasks, 'onlookers', id);
    await expect.poll(() => count('XLEN', tasks), patient).toBe(1);
    await sleep(500);
    expect(await count('XLEN', tasks)).toBe(1);
    await expect.poll(() => count('XLEN', tasks), patient).toBe(0);
  });

  it('forgets the names of consumers, of those who left and of the dead', async () => {
    const broker = connect({ upkeep: 50, forgetAfter: 2_000 });
    const consumers = async () =>
      (await redis.command('XINFO', 'CONSUMERS', tasks, 'transcribe-workers')).match(/efir-\d+-\w+/g) ?? [];
    const subscription = await broker.consume(tasks, group, async () => undefined);
    await broker.publish(tasks, {});
    await expect.poll(consumers, patient).toHaveLength(1);
    await subscription.close();
    expect(await consumers()).toHaveLength(0);
    await redis.command('XGROUP', 'CREATECONSUMER', tasks, 'transcribe-workers', 'efir-1-dead');
    await redis.command('XGROUP', 'CREATECONSUMER', tasks, 'transcribe-workers', 'consumer-1');
    await expect.poll(consumers, patient).toHaveLength(0);
    expect(await redis.command('XINFO', 'CONSUMERS', tasks, 'transcribe-workers')).toContain('consumer-1');
  });

  it('says that it is not durable where the server writes nothing down, and logs it once', async () => {
    const broker = connect();
    await broker.check();
    expect(broker.capabilities.durable).toBe(false);
    await redis.stop();
    await redis.start();
    await expect.poll(() => broker.check().then(() => 'up', String), patient).toBe('up');
    expect(lines.filter((line) => line.includes('appendonly no'))).toHaveLength(1);
    const durable = connect({}, (await start({ appendonly: 'always' })).url);
    await durable.check();
    expect(durable.capabilities.durable).toBe(true);
  });

  it('warns where the server may throw queues away', async () => {
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    await connect().check();
    expect(lines.join('')).toContain('maxmemory-policy allkeys-lru');
  });

  it('takes a password, by a port or a socket, and never tells it', async () => {
    const server = await start({ password: 'open-sesame' });
    for (const url of [server.url, server.socketUrl]) {
      const broker = connect({}, url);
      const seen = await collect(broker, tasks);
      await broker.publish(tasks, { url: 'known' });
      await expect.poll(() => seen.length, patient).toBe(1);
      await broker.close();
    }
    const wrong = connect({ patience: 500 }, server.url.replace('open-sesame', 'open-barley'));
    const failures = await Promise.all([
      wrong.check().catch(String),
      wrong.publish(tasks, {}).catch(String),
      wrong.consume(tasks, group, async () => undefined).catch(String),
      wrong.listen('topic', () => undefined).catch(String),
    ]);
    for (const failure of failures) expect(failure).toContain('WRONGPASS');
    expect(failures.join() + lines.join()).not.toMatch(/open-(sesame|barley)/);
  });

  it('refuses a server that it cannot trust', async () => {
    const broker = connect({ patience: 500 }, redis.url.replace('redis:', 'rediss:'));
    await expect(broker.check()).rejects.toMatchObject({ code: 'broker-unreachable' });
  });

  it('waits for room in a full server, then says that it is full', async () => {
    const broker = connect({ patience: 1_500 });
    await broker.check();
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    await expect(broker.publish(tasks, {})).rejects.toMatchObject({
      code: 'unavailable',
      args: { detail: expect.stringContaining('OOM') },
    });
    const publishing = broker.publish(tasks, {});
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await publishing;
    expect(await broker.depth(tasks)).toBe(1);
  });

  it('refuses what would not fit into memory while the server is away', async () => {
    const broker = connect({ patience: 3_000 });
    await broker.check();
    await redis.stop();
    const text = 'x'.repeat(2 ** 20);
    const outcomes = await Promise.all(
      Array.from({ length: 70 }, () =>
        broker.publish(tasks, text).catch((error: { args: { detail: string } }) => error.args.detail),
      ),
    );
    const refused = outcomes.filter((detail) => detail?.startsWith('too much waits'));
    expect(refused).toHaveLength(7);
    expect(outcomes.filter((detail) => detail?.startsWith('Redis at 127.0.0.1'))).toHaveLength(63);
  });

  it('says which queue cannot be read, and reads it when it can', async () => {
    const broker = connect({ patience: 500, look: 50 });
    const seen = await collect(broker, tasks);
    await redis.command('DEL', tasks);
    await redis.command('SET', tasks, 'something else');
    await expect(broker.publish(tasks, {})).rejects.toMatchObject({
      args: { detail: expect.stringContaining('WRONGTYPE') },
    });
    await expect.poll(() => lines.filter((line) => line.includes('cannot be read')), patient).toHaveLength(1);
    await redis.command('DEL', tasks);
    await broker.publish(tasks, { task_id: 'an id' });
    await expect.poll(() => seen, patient).toEqual([{ task_id: 'an id' }]);
  });

  it('goes on where a huge entry, an unreadable one and a deleted one are in its way', async () => {
    const broker = connect();
    const seen: unknown[] = [];
    await broker.consume(tasks, { ...group, prefetch: 5 }, async ({ message }) => {
      seen.push(typeof message === 'string' ? message.length : message);
    });
    await redis.command('XADD', tasks, '*', 'json', 'x'.repeat(30_000_000));
    await redis.command('XADD', tasks, '*', '__proto__', '1', 'constructor', '2');
    await redis.command('XADD', tasks, '*', '', '');
    await expect
      .poll(() => seen, patient)
      .toEqual([30_000_000, JSON.parse('{"__proto__":"1","constructor":"2"}'), { '': '' }]);
    await expect.poll(() => broker.depth(tasks), patient).toBe(0);
  });
});
