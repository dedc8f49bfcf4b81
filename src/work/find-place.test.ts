import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { addRecording } from '../../test/support/work.ts';
import type { TaskId, TenantId } from '../core/ids.ts';
import { chooseTasks, type TenantTurn, type WaitingTask } from './choose-tasks.ts';
import type { FreeSlots } from './count-slots.ts';
import { findPlace } from './find-place.ts';
import { createQueueView, type QueueLine, type QueueSnapshot } from './queue-view.ts';

const queue = 'transcribe:tasks';
const endless: FreeSlots = {
  queues: [queue],
  count: () => Number.POSITIVE_INFINITY,
  fits: () => true,
  take: () => true,
};

/** A queue of some tenants, some of whom have work in progress and were served at different times. */
const queues = fc.record({
  tenants: fc.array(fc.record({ active: fc.nat(3), servedAt: fc.integer({ min: 1, max: 1e9 }) }), {
    minLength: 1,
    maxLength: 5,
  }),
  tasks: fc.array(fc.record({ tenant: fc.nat(4), due: fc.nat(1000) }), { minLength: 1, maxLength: 30 }),
});

function arrange({ tenants, tasks }: typeof queues extends fc.Arbitrary<infer Value> ? Value : never) {
  const turns = new Map<TenantId, TenantTurn>(
    tenants.map(({ active, servedAt }, index) => [
      `tenant ${index}` as TenantId,
      { active, servedAt: servedAt + index * 1e-3, limit: Number.POSITIVE_INFINITY },
    ]),
  );
  const waiting = tasks.map(
    ({ tenant, due }, index): WaitingTask => ({
      tenantId: `tenant ${tenant % tenants.length}` as TenantId,
      taskId: `task ${String(index).padStart(3, '0')}` as TaskId,
      dueAt: new Date(due * 1000 + index),
      priority: 0,
      queue,
      short: false,
    }),
  );
  return { turns, waiting };
}

function snapshotOf(
  waiting: readonly WaitingTask[],
  turns: ReadonlyMap<TenantId, TenantTurn>,
): QueueSnapshot {
  const lines = [...turns.keys()].flatMap((tenantId): QueueLine[] => {
    const own = waiting.filter((task) => task.tenantId === tenantId);
    const sorted = own.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
    const marks = sorted.map(({ dueAt, taskId }, place) => ({ place, dueAt: dueAt.getTime(), taskId }));
    return marks.length > 0 ? [{ tenantId, priority: 0, total: marks.length, marks }] : [];
  });
  return {
    lines: new Map([[queue, lines]]),
    activeByTenant: new Map([...turns].map(([id, turn]) => [id, turn.active])),
    activeByQueue: new Map(),
    servedAt: new Map([...turns].map(([id, turn]) => [id, turn.servedAt])),
    taskSeconds: new Map(),
    paces: [],
  };
}

describe('findPlace', () => {
  it('agrees with the order in which tasks are chosen', () => {
    fc.assert(
      fc.property(queues, (drafts) => {
        const { turns, waiting } = arrange(drafts);
        const order = chooseTasks(waiting, turns, endless);
        const snapshot = snapshotOf(waiting, turns);
        expect(order.map((task) => findPlace(snapshot, task))).toEqual(order.map((_, index) => index));
      }),
    );
  });

  it('puts those with a higher priority before, and those with a lower behind', () => {
    const line = (tenantId: string, priority: number, total: number): QueueLine => ({
      ...{ tenantId: tenantId as TenantId, priority, total },
      marks: [{ place: 0, dueAt: 0, taskId: 'first' }],
    });
    const snapshot = {
      ...snapshotOf([], new Map()),
      lines: new Map([[queue, [line('a', 5, 3), line('b', 0, 1), line('b', -5, 9)]]]),
    };
    const task = { taskId: 'first', dueAt: new Date(0), queue };
    expect(findPlace(snapshot, { ...task, tenantId: 'b' as TenantId, priority: 0 })).toBe(3);
    expect(findPlace(snapshot, { ...task, tenantId: 'a' as TenantId, priority: 5 })).toBe(0);
  });
});

describe('the queue view', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.close());

  it('knows the lines of all tenants, and has one look for many who ask', async () => {
    const [one, two] = [await db.createTenant(), await db.createTenant()];
    for (let count = 0; count < 3; count += 1) await addRecording(db.database, one);
    await addRecording(db.database, two, {}, { priority: 4 });
    await addRecording(db.database, two, {}, { due: 3600 });
    await addRecording(db.database, two, {}, { engine: 'pocketsphinx' });
    const view = createQueueView(db.database);
    const looks = await Promise.all([view.look(), view.look(), view.look()]);
    expect(new Set(looks).size).toBe(1);
    const { lines } = await view.look();
    expect(lines.get(queue)?.toSorted((a, b) => a.priority - b.priority)).toEqual([
      {
        tenantId: one,
        priority: 0,
        total: 3,
        marks: [0, 1, 2].map((place) => expect.objectContaining({ place })),
      },
      { tenantId: two, priority: 4, total: 1, marks: [expect.objectContaining({ place: 0 })] },
    ]);
    expect(lines.get(`${queue}:pocketsphinx`)).toHaveLength(1);
  });

  it('stays small when a hundred thousand tasks wait, and finds places within a few', async () => {
    const tenant = await db.createTenant();
    await addRecording(db.database, tenant);
    await db.query(
      `insert into tasks (tenant_id, id, recording_id, kind, state, due_at)
       select tenant_id, gen_random_uuid(), recording_id, kind, 'queued', now() - interval '1 day' + n * interval '1 ms'
       from tasks, generate_series(1, 100000) n where tenant_id = $1`,
      [tenant],
    );
    await db.query('analyze tasks');
    const snapshot = await createQueueView(db.database).look();
    const marks = [...snapshot.lines.values()].flat().flatMap((line) => line.marks);
    expect(marks.length).toBeLessThan(2_100);
    const [task] = await db.query<{ id: TaskId; due_at: Date }>(
      'select id, due_at from tasks where tenant_id = $1 order by due_at offset 40000 limit 1',
      [tenant],
    );
    if (!task) throw new Error('no task');
    const ahead = await db.query<{ count: number }>(
      'select count(*)::int as count from tasks where priority > 0 and engine is null',
    );
    const place = findPlace(snapshot, {
      ...{ tenantId: tenant, taskId: task.id, dueAt: task.due_at, queue, priority: 0 },
    });
    const others = (ahead[0]?.count ?? 0) + 3;
    expect(Math.abs(place - 40_000 - others)).toBeLessThan(60);
  }, 60_000);
});
