import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import {
  addRecording,
  createScriptedWork,
  idleEngines,
  idleMedia,
  makeCuttable,
  type ScriptedWork,
  viewTask,
} from '../../../test/support/work.ts';
import { createInProcessHub, type InProcessHub } from '../../adapters/broker/in-process/in-process-broker.ts';
import type { RecordingId, TaskId, TenantId } from '../../core/ids.ts';
import { createLogger } from '../../core/logger.ts';
import { createMetrics, type Metrics } from '../../core/metrics.ts';
import { sleep } from '../../core/time.ts';
import type { Broker } from '../../ports/broker.ts';
import { eventQueue, taskQueue } from '../../wire/names.ts';
import { cancelTask } from '../../work/cancel-task.ts';
import { retryTask } from '../../work/retry-task.ts';
import type { Role } from '../role.ts';
import { startWorker } from '../worker/start-worker.ts';
import { startCoordinator } from './start-coordinator.ts';

const debugLogger = createLogger({
  level: (process.env['TEST_LOG'] ?? 'silent') as 'silent',
  format: 'json',
});
let db: TestDatabase;
let hub: InProcessHub;
let work: ScriptedWork;
let metrics: Metrics;
let tenant: TenantId;
const roles: Role[] = [];
const patient = { timeout: 30_000, interval: 20 };

beforeEach(async () => {
  db = await createTestDatabase();
});

afterEach(async () => {
  for (const role of roles.splice(0).reverse()) await role.close();
  await db.close();
});

async function begin(options: Parameters<typeof createScriptedWork>[0] = {}): Promise<void> {
  hub = createInProcessHub();
  work = createScriptedWork(options);
  metrics = createMetrics({ processMetrics: false });
  tenant = await db.createTenant();
}

async function addCoordinator(taskLease = 10, database = db.database): Promise<Role> {
  const role = await startCoordinator({
    database,
    broker: hub.connect(),
    rules: [work.rules],
    config: { taskLease },
    logger: debugLogger,
    metrics,
  });
  roles.push(role);
  return role;
}

async function addWorker(workerSlots = 1, broker: Broker = hub.connect(), taskLease = 10): Promise<Role> {
  const role = await startWorker({
    broker,
    media: idleMedia,
    engines: idleEngines,
    tasks: [work.task],
    config: { workerSlots, taskLease },
    logger: debugLogger,
  });
  roles.push(role);
  return role;
}

const view = (id: RecordingId) => viewTask(db, id);
const waitFor = (id: RecordingId, state: string) =>
  expect.poll(async () => (await view(id)).state, patient).toBe(state);

describe('coordinator and worker', () => {
  it('bring many recordings of several tenants to their end, each exactly once', async () => {
    await begin();
    const tenants = [tenant, await db.createTenant(), await db.createTenant()];
    const recordings = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        addRecording(db.database, tenants[index % 3] as TenantId, { pieces: index % 5 }),
      ),
    );
    await addCoordinator();
    await addWorker(4);
    await addWorker(2);
    for (const id of recordings) await waitFor(id, 'succeeded');
    for (const [index, id] of recordings.entries()) {
      const pieces = index % 5;
      const segments = Array.from({ length: pieces }, () => 'segment');
      expect(await view(id)).toMatchObject({
        pieces,
        attempts: ['succeeded'],
        happenings: ['started', 'probed', ...segments, 'succeeded'],
      });
    }
    expect(new Set(work.computed).size).toBe(work.computed.length);
    const { values } = await metrics.transcriptions.get();
    expect(values).toEqual([{ value: 60, labels: { status: 'succeeded' } }]);
  });

  it('show a queue that was never used as empty, and one without workers as it fills', async () => {
    await begin();
    const size = async () => (await metrics.queueSize.get()).values;
    const first = await addCoordinator();
    await expect.poll(size, patient).toEqual([{ value: 0, labels: { queue_name: 'transcribe:tasks' } }]);
    await addRecording(db.database, tenant);
    roles.splice(roles.indexOf(first), 1);
    await first.close();
    await addCoordinator();
    await expect.poll(size, patient).toEqual([{ value: 1, labels: { queue_name: 'transcribe:tasks' } }]);
  });

  it('go on from the last checkpoint when a worker vanishes', async () => {
    await begin();
    await addCoordinator(1);
    const dying = makeCuttable(hub.connect());
    await addWorker(1, dying, 1);
    const id = await addRecording(db.database, tenant, { pieces: 12, pause: 60 });
    await expect.poll(async () => (await view(id)).pieces, patient).toBeGreaterThan(2);
    await dying.cut();
    const { pieces } = await view(id);
    await addWorker(1, hub.connect(), 1);
    await waitFor(id, 'succeeded');
    const seen = await view(id);
    expect(seen).toMatchObject({ pieces: 12, losses: 0 });
    expect([seen.attempts.at(0), seen.attempts.at(-1)]).toEqual(['lost', 'succeeded']);
    expect(work.started[1]?.resumeFrom).toBeGreaterThanOrEqual(pieces);
    expect(seen.happenings.filter((type) => type === 'segment')).toHaveLength(12);
  });

  it('give a task up after five workers were lost at the same place', async () => {
    await begin();
    await addCoordinator(0.5);
    const id = await addRecording(db.database, tenant, { hang: 1 });
    for (let lost = 1; lost <= 5; lost += 1) {
      const dying = makeCuttable(hub.connect());
      await addWorker(1, dying, 0.5);
      await expect.poll(() => work.started.length, patient).toBe(lost);
      await expect.poll(async () => (await view(id)).pieces, patient).toBe(1);
      await sleep(50);
      await dying.cut();
      await expect.poll(async () => (await view(id)).losses, patient).toBe(lost);
    }
    await waitFor(id, 'dead');
    expect(await view(id)).toMatchObject({ losses: 5, error: { code: 'worker-lost' } });
    expect((await view(id)).happenings.at(-1)).toBe('dead');
  }, 60_000);

  it('take a task that a closing worker gives back, and count nothing against it', async () => {
    await begin();
    await addCoordinator();
    const first = await addWorker();
    const id = await addRecording(db.database, tenant, { pieces: 10, pause: 40 });
    await expect.poll(async () => (await view(id)).pieces, patient).toBeGreaterThan(1);
    roles.splice(roles.indexOf(first), 1);
    await first.close();
    expect(await view(id)).toMatchObject({ state: 'queued', failures: 0, losses: 0, attempts: ['stopped'] });
    await addWorker();
    await waitFor(id, 'succeeded');
    expect(await view(id)).toMatchObject({ pieces: 10, attempts: ['stopped', 'succeeded'] });
  });

  it('stop a cancelled task at once, and run it to the end when it is sent again', async () => {
    await begin();
    await addCoordinator(30);
    await addWorker(1, hub.connect(), 30);
    const id = await addRecording(db.database, tenant, { hang: 2 });
    await expect.poll(async () => (await view(id)).pieces, patient).toBe(2);
    const taskId = (await view(id)).id as TaskId;
    const { stop, ended } = await db.database.withTenant(tenant, (tx) => cancelTask(tx, work.rules, taskId));
    for (const attempt of stop) db.database.hints.send('stop', attempt);
    expect(ended).toMatchObject({ kind: 'transcribe', state: 'cancelled' });
    expect(await view(id)).toMatchObject({ state: 'cancelled', attempts: ['stopped'] });

    // The only slot is free again: another recording gets it.
    const next = await addRecording(db.database, tenant);
    await waitFor(next, 'succeeded');
    expect(await view(id)).toMatchObject({ state: 'cancelled', attempts: ['stopped'] });

    await db.query('update recordings set blob_key = $1 where id = $2', ['{"pieces":4}', id]);
    await db.database.withTenant(tenant, (tx) => retryTask(tx, work.rules, taskId));
    db.database.hints.send('tasks', taskId);
    await waitFor(id, 'succeeded');
    expect(work.started.at(-1)).toEqual({ recordingId: id, resumeFrom: 2 });
    expect((await view(id)).happenings).toEqual(
      'started probed segment segment cancelled queued started probed segment segment succeeded'.split(' '),
    );
  });

  it('try a transient failure again from the checkpoint, and a wrong input not at all', async () => {
    await begin();
    await addCoordinator();
    await addWorker();
    const shaky = await addRecording(db.database, tenant, {
      fail: { piece: 1, code: 'disk-full', times: 2 },
    });
    const wrong = await addRecording(db.database, tenant, { fail: { piece: 1, code: 'media-damaged' } });
    const hopeless = await addRecording(db.database, tenant, { fail: { piece: 1, code: 'disk-full' } });
    await waitFor(shaky, 'succeeded');
    await waitFor(wrong, 'dead');
    await waitFor(hopeless, 'dead');
    expect((await view(shaky)).attempts).toEqual(['failed', 'failed', 'succeeded']);
    expect(await view(wrong)).toMatchObject({ attempts: ['failed'], error: { code: 'media-damaged' } });
    expect(await view(hopeless)).toMatchObject({
      attempts: ['failed', 'failed', 'failed'],
      error: { code: 'disk-full' },
    });
    expect(work.computed.filter((piece) => piece === `${shaky} 0`)).toHaveLength(1);
  });

  it('name a recording that kills the engine three times', async () => {
    await begin();
    await addCoordinator();
    await addWorker();
    const id = await addRecording(db.database, tenant, { fail: { piece: 0, code: 'engine-host-died' } });
    await waitFor(id, 'dead');
    expect(await view(id)).toMatchObject({
      attempts: ['failed', 'failed', 'failed'],
      error: { code: 'recording-kills-engine', args: { times: 3 } },
    });
  });

  it('end a task that takes too long', async () => {
    await begin({ timeLimit: 0.2 });
    await addCoordinator();
    await addWorker();
    const id = await addRecording(db.database, tenant, { hang: 1 });
    await waitFor(id, 'dead');
    expect(await view(id)).toMatchObject({ error: { code: 'task-timeout', args: { seconds: 0.2 } } });
  });

  it('keep a silent but living task, by heartbeats', async () => {
    await begin();
    await addCoordinator(1);
    await addWorker(1, hub.connect(), 1);
    const id = await addRecording(db.database, tenant, { pieces: 1, pause: 3000 });
    await waitFor(id, 'succeeded');
    expect((await view(id)).attempts).toEqual(['succeeded']);
  });

  it('share the work between two coordinators; when the leader closes, the other hands out', async () => {
    await begin();
    const second = await db.connect();
    const leader = await addCoordinator();
    await addCoordinator(1, second);
    await addWorker(3);
    const early = await Promise.all(range(20).map(() => addRecording(db.database, tenant, { pieces: 4 })));
    for (const id of early) await waitFor(id, 'succeeded');
    roles.splice(roles.indexOf(leader), 1);
    await leader.close();
    const late = await Promise.all(range(5).map(() => addRecording(db.database, tenant)));
    for (const id of late) await waitFor(id, 'succeeded');
    for (const id of [...early, ...late]) expect((await view(id)).attempts).toEqual(['succeeded']);
    for (const role of roles.splice(0).reverse()) await role.close();
    await second.close();
  });

  it('outlive the loss of every connection to the database, and still do everything once', async () => {
    await begin();
    await addCoordinator(2);
    await addWorker(4, hub.connect(), 2);
    const recordings = await Promise.all(
      range(20).map(() => addRecording(db.database, tenant, { pieces: 6, pause: 40 })),
    );
    for (let times = 0; times < 4; times += 1) {
      await sleep(300);
      await db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
    }
    for (const id of recordings) {
      await waitFor(id, 'succeeded');
      const { happenings, pieces } = await view(id);
      expect(pieces).toBe(6);
      expect(happenings.filter((type) => type === 'succeeded')).toHaveLength(1);
    }
  }, 60_000);

  it('set malformed messages aside, count them, and go on', async () => {
    await begin();
    await addCoordinator();
    await addWorker();
    const stranger = hub.connect();
    for (const message of [
      'text',
      null,
      { task_id: 7 },
      { v: 9, task_id: 'x', run_id: 'y', seq: 1, event: { type: 'new' } },
    ]) {
      await stranger.publish(eventQueue('transcribe'), message);
      await stranger.publish(taskQueue('transcribe'), message);
      await stranger.broadcast('workers:roll-call', message);
      await stranger.broadcast('transcribe:control', message);
    }
    const id = await addRecording(db.database, tenant);
    await waitFor(id, 'succeeded');
    const { values } = await metrics.messagesDropped.get();
    expect(values).toContainEqual({ value: 4, labels: { queue_name: 'transcribe:events' } });
    expect(values).toContainEqual({ value: 4, labels: { queue_name: 'workers:roll-call' } });
    await stranger.close();
  });

  it('say what they miss', async () => {
    await begin();
    const worker = await addWorker();
    expect(await worker.ready()).toMatchObject({
      state: 'unready',
      dependencies: { coordinator: { state: 'failed' }, engine: { state: 'ok', detail: 'scripted default' } },
    });
    const coordinator = await addCoordinator();
    await expect.poll(async () => (await worker.ready()).state).toBe('ready');
    await expect.poll(async () => (await coordinator.ready()).state).toBe('ready');
    roles.splice(roles.indexOf(worker), 1);
    await worker.close();
    await expect.poll(async () => (await coordinator.ready()).state).toBe('degraded');
  });
});

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
