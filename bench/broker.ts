// What our port costs beside the bare client of the same broker, in the same run: messages per second through publish,
// consume and acknowledge with 32 publishers at once, and milliseconds from publish to handler when nothing else is
// to be done.
//
//     ./efir bench broker [--broker redis|rabbitmq] [--messages N] [--json]

import { parseArgs } from 'node:util';
import { createRabbitmqBroker } from '../src/adapters/broker/rabbitmq/rabbitmq-broker.ts';
import { createRedisBroker } from '../src/adapters/broker/redis/redis-broker.ts';
import { sleep } from '../src/core/time.ts';
import type { Broker } from '../src/ports/broker.ts';
import type { BrokerServer } from '../test/support/broker-server.ts';
import { startRabbitmq } from '../test/support/rabbitmq.ts';
import { startRedis } from '../test/support/redis.ts';
import { type BareBroker, openBareRabbitmq, openBareRedis } from './bare-brokers.ts';
import { type Figure, median, report } from './report.ts';

interface Subject {
  readonly name: string;
  start(): Promise<BrokerServer>;
  openPort(url: string): Broker;
  openBare(url: string): Promise<BareBroker>;
}

const { values } = parseArgs({
  options: {
    broker: { type: 'string' },
    messages: { type: 'string', default: '10000' },
    json: { type: 'boolean' },
  },
});
const messages = Number(values.messages);
const [publishersAtOnce, rounds, idleMessages] = [32, 3, 200];
const [leastRatio, mostRatio] = [0.5, 1.5];
const message = { task_id: 'x'.repeat(36), file_path: '/data/tasks/x/audio.wav', language: 'Russian', v: 1 };

const subjects: readonly Subject[] = [
  {
    name: 'redis',
    start: () => startRedis({ appendonly: 'always' }),
    openPort: (url) => createRedisBroker({ url }),
    openBare: openBareRedis,
  },
  {
    name: 'rabbitmq',
    start: startRabbitmq,
    openPort: (url) => createRabbitmqBroker({ url }),
    openBare: openBareRabbitmq,
  },
];

const figures: Figure[] = [];
for (const subject of subjects.filter(({ name }) => values.broker === undefined || values.broker === name)) {
  figures.push(...(await measure(subject)));
}
report('broker: our port beside the bare client', figures);

async function measure({ name, start, openPort, openBare }: Subject): Promise<Figure[]> {
  const server = await start();
  const [port, bare] = [asBare(openPort(server.url)), await openBare(server.url)];
  const listeners = [await listen(port), await listen(bare)];
  const rates: number[][] = [[], []];
  const waits: number[][] = [[], []];
  // In turn, so that both have the machine's good and bad moments.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, broker] of [port, bare].entries()) {
      const [rate, wait] = [
        await countRate(broker, listeners[index]),
        await timeIdle(broker, listeners[index]),
      ];
      // The first round warms up.
      if (round > 0) rates[index]?.push(rate);
      if (round > 0) waits[index]?.push(wait);
    }
  }
  await port.close();
  await bare.close();
  await server.close();
  const [rate = 0, bareRate = 0] = rates.map(median);
  const [wait = 0, bareWait = 0] = waits.map(median);
  return [
    {
      name: `${name}: publish, consume, acknowledge`,
      unit: 'messages/s',
      figure: rate,
      baseline: bareRate,
      aim: `ratio at least ${leastRatio}`,
      met: rate / bareRate >= leastRatio,
    },
    {
      name: `${name}: publish to handler, idle, p50`,
      unit: 'ms',
      figure: wait,
      baseline: bareWait,
      aim: `ratio at most ${mostRatio}`,
      met: wait / bareWait <= mostRatio,
    },
  ];
}

function asBare(broker: Broker): BareBroker {
  const queue = 'bench:tasks';
  return {
    publish: (message) => broker.publish(queue, message),
    consume: async (heard) => {
      await broker.consume(queue, { group: 'bench-workers', prefetch: 64 }, async ({ message }) =>
        heard(message),
      );
    },
    close: () => broker.close(),
  };
}

interface Listener {
  heard(message: unknown): void;
}

async function listen(broker: BareBroker): Promise<Listener> {
  const listener: Listener = { heard: () => {} };
  await broker.consume((message) => listener.heard(message));
  return listener;
}

/** Messages per second, from the first publish to the last acknowledgement. */
async function countRate(broker: BareBroker, listener: Listener | undefined): Promise<number> {
  const done = Promise.withResolvers<void>();
  let [seen, left] = [0, messages];
  if (listener)
    listener.heard = () => {
      seen += 1;
      if (seen === messages) done.resolve();
    };
  const publish = async () => {
    while (left > 0) {
      left -= 1;
      await broker.publish(message);
    }
  };
  const started = performance.now();
  await Promise.all([done.promise, ...Array.from({ length: publishersAtOnce }, publish)]);
  return messages / ((performance.now() - started) / 1000);
}

/** Milliseconds, of messages that come one by one. */
async function timeIdle(broker: BareBroker, listener: Listener | undefined): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < idleMessages; count += 1) {
    const heard = Promise.withResolvers<number>();
    if (listener) listener.heard = () => heard.resolve(performance.now());
    const started = performance.now();
    await Promise.all([broker.publish(message), heard.promise]);
    times.push((await heard.promise) - started);
    await sleep(2);
  }
  return median(times);
}
