// How long a JSON-RPC call takes over RabbitMQ: `system.ping` of `efir rpc`, asked one after the other and 50 at once,
// from the question to its answer. Baseline: the bare client (rabbitmq-client) answering the same question with a fixed
// text from a queue of its own, on the same RabbitMQ. Both servers are processes of their own, asked in turns by one
// client over direct reply-to; ours has PostgreSQL behind it and checks key, rate, method and parameters of every call.
// Aims: p50 at most 1.3 times the bare client's for a round trip, at most twice when 50 want the two cores at once.
//
//     ./efir bench rpc [--quick] [--json]

import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, type RPCClient } from 'rabbitmq-client';
import { createBlobs, createRpcTransport } from '../src/apps/compose.ts';
import { openDatabase } from '../src/apps/open-database.ts';
import { startRpc } from '../src/apps/rpc/start-rpc.ts';
import { loadConfig } from '../src/config/config.ts';
import { silentLogger } from '../src/core/logger.ts';
import { createMetrics } from '../src/core/metrics.ts';
import { createApiKey, createTenant, scopes } from '../src/domain/identity/index.ts';
import { getTexts } from '../src/texts/texts.ts';
import { startRabbitmq } from '../test/support/rabbitmq.ts';
import { median, report } from './report.ts';

const rounds = process.argv.includes('--quick') ? 3 : 7;
/** Calls of a round. */
const serial = process.argv.includes('--quick') ? 200 : 1000;
const parallel = 50;
const queues = { bare: 'bench:bare', efir: 'bench:efir' } as const;
type Kind = keyof typeof queues;

const [, , mode, folder = '', url = ''] = process.argv;
if (mode === 'bare') await serveBare(url);
else if (mode === 'efir') await serveEfir(folder, url);
else await compare();

async function compare(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'efir-bench-'));
  await chmod(root, 0o711);
  const children: ChildProcess[] = [];
  const server = await startRabbitmq();
  const connection = new Connection({ url: server.url, noDelay: true });
  const client = connection.createRPCClient({ timeout: 60_000 });
  try {
    await startServer('bare', root, server.url, children);
    const key = await startServer('efir', root, server.url, children);
    const one: Record<Kind, number[]> = { bare: [], efir: [] };
    const many: Record<Kind, number[]> = { bare: [], efir: [] };
    for (let round = -1; round < rounds; round += 1) {
      // In turns, the other one first each time.
      const order: Kind[] = round % 2 === 0 ? ['bare', 'efir'] : ['efir', 'bare'];
      for (const kind of order) {
        const [alone, together] = [await askSerially(client, kind, key), await askAtOnce(client, kind, key)];
        // The first round only warms both sides.
        if (round < 0) continue;
        one[kind].push(alone);
        many[kind].push(together);
      }
    }
    const line = (name: string, took: Record<Kind, number[]>, most: number) => {
      const [figure, baseline] = [median(took.efir), median(took.bare)];
      const met = figure <= most * baseline;
      return { name, unit: 'ms', figure, baseline, aim: `ratio at most ${most}`, met };
    };
    report(`rpc: a call and its answer over RabbitMQ, median of ${rounds} rounds' p50`, [
      line('one call at a time, p50', one, 1.3),
      line(`${parallel} calls at once, p50`, many, 2),
    ]);
  } finally {
    await client.close();
    await connection.close();
    await Promise.all(children.map(stop));
    await server.close();
    await rm(root, { recursive: true, force: true });
  }
}

/** Milliseconds of one call, the median of many. */
async function askSerially(client: RPCClient, kind: Kind, key: string): Promise<number> {
  const took: number[] = [];
  for (let count = 0; count < serial; count += 1) took.push(await ask(client, kind, key, count));
  return median(took);
}

async function askAtOnce(client: RPCClient, kind: Kind, key: string): Promise<number> {
  const took: number[] = [];
  let asked = 0;
  const lane = async () => {
    while (asked < serial) {
      asked += 1;
      took.push(await ask(client, kind, key, asked));
    }
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return median(took);
}

async function ask(client: RPCClient, kind: Kind, key: string, id: number): Promise<number> {
  const from = performance.now();
  const { body } = await client.send(
    { routingKey: queues[kind], headers: { 'x-api-key': key } },
    { jsonrpc: '2.0', method: 'system.ping', id },
  );
  if (!body.result) throw new Error(JSON.stringify(body));
  return performance.now() - from;
}

async function startServer(
  kind: Kind,
  root: string,
  broker: string,
  children: ChildProcess[],
): Promise<string> {
  const child = spawn(process.execPath, [new URL(import.meta.url).pathname, kind, root, broker], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', (key) => resolve(String(key)));
    child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || !child.connected) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.disconnect();
  });
}

async function serveBare(broker: string): Promise<void> {
  const connection = new Connection({ url: broker, noDelay: true });
  const consumer = connection.createConsumer(
    { queue: queues.bare, queueOptions: { durable: true }, qos: { prefetchCount: 20 } },
    async (message, reply) => {
      const result = { pong: true, time: '2026-01-01T00:00:00.000Z' };
      await reply({ jsonrpc: '2.0', result, id: (message.body as { id: number }).id });
    },
  );
  consumer.once('ready', () => process.send?.('no key'));
  process.once('disconnect', () => void consumer.close().then(() => connection.close()));
}

async function serveEfir(root: string, broker: string): Promise<void> {
  const data = join(root, 'data');
  await mkdir(data, { mode: 0o711 });
  const config = loadConfig({
    ...process.env,
    EFIR_DATA_DIR: data,
    BROKER_URL: broker,
    RABBITMQ_RPC_QUEUE: queues.efir,
    RATE_LIMIT_PER_MINUTE: '100000000',
  });
  const purpose = { logger: silentLogger, signal: new AbortController().signal, purpose: 'serve' } as const;
  const { database, close } = await openDatabase(config, purpose);
  const tenant = await createTenant(database, { name: 'bench' });
  const { key } = await createApiKey(database, { tenantId: tenant.id, name: 'bench', scopes });
  const role = await startRpc({
    config,
    database,
    ports: { blobs: createBlobs(config) },
    transport: await createRpcTransport(config, silentLogger),
    logger: silentLogger,
    metrics: createMetrics(),
    texts: getTexts,
  });
  process.send?.(key);
  process.once('disconnect', () => void role.close().then(close));
}
