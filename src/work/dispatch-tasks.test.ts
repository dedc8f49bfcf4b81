import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { addRecording, createScriptedWork, viewTask } from '../../test/support/work.ts';
import { EfirError } from '../core/errors.ts';
import type { TaskId, TenantId } from '../core/ids.ts';
import type { RollCallMessage } from '../wire/control-message.ts';
import type { TaskMessageInput } from '../wire/task-message.ts';
import { dispatchTasks } from './dispatch-tasks.ts';
import { expireLeases } from './expire-leases.ts';
import { readQueueSizes } from './queue-size.ts';
import { retryTask } from './retry-task.ts';
import { createRollCall } from './roll-call.ts';
import { createTaskMachine, type TaskMachine } from './task-machine.ts';

let db: TestDatabase;
let machine: TaskMachine;
let published: { queue: string; message: TaskMessageInput }[];
const work = createScriptedWork();

beforeEach(async () => {
  db = await createTestDatabase();
  published = [];
  machine = createTaskMachine({ database: db.database, rules: [work.rules], lease: 60 });
});
afterEach(() => db.close());

const publish = async (queue: string, message: TaskMessageInput) => void published.push({ queue, message });
const worker = (slots: number, queues = ['transcribe:tasks']): RollCallMessage => ({
  worker_id: queues.join(),
  queues,
  slots,
  running: 0,
  engine: 'scripted',
  model: 'default',
  leaving: false,
});

describe('dispatchTasks', () => {
  it('publishes what the worker needs, and the attempt as the id', async () => {
    const tenant = await db.createTenant();
    const id = await addRecording(db.database, tenant, { pieces: 1 });
    await db.query('update tasks set pieces = 3, segments = 5 where recording_id = $1', [id]);
    await dispatchTasks(machine, [worker(1)], publish);
    const [attempt] = await db.query<{ id: string }>('select id from attempts');
    expect(published).toEqual([
      {
        queue: 'transcribe:tasks',
        message: {
          v: 1,
          task_id: attempt?.id,
          kind: 'transcribe',
          file_path: '{"pieces":1}',
          resume_from: 3,
          resume_segments: 5,
          resume_until: 0,
          resume_blocks: 0,
          time_limit: 60,
          lease: 60,
          tenant_id: tenant,
          recording_id: id,
          request_id: `request of ${id}`,
          trace: 'f'.repeat(32),
        },
      },
    ]);
    expect(await viewTask(db, id)).toMatchObject({ state: 'dispatched', attempts: ['dispatched'] });
  });

  it('hands out no more than can start, and nothing when nobody works', async () => {
    const tenant = await db.createTenant();
    for (let count = 0; count < 5; count += 1) await addRecording(db.database, tenant);
    expect(await dispatchTasks(machine, [], publish)).toEqual([]);
    await dispatchTasks(machine, [worker(2)], publish);
    await dispatchTasks(machine, [worker(2)], publish);
    expect(published).toHaveLength(2);
    expect(await readQueueSizes(db.database)).toEqual(new Map([['transcribe:tasks', 3]]));
  });

  it('gives the next place to a tenant that came after a thousand tasks of another', async () => {
    const [first, second] = [await db.createTenant(), await db.createTenant()];
    const id = await addRecording(db.database, first);
    await db.query(
      `insert into tasks (tenant_id, id, recording_id, kind, state)
       select $1, gen_random_uuid(), $2, 'transcribe', 'queued' from generate_series(1, 1000)`,
      [first, id],
    );
    await dispatchTasks(machine, [worker(1)], publish);
    const late = await addRecording(db.database, second);
    await dispatchTasks(machine, [worker(2)], publish);
    expect(published.map(({ message }) => message.recording_id)).toEqual([id, late]);
  });

  it('finds a short one behind many long ones for the place that is kept for it', async () => {
    const tenant = await db.createTenant();
    for (let index = 0; index < 5; index++) await addRecording(db.database, tenant);
    const short = await addRecording(db.database, tenant, {}, { short: true });
    const keeping = { ...worker(3), short_slots: 1 };
    expect(await dispatchTasks(machine, [keeping], publish)).toHaveLength(3);
    const handedOut = published.map(({ message }) => message.recording_id);
    expect(handedOut).toContain(short);
    expect(await dispatchTasks(machine, [keeping], publish)).toEqual([]);
    await db.query(
      `update attempts set state = 'stopped' where task_id in (select id from tasks where short)`,
    );
    expect(await dispatchTasks(machine, [keeping], publish)).toEqual([]);
    const second = await addRecording(db.database, tenant, {}, { short: true });
    await dispatchTasks(machine, [keeping], publish);
    expect(published.at(-1)?.message.recording_id).toBe(second);
  });

  it('takes turns between tenants at the only place, and the next leader knows whose turn it is', async () => {
    const [first, second] = [await db.createTenant(), await db.createTenant()];
    for (let count = 0; count < 4; count += 1) await addRecording(db.database, first);
    const serveNext = async () => {
      const leader = createTaskMachine({ database: db.database, rules: [work.rules], lease: 60 });
      await dispatchTasks(leader, [worker(1)], publish);
      await db.query("update tasks set state = 'succeeded' where state = 'dispatched'");
      await db.query("update attempts set state = 'succeeded'");
    };
    await serveNext();
    await serveNext();
    for (let count = 0; count < 2; count += 1) await addRecording(db.database, second);
    for (let count = 0; count < 4; count += 1) await serveNext();
    const order = published.map(({ message }) => (message.tenant_id === first ? 'a' : 'b'));
    expect(order.join('')).toBe('aababa');
  });

  it('keeps the limit of each tenant, also when two leaders overlap', async () => {
    const tenants = [await db.createTenant(), await db.createTenant(), await db.createTenant()];
    const [standard, own, free] = tenants;
    for (const tenant of tenants) {
      for (let count = 0; count < 9; count += 1) await addRecording(db.database, tenant);
    }
    await db.query('update tenants set max_running = 2 where id = $1', [own]);
    await db.query('update tenants set max_running = 0 where id = $1', [free]);
    const leaders = Array.from({ length: 4 }, () =>
      createTaskMachine({ database: db.database, rules: [work.rules], lease: 60, maxRunning: 3 }),
    );
    const dispatch = () => Promise.all(leaders.map((leader) => dispatchTasks(leader, [worker(50)], publish)));
    await dispatch();
    await dispatch();
    const count = (tenant: TenantId | undefined) =>
      published.filter(({ message }) => message.tenant_id === tenant).length;
    expect([count(standard), count(own), count(free)]).toEqual([3, 2, 9]);
    await db.query(
      "update attempts set state = 'succeeded' where id in (select id from attempts where tenant_id = $1 limit 1)",
      [own],
    );
    await dispatch();
    expect([count(standard), count(own), count(free)]).toEqual([3, 3, 9]);
  });

  it('gives workers that call no roll as much as was agreed, and all the time of the task', async () => {
    const tenant = await db.createTenant();
    for (let count = 0; count < 4; count += 1) await addRecording(db.database, tenant);
    const named = await addRecording(db.database, tenant, {}, { engine: 'rare' });
    const open = createTaskMachine({
      ...{ database: db.database, rules: [work.rules], lease: 5, foreignSlots: 2 },
    });
    await dispatchTasks(open, [], publish);
    expect(published).toHaveLength(2);
    await dispatchTasks(open, [worker(1, ['transcribe:tasks:rare'])], publish);
    expect(published.at(-1)?.message.recording_id).toBe(named);
    const leases = await db.query<{ seconds: number }>(
      `select round(extract(epoch from lease_until - created_at))::int as seconds from attempts order by 1 desc`,
    );
    expect(leases.map((row) => row.seconds)).toEqual([60, 60, 5]);
  });

  it('goes by priority, by engine, and not before the time', async () => {
    const tenant = await db.createTenant();
    const plain = await addRecording(db.database, tenant);
    const urgent = await addRecording(db.database, tenant, {}, { priority: 5 });
    const named = await addRecording(db.database, tenant, {}, { engine: 'rare' });
    const later = await addRecording(db.database, tenant, {}, { priority: 9 });
    await db.query("update tasks set due_at = now() + interval '1 hour' where recording_id = $1", [later]);
    await dispatchTasks(machine, [worker(1)], publish);
    await dispatchTasks(machine, [worker(2)], publish);
    expect(published.map(({ message }) => message.recording_id)).toEqual([urgent, plain]);
    await dispatchTasks(machine, [worker(2), worker(1, ['transcribe:tasks:rare'])], publish);
    expect(published.at(-1)).toMatchObject({
      queue: 'transcribe:tasks:rare',
      message: { recording_id: named, engine: 'rare' },
    });
    expect((await viewTask(db, later)).state).toBe('queued');
  });

  it('hands each task out once when two dispatch at the same moment', async () => {
    const tenant = await db.createTenant();
    for (let count = 0; count < 12; count += 1) await addRecording(db.database, tenant);
    await Promise.all([
      dispatchTasks(machine, [worker(20)], publish),
      dispatchTasks(machine, [worker(20)], publish),
    ]);
    expect(new Set(published.map(({ message }) => message.recording_id)).size).toBe(12);
    expect(published).toHaveLength(12);
  });

  it('takes a task back that the broker did not take', async () => {
    const id = await addRecording(db.database, await db.createTenant());
    const refuse = () => Promise.reject(new EfirError('unavailable', { detail: 'away' }));
    await expect(dispatchTasks(machine, [worker(1)], refuse)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await viewTask(db, id)).toMatchObject({ state: 'queued', losses: 0, attempts: ['stopped'] });
    await dispatchTasks(machine, [worker(1)], publish);
    expect(published).toHaveLength(1);
  });

  it('ends a task that cannot be described, without disturbing the others', async () => {
    const tenant = await db.createTenant();
    const bad = await addRecording(db.database, tenant);
    const worse = await addRecording(db.database, tenant);
    const good = await addRecording(db.database, tenant);
    const describe: typeof work.rules.describe = async (tx, tasks) => {
      const known = await work.rules.describe(tx, tasks);
      const gone = new EfirError('file-not-found', { path: 'gone' });
      if (tasks.some((task) => task.recordingId === worse)) throw gone;
      return known.map((description, place) => (tasks[place]?.recordingId === bad ? gone : description));
    };
    const strict = createTaskMachine({
      database: db.database,
      rules: [{ ...work.rules, describe }],
      lease: 60,
    });
    const handOuts = await dispatchTasks(strict, [worker(3)], publish);
    expect(handOuts).toContainEqual(
      expect.objectContaining({
        outcome: 'failed',
        origin: { request_id: `request of ${bad}`, trace: 'f'.repeat(32) },
        ended: expect.objectContaining({ state: 'dead' }),
      }),
    );
    expect(await viewTask(db, bad)).toMatchObject({
      state: 'dead',
      error: { code: 'file-not-found' },
      attempts: [],
    });
    expect((await viewTask(db, worse)).state).toBe('dead');
    expect((await viewTask(db, good)).state).toBe('dispatched');
  });
});

describe('expireLeases', () => {
  it('gives up what is silent, not what may have been renewed by an event that still waits', async () => {
    const id = await addRecording(db.database, await db.createTenant());
    await dispatchTasks(machine, [worker(1)], publish);
    expect(await expireLeases(machine, { behind: 0 })).toEqual([]);
    await db.query("update attempts set lease_until = now() - interval '5 seconds'");
    expect(await expireLeases(machine, { behind: 10 })).toEqual([]);
    const [lost] = await expireLeases(machine, { behind: 1 });
    expect(lost).toMatchObject({ started: false, task: { recordingId: id } });
    expect(lost?.origin.request_id).toBe(`request of ${id}`);
    expect(lost?.hints.map((hint) => hint.topic)).toEqual(['recording', 'stop', 'tasks']);
    expect(await viewTask(db, id)).toMatchObject({ state: 'queued', losses: 0, attempts: ['lost'] });
    expect(await expireLeases(machine, { behind: 0 })).toEqual([]);
  });

  it('gives up what other programs may take and the broker has lost, long before the time of the task is over', async () => {
    const foreign = createTaskMachine({
      database: db.database,
      rules: [work.rules],
      lease: 1,
      foreignSlots: 2,
    });
    const ids = [
      await addRecording(db.database, await db.createTenant()),
      await addRecording(db.database, await db.createTenant()),
    ];
    await dispatchTasks(foreign, [], publish);
    await db.query("update attempts set lease_until = now() + interval '1 hour'");
    const lose = (emptied: string[], behind = 0) => expireLeases(foreign, { behind, emptied });
    await db.query("update attempts set created_at = now() - interval '9 minutes'");
    expect(await lose(['transcribe'])).toEqual([]);
    await db.query("update attempts set created_at = now() - interval '11 minutes'");
    expect(await lose([])).toEqual([]);
    expect(await lose(['summarize'])).toEqual([]);
    expect(await lose(['transcribe'], 120)).toEqual([]);
    await db.query("update attempts set state = 'running', run_id = gen_random_uuid() where id = $1", [
      published[0]?.message.task_id,
    ]);
    const lost = await lose(['transcribe']);
    expect(lost).toMatchObject([{ started: false, attemptId: published[1]?.message.task_id }]);
    const states = await Promise.all(ids.map(async (id) => (await viewTask(db, id)).attempts));
    expect(states.flat().toSorted()).toEqual(['lost', 'running']);
  });

  it('gives up the others when one cannot be given up', async () => {
    const bad = await addRecording(db.database, await db.createTenant());
    const good = await addRecording(db.database, await db.createTenant());
    const { effects } = work.rules;
    const picky = createTaskMachine({
      database: db.database,
      lease: 60,
      rules: [
        {
          ...work.rules,
          effects: async (tx, stories) => {
            if (stories.some(({ task }) => task.recordingId === bad)) throw new Error('not this one');
            await effects(tx, stories);
          },
        },
      ],
    });
    await dispatchTasks(picky, [worker(2)], publish);
    await db.query("update attempts set lease_until = now() - interval '1 minute'");
    await db.query(
      "update attempts set lease_until = lease_until - interval '1 minute' where tenant_id = (select tenant_id from recordings where id = $1)",
      [bad],
    );
    expect(await expireLeases(picky, { behind: 0 })).toMatchObject([{ task: { recordingId: good } }]);
    await expect(expireLeases(picky, { behind: 0 })).rejects.toThrow('not this one');
    expect((await viewTask(db, bad)).attempts).toEqual(['dispatched']);
  });
});

describe('retryTask', () => {
  it('refuses a task that is not dead or cancelled', async () => {
    const tenant = (await db.createTenant()) as TenantId;
    const id = await addRecording(db.database, tenant);
    const taskId = (await viewTask(db, id)).id as TaskId;
    const again = db.database.withTenant(tenant, (tx) => retryTask(tx, work.rules, taskId));
    await expect(again).rejects.toMatchObject({ code: 'state-conflict', args: { state: 'queued' } });
  });
});

describe('createRollCall', () => {
  it('lists who was heard, keeps a row of each, and strikes out who leaves', async () => {
    const failures: unknown[] = [];
    const roll = createRollCall(db.database, (error) => failures.push(error));
    expect(roll.note(worker(2))).toBe(true);
    expect(roll.note({ ...worker(2), running: 1 })).toBe(false);
    expect(roll.list()).toMatchObject([{ slots: 2, running: 1 }]);
    await roll.close();
    expect(await db.query('select id, queues, slots, running from workers')).toEqual([
      { id: 'transcribe:tasks', queues: ['transcribe:tasks'], slots: 2, running: 0 },
    ]);
    roll.note({ ...worker(2), leaving: true });
    expect(roll.list()).toEqual([]);
    await roll.close();
    expect(await db.query('select id from workers')).toEqual([]);
    expect(failures).toEqual([]);
  });
});
