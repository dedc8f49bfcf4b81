// Time from an accepted upload (the answer 202 is here) to the moment a worker begins the task, when nothing else is
// going on. Baseline: the bare client of the same broker carrying one message from one process to another is about
// 0.5 ms (Redis) or 1.1 ms (RabbitMQ); what is measured beside it here is the answer to GET /health, a round trip over
// HTTP. Aims: p50 under 15 ms, p99 under 80 ms.
//
//     ./efir bench start [--broker redis|rabbitmq] [--uploads N] [--json]

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { sleep } from '../src/core/time.ts';
import { untilUp } from '../test/chaos/make-chaos.ts';
import { makeRecording } from '../test/support/api.ts';
import { type BrokerName, type Installation, install } from '../test/support/installation.ts';
import { report } from './report.ts';

const { values } = parseArgs({
  options: {
    broker: { type: 'string' },
    uploads: { type: 'string', default: '200' },
    json: { type: 'boolean' },
  },
});
const uploads = Number(values.uploads);
const brokers: readonly BrokerName[] = ['redis', 'rabbitmq'];

const figures = [];
for (const broker of brokers.filter((name) => values.broker === undefined || values.broker === name)) {
  const { waits, health } = await measure(broker);
  for (const [name, share, aim] of [
    ['p50', 0.5, 15],
    ['p99', 0.99, 80],
  ] as const) {
    const figure = quantile(waits, share);
    const baseline = quantile(health, share);
    figures.push({
      name: `${broker}: accepted upload to worker start, ${name} of ${uploads}, beside GET /health`,
      unit: 'ms',
      figure,
      baseline,
      aim: `under ${aim} ms`,
      met: figure < aim,
    });
  }
}
report('start: from an accepted upload to a worker that begins, idle', figures);

async function measure(broker: BrokerName): Promise<{ waits: number[]; health: number[] }> {
  const settings = { WORKER_SLOTS: '4', TASK_LEASE: '60s', LOG_LEVEL: 'warn' };
  const installation = await install(broker, { roles: ['api', 'coordinator'], settings });
  try {
    const program = new URL('../test/support/idle-worker.ts', import.meta.url).pathname;
    const worker = installation.addRole('worker', { program });
    await untilUp(installation);
    const pool = new Pool(installation.url, { connections: 1 });
    // The first ones only warm everything up.
    await uploadOneByOne(installation, pool, 20);
    const accepted = await uploadOneByOne(installation, pool, uploads);
    const health = await askOneByOne(pool, uploads);
    await pool.close();
    await sleep(1000);
    const begun = await readBeginnings(worker.log);
    return { waits: [...accepted].map(([id, at]) => (begun.get(id) ?? Number.NaN) - at), health };
  } finally {
    await installation.close();
  }
}

/** When each recording was accepted, by its id; milliseconds of the machine's clock. */
async function uploadOneByOne(
  { key }: Installation,
  pool: Pool,
  count: number,
): Promise<Map<string, number>> {
  const body = makeRecording(200);
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' };
  const accepted = new Map<string, number>();
  for (let number = 0; number < count; number += 1) {
    const path = '/v1/recordings?file_name=bench.wav';
    const answer = await pool.request({ path, method: 'POST', headers, body });
    const at = performance.timeOrigin + performance.now();
    accepted.set(((await answer.body.json()) as { id: string }).id, at);
    await sleep(50);
  }
  return accepted;
}

async function askOneByOne(pool: Pool, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const before = performance.now();
    await (await pool.request({ path: '/health', method: 'GET' })).body.dump();
    times.push(performance.now() - before);
    await sleep(10);
  }
  return times;
}

/** The idle worker writes a line for each task that it begins. */
async function readBeginnings(log: string): Promise<Map<string, number>> {
  const begun = new Map<string, number>();
  for await (const line of createInterface({ input: createReadStream(log) })) {
    const [id = '', at] = line.split(' ');
    if (at !== undefined) begun.set(id, Number(at));
  }
  return begun;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
