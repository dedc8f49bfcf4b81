// Tasks per second through the whole chain: HTTP, PostgreSQL with every commit on disk, the broker, a worker that
// computes nothing, and back. Baseline, in the same run: the bare client of the same broker doing publish, consume and
// acknowledge with as many messages. Aim: 500 tasks a second on two cores.
//
//     ./efir bench throughput [--broker redis|rabbitmq|inprocess] [--tasks N] [--json]

import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { Connection } from 'rabbitmq-client';
import { Pool } from 'undici';
import { sleep } from '../src/core/time.ts';
import { untilUp } from '../test/chaos/make-chaos.ts';
import { makeRecording } from '../test/support/api.ts';
import { type BrokerName, type Installation, install } from '../test/support/installation.ts';
import { report } from './report.ts';

const { values } = parseArgs({
  options: {
    broker: { type: 'string' },
    tasks: { type: 'string', default: '2000' },
    json: { type: 'boolean' },
  },
});
const tasks = Number(values.tasks);
/** Uploads under way at once, as from a busy site. */
const uploadsAtOnce = 32;
const aim = 500;
const countDone = `select count(*)::int as done from tasks where state = 'succeeded'`;
const brokers: readonly BrokerName[] = ['redis', 'rabbitmq'];

const figures = [];
for (const broker of brokers.filter((name) => values.broker === undefined || values.broker === name)) {
  const { chain, bare } = await measure(broker);
  figures.push({
    name: `${broker}: ${tasks} tasks, HTTP to stored result, beside the bare client`,
    unit: 'tasks/s',
    figure: chain,
    baseline: bare,
    aim: `${aim} tasks/s`,
    met: chain >= aim,
  });
}
report('throughput: tasks through the whole chain, every commit durable', figures);

async function measure(broker: BrokerName): Promise<{ chain: number; bare: number }> {
  const installation = await install(broker, {
    roles: ['api', 'coordinator'],
    settings: { WORKER_SLOTS: '64', TASK_LEASE: '60s', LOG_LEVEL: 'warn' },
  });
  try {
    const program = new URL('../test/support/idle-worker.ts', import.meta.url).pathname;
    installation.addRole('worker', { program });
    await untilUp(installation);
    await runThrough(installation, Math.min(200, tasks));
    const chain = tasks / (await runThrough(installation, tasks));
    const url = installation.broker?.url ?? '';
    const bare = tasks / (await (broker === 'redis' ? runBareRedis(url) : runBareRabbitmq(url)));
    return { chain, bare };
  } finally {
    await installation.close();
  }
}

/** Seconds from the first upload to the last stored result. */
async function runThrough({ url, key, query }: Installation, count: number): Promise<number> {
  const pool = new Pool(url, { connections: uploadsAtOnce });
  const body = makeRecording(200);
  const [before] = await query<{ done: number }>(countDone);
  const started = performance.now();
  let left = count;
  const send = async () => {
    while (left > 0) {
      left -= 1;
      const answer = await pool.request({
        path: '/v1/recordings?file_name=bench.wav',
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
        body,
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 202) throw new Error(`upload: ${answer.statusCode} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: uploadsAtOnce }, send));
  const sent = (performance.now() - started) / 1000;
  while ((await query<{ done: number }>(countDone))[0]?.done !== (before?.done ?? 0) + count) await sleep(50);
  const all = (performance.now() - started) / 1000;
  if (!values.json)
    console.log(`${count} tasks: taken in after ${sent.toFixed(1)} s, done after ${all.toFixed(1)} s`);
  await pool.close();
  return all;
}

async function runBareRedis(url: string): Promise<number> {
  const [writer, reader] = [new Redis(url), new Redis(url)];
  await writer.xgroup('CREATE', 'bare', 'group', '0', 'MKSTREAM');
  const message = JSON.stringify({ task_id: 'x'.repeat(36), file_path: '/data/tasks/x/audio.wav' });
  const started = performance.now();
  let left = tasks;
  const publish = async () => {
    while (left > 0) {
      left -= 1;
      await writer.xadd('bare', '*', 'json', message);
    }
  };
  const consume = async () => {
    for (let seen = 0; seen < tasks; ) {
      const answer = await reader.xreadgroup(
        'GROUP',
        'group',
        'one',
        'COUNT',
        64,
        'BLOCK',
        1000,
        'STREAMS',
        'bare',
        '>',
      );
      const [[, entries] = ['', []]] = (answer ?? []) as [string, [string, string[]][]][];
      const ids = entries.map(([id]) => id);
      if (ids.length === 0) continue;
      await writer
        .multi()
        .xack('bare', 'group', ...ids)
        .xdel('bare', ...ids)
        .exec();
      seen += ids.length;
    }
  };
  await Promise.all([consume(), ...Array.from({ length: uploadsAtOnce }, publish)]);
  writer.disconnect();
  reader.disconnect();
  return (performance.now() - started) / 1000;
}

async function runBareRabbitmq(url: string): Promise<number> {
  const connection = new Connection({ url, noDelay: true });
  await connection.queueDeclare({ queue: 'bare', durable: true });
  const publisher = connection.createPublisher({ confirm: true });
  const message = { task_id: 'x'.repeat(36), file_path: '/data/tasks/x/audio.wav' };
  const done = Promise.withResolvers<void>();
  const started = performance.now();
  let [seen, left] = [0, tasks];
  const settings = { queue: 'bare', queueOptions: { durable: true }, qos: { prefetchCount: 64 } };
  const consumer = connection.createConsumer(settings, async () => {
    seen += 1;
    if (seen === tasks) done.resolve();
  });
  const publish = async () => {
    while (left > 0) {
      left -= 1;
      await publisher.send({ routingKey: 'bare', durable: true }, message);
    }
  };
  await Promise.all([done.promise, ...Array.from({ length: uploadsAtOnce }, publish)]);
  const seconds = (performance.now() - started) / 1000;
  await consumer.close();
  await publisher.close();
  await connection.close();
  return seconds;
}
