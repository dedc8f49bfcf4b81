import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import {
  addRecording,
  createScriptedWork,
  idleEngines,
  idleMedia,
  makeSegment,
  type ScriptedWork,
  viewTask,
} from '../../../test/support/work.ts';
import { createInProcessHub, type InProcessHub } from '../../adapters/broker/in-process/in-process-broker.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import { silentLogger } from '../../core/logger.ts';
import { createMetrics, type Metrics } from '../../core/metrics.ts';
import type { Broker } from '../../ports/broker.ts';
import type { EventMessage, WorkerEvent } from '../../wire/event-message.ts';
import { eventQueue } from '../../wire/names.ts';
import type { TaskRules } from '../../work/task-rules.ts';
import type { Role } from '../role.ts';
import type { WorkerTask } from '../worker/run-attempt.ts';
import { startWorker } from '../worker/start-worker.ts';
import { startCoordinator } from './start-coordinator.ts';

let db: TestDatabase;
let hub: InProcessHub;
let work: ScriptedWork;
let metrics: Metrics;
let tenant: TenantId;
const roles: Role[] = [];
const heard: EventMessage[] = [];
const patient = { timeout: 15_000, interval: 20 };

beforeEach(async () => {
  db = await createTestDatabase();
  tenant = await db.createTenant();
  hub = createInProcessHub();
  work = createScriptedWork();
  metrics = createMetrics({ processMetrics: false });
  heard.length = 0;
});
afterEach(async () => {
  for (const role of roles.splice(0).reverse()) await role.close();
  await db.close();
});

async function addCoordinator(kind: Partial<TaskRules['kind']> = {}): Promise<void> {
  const rules = [{ ...work.rules, kind: { ...work.rules.kind, ...kind } }];
  const more = { logger: silentLogger, metrics, config: { taskLease: 10 } };
  roles.push(await startCoordinator({ database: db.database, broker: hub.connect(), rules, ...more }));
}

async function addWorker(task: Partial<WorkerTask> = {}): Promise<Role> {
  const connection = hub.connect();
  const listening: Broker = {
    ...connection,
    async publish(queue, message, options) {
      if (queue === eventQueue('transcribe')) heard.push(message as EventMessage);
      await connection.publish(queue, message, options);
    },
  };
  const role = await startWorker({
    broker: listening,
    media: idleMedia,
    engines: idleEngines,
    tasks: [{ ...work.task, ...task }],
    config: { workerSlots: 1, taskLease: 10 },
    logger: silentLogger,
    metrics,
  });
  roles.push(role);
  return role;
}

const waitFor = (id: RecordingId, state: string) =>
  expect.poll(async () => (await viewTask(db, id)).state, patient).toBe(state);
const droppedMessages = async () => (await metrics.messagesDropped.get()).values;

describe('message versions', () => {
  it('a worker goes on with a coordinator of the next version, in its own words', async () => {
    const { describe: describeTasks } = work.rules;
    work = {
      ...work,
      rules: {
        ...work.rules,
        describe: async (tx, tasks) =>
          (await describeTasks(tx, tasks)).map((task) =>
            Object.assign(task, { mood: 'new', nested: { a: [1] } }),
          ),
      },
    };
    await addCoordinator({ version: 2 });
    await addWorker();
    await hub.connect().broadcast('transcribe:control', { type: 'celebrate', task_id: 'x' });
    const id = await addRecording(db.database, tenant);
    await waitFor(id, 'succeeded');
    expect(new Set(heard.map(({ v }) => v))).toEqual(new Set([1]));
    expect(await droppedMessages()).toEqual([{ value: 1, labels: { queue_name: 'transcribe:control' } }]);
  });

  it('a worker of the next version goes on with a coordinator, in words that it understands', async () => {
    await addCoordinator();
    await addWorker({
      version: 2,
      async *run(context, message, signal) {
        for await (const event of work.task.run(context, message, signal)) {
          yield { ...event, colour: 'new' } as unknown as WorkerEvent;
        }
      },
    });
    const id = await addRecording(db.database, tenant);
    await waitFor(id, 'succeeded');
    expect(new Set(heard.map(({ v }) => v))).toEqual(new Set([1]));
    expect(await droppedMessages()).toEqual([]);
  });

  it('both of the next version speak it', async () => {
    await addCoordinator({ version: 2 });
    await addWorker({ version: 2 });
    await waitFor(await addRecording(db.database, tenant), 'succeeded');
    expect(new Set(heard.map(({ v }) => v))).toEqual(new Set([2]));
  });

  it('what an older worker would do wrong it does not do; a newer one does it', async () => {
    await addCoordinator({
      version: 3,
      needs: 2,
      retry: { retries: 50, delay: 0.1, maxDelay: 0.1, special: {} },
    });
    const old = await addWorker();
    const id = await addRecording(db.database, tenant);
    await expect
      .poll(async () => (await viewTask(db, id)).error, patient)
      .toEqual({
        code: 'message-too-new',
        args: { known: 1, needed: 2 },
      });
    expect(work.computed).toEqual([]);
    roles.splice(roles.indexOf(old), 1);
    await old.close();
    await addWorker({ version: 2 });
    await waitFor(id, 'succeeded');
  });

  it('an event of a kind that nobody here knows is set aside, and nothing behind it is stored', async () => {
    await addCoordinator();
    await addWorker({
      async *run(context, message, signal) {
        yield { type: 'dreamt', of: 'sheep' } as unknown as WorkerEvent;
        yield makeSegment(0);
        yield* work.task.run(context, message, signal);
      },
    });
    const strange = await addRecording(db.database, tenant);
    await expect
      .poll(droppedMessages, patient)
      .toEqual([{ value: expect.any(Number), labels: { queue_name: eventQueue('transcribe') } }]);
    expect((await viewTask(db, strange)).pieces).toBe(0);
  });
});
