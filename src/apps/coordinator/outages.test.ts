import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type RedisServer, startRedis } from '../../../test/support/redis.ts';
import {
  addRecording,
  createScriptedWork,
  idleEngines,
  idleMedia,
  type ScriptedWork,
  viewTask,
} from '../../../test/support/work.ts';
import { createInProcessHub } from '../../adapters/broker/in-process/in-process-broker.ts';
import { createRedisBroker } from '../../adapters/broker/redis/redis-broker.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import { silentLogger } from '../../core/logger.ts';
import { createMetrics, type Metrics } from '../../core/metrics.ts';
import { sleep } from '../../core/time.ts';
import type { Broker } from '../../ports/broker.ts';
import { isSharedQueue } from '../../wire/names.ts';
import type { Role } from '../role.ts';
import { startWorker } from '../worker/start-worker.ts';
import { startCoordinator } from './start-coordinator.ts';

let db: TestDatabase;
let tenant: TenantId;
let work: ScriptedWork;
let metrics: Metrics;
const roles: Role[] = [];
const patient = { timeout: 40_000, interval: 50 };

beforeEach(async () => {
  db = await createTestDatabase();
  tenant = await db.createTenant();
  work = createScriptedWork();
  metrics = createMetrics({ processMetrics: false });
});
afterEach(async () => {
  for (const role of roles.splice(0).reverse()) await role.close();
  await db.close();
});

async function addCoordinator(broker: Broker, taskLease: number): Promise<void> {
  const more = { rules: [work.rules], config: { taskLease }, logger: silentLogger, metrics };
  roles.push(await startCoordinator({ database: db.database, broker, ...more }));
}

async function addWorker(broker: Broker, taskLease: number, workerSlots = 1): Promise<Role> {
  const role = await startWorker({
    broker,
    media: idleMedia,
    engines: idleEngines,
    tasks: [work.task],
    config: { workerSlots, taskLease },
    logger: silentLogger,
  });
  roles.push(role);
  return role;
}

const view = (id: RecordingId) => viewTask(db, id);
const waitFor = (id: RecordingId, state: string) =>
  expect.poll(async () => (await view(id)).state, patient).toBe(state);
const waitForPieces = (id: RecordingId, pieces: number) =>
  expect.poll(async () => (await view(id)).pieces, patient).toBeGreaterThanOrEqual(pieces);

describe('over Redis', () => {
  let redis: RedisServer;
  const processes: ChildProcess[] = [];
  const connect = () => createRedisBroker({ url: redis.url, logger: silentLogger });

  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const child of processes.splice(0)) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await gone;
    }
    for (const role of roles.splice(0).reverse()) await role.close();
    await redis.close();
  });

  function spawnWorker(taskLease: number): ChildProcess {
    const program = new URL('../../../test/support/scripted-worker.ts', import.meta.url).pathname;
    const environment = { PATH: process.env['PATH'], BROKER_URL: redis.url, TASK_LEASE: `${taskLease}s` };
    const child = spawn(process.execPath, [program], { env: environment, stdio: 'ignore' });
    processes.push(child);
    return child;
  }

  it('an outage longer than a lease hands nothing out again', async () => {
    const lease = 3;
    await addCoordinator(connect(), lease);
    await addWorker(connect(), lease, 6);
    const ids = await Promise.all(
      Array.from({ length: 6 }, () => addRecording(db.database, tenant, { pieces: 30, pause: 300 })),
    );
    for (const id of ids) await waitForPieces(id, 2);
    await redis.kill();
    await sleep(lease * 2500);
    await redis.start();
    for (const id of ids) await waitFor(id, 'succeeded');
    for (const id of ids) {
      expect(await view(id)).toMatchObject({ attempts: ['succeeded'], losses: 0, pieces: 30 });
    }
    expect(new Set(work.computed).size).toBe(work.computed.length);
  }, 90_000);

  it('emptied in the middle, it loses no recording', async () => {
    const lease = 2;
    await addCoordinator(connect(), lease);
    await addWorker(connect(), lease, 3);
    const ids = await Promise.all(
      Array.from({ length: 12 }, () => addRecording(db.database, tenant, { pieces: 5, pause: 100 })),
    );
    for (let times = 0; times < 5; times += 1) {
      await sleep(400);
      await redis.flush();
    }
    for (const id of ids) {
      await waitFor(id, 'succeeded');
      const { happenings } = await view(id);
      expect(happenings.filter((type) => type === 'segment')).toHaveLength(5);
      expect(happenings.filter((type) => type === 'succeeded')).toHaveLength(1);
    }
  }, 90_000);

  it('a worker that hangs and wakes up finds its task done by another, and takes the next', async () => {
    const lease = 2;
    await addCoordinator(connect(), lease);
    const hung = spawnWorker(lease);
    const id = await addRecording(db.database, tenant, { pieces: 20, pause: 150 });
    await waitForPieces(id, 2);
    hung.kill('SIGSTOP');
    const { pieces } = await view(id);
    await addWorker(connect(), lease);
    await waitFor(id, 'succeeded');
    hung.kill('SIGCONT');
    const seen = await view(id);
    expect(seen).toMatchObject({ attempts: ['lost', 'succeeded'], pieces: 20 });
    expect(seen.happenings.filter((type) => type === 'segment')).toHaveLength(20);
    expect(work.started[0]?.resumeFrom).toBeGreaterThanOrEqual(pieces);
    // Told to stop: its only place is free again, and it serves.
    for (const role of roles.splice(1)) await role.close();
    const next = await addRecording(db.database, tenant, { pieces: 1 });
    await waitFor(next, 'succeeded');
    expect((await view(id)).happenings).toEqual(seen.happenings);
  }, 90_000);
});

describe('in one process', () => {
  it('a broker that is away longer than a lease hands nothing out again', async () => {
    const hub = createInProcessHub();
    let away = false;
    /** Nothing goes out and nothing comes in while it is away; nothing is lost either. */
    const makeShaky = (broker: Broker): Broker => {
      const reach = async () => {
        if (away) throw new Error('away');
      };
      const comeBack = async () => {
        while (away) await sleep(20);
      };
      return {
        ...broker,
        publish: async (...args) => reach().then(() => broker.publish(...args)),
        broadcast: async (...args) => reach().then(() => broker.broadcast(...args)),
        depth: async (queue) => reach().then(() => broker.depth(queue)),
        check: async () => reach().then(() => broker.check()),
        consume: (queue, options, handler) =>
          broker.consume(queue, options, async (delivery) => {
            await comeBack();
            await handler(delivery);
          }),
      };
    };
    const lease = 1;
    await addCoordinator(makeShaky(hub.connect()), lease);
    await addWorker(makeShaky(hub.connect()), lease, 4);
    const ids = await Promise.all(
      Array.from({ length: 4 }, () => addRecording(db.database, tenant, { pieces: 8, pause: 400 })),
    );
    for (const id of ids) await waitForPieces(id, 1);
    away = true;
    await sleep(lease * 3000);
    away = false;
    for (const id of ids) await waitFor(id, 'succeeded');
    for (const id of ids) expect(await view(id)).toMatchObject({ attempts: ['succeeded'], pieces: 8 });
  }, 60_000);

  it('a message that is delivered twice is done once: the second run is told to stop', async () => {
    const hub = createInProcessHub();
    const connection = hub.connect();
    const doubling: Broker = {
      ...connection,
      async publish(queue, message, options) {
        await connection.publish(queue, message, options);
        if (isSharedQueue(queue)) await connection.publish(queue, message, options);
      },
    };
    await addCoordinator(doubling, 10);
    await addWorker(hub.connect(), 10, 2);
    await addWorker(hub.connect(), 10, 2);
    const ids = await Promise.all(
      Array.from({ length: 10 }, () => addRecording(db.database, tenant, { pieces: 3, pause: 30 })),
    );
    for (const id of ids) await waitFor(id, 'succeeded');
    for (const id of ids) {
      const { attempts, happenings } = await view(id);
      expect(attempts).toEqual(['succeeded']);
      expect(happenings).toEqual(['started', 'probed', 'segment', 'segment', 'segment', 'succeeded']);
    }
  }, 60_000);
});
