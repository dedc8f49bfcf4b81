import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTaskId, type TenantId } from '../core/ids.ts';
import type { RollCallMessage } from '../wire/control-message.ts';
import { chooseTasks, type WaitingTask } from './choose-tasks.ts';
import { countSlots } from './count-slots.ts';

const worker = (slots: number, queues = ['q'], running = 0, short_slots = 0): RollCallMessage => ({
  worker_id: `${queues} ${slots}`,
  queues,
  slots,
  running,
  short_slots,
  engine: 'scripted',
  model: 'default',
  leaving: false,
});
const task = (tenant: string, due: number, priority = 0, queue = 'q', short = false): WaitingTask => ({
  tenantId: tenant as TenantId,
  taskId: createTaskId(),
  queue,
  priority,
  dueAt: new Date(due),
  short,
});
const slots = (count: number) => countSlots([worker(count)], new Map());
const turn = (tenant: string, active: number, servedAt = 0, limit = Number.POSITIVE_INFINITY) =>
  new Map([[tenant as TenantId, { active, limit, servedAt }]]);
const tenants = (chosen: readonly WaitingTask[]) => chosen.map((item) => item.tenantId).join(' ');

describe('chooseTasks', () => {
  it('gives a tenant that comes late its turn next', () => {
    const many = Array.from({ length: 10 }, (_, index) => task('a', index));
    const busy = turn('a', 3);
    expect(tenants(chooseTasks([...many, task('b', 99)], busy, slots(3)))).toBe('b a a');
  });

  it('takes turns between tenants, the oldest first', () => {
    const waiting = [task('a', 1), task('a', 2), task('b', 3), task('b', 4)];
    expect(tenants(chooseTasks(waiting, new Map(), slots(4)))).toBe('a b a b');
  });

  it('gives the only place to the tenant that was served longest ago', () => {
    const waiting = [task('a', 1), task('a', 2), task('b', 99)];
    expect(tenants(chooseTasks(waiting, turn('a', 0, 5), slots(1)))).toBe('b');
    expect(tenants(chooseTasks(waiting, turn('b', 0, 5), slots(1)))).toBe('a');
  });

  it('gives no tenant more than its limit, and what is left to the others', () => {
    const waiting = [task('a', 1), task('a', 2), task('a', 3), task('b', 99)];
    expect(tenants(chooseTasks(waiting, turn('a', 1, 0, 2), slots(4)))).toBe('b a');
    expect(tenants(chooseTasks(waiting, turn('a', 2, 0, 2), slots(4)))).toBe('b');
  });

  it('lets priority go before fairness', () => {
    const waiting = [task('a', 2, 5), task('a', 1, 5), task('b', 0)];
    const chosen = chooseTasks(waiting, turn('a', 7), slots(2));
    expect(chosen.map((item) => item.dueAt.getTime())).toEqual([1, 2]);
  });

  it('never chooses more than can start, at any queue', () => {
    const queues = ['q', 'r', 's'];
    const waiting = fc.array(
      fc.record({
        tenant: fc.constantFrom('a', 'b', 'c'),
        due: fc.nat(9),
        queue: fc.constantFrom(...queues),
      }),
    );
    const workers = fc.array(
      fc.record({ slots: fc.nat(4), running: fc.nat(4), queues: fc.subarray(queues, { minLength: 1 }) }),
    );
    fc.assert(
      fc.property(waiting, workers, (items, people) => {
        const roll = people.map((person) => worker(person.slots, person.queues, person.running));
        const chosen = chooseTasks(
          items.map(({ tenant, due, queue }) => task(tenant, due, 0, queue)),
          new Map(),
          countSlots(roll, new Map()),
        );
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen.length).toBeLessThanOrEqual(roll.reduce((sum, { slots }) => sum + slots, 0));
        for (const queue of queues) {
          const able = roll.filter((person) => person.queues.includes(queue));
          const most = able.reduce((sum, { slots }) => sum + slots, 0);
          expect(chosen.filter((item) => item.queue === queue).length).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});

describe('the places kept for short tasks', () => {
  const keeping = (long: number, short = 0) =>
    countSlots([worker(3, ['q'], 0, 1)], new Map([['q', long + short]]), new Map([['q', long]]));
  const long = (due: number) => task('a', due);
  const short = (due: number) => task('a', due, 0, 'q', true);
  const kinds = (chosen: readonly WaitingTask[]) =>
    chosen.map((one) => (one.short ? 'short' : 'long')).join(' ');

  it('are not given to long ones, which wait although one is free', () => {
    expect(kinds(chooseTasks([long(1), long(2), long(3)], new Map(), keeping(0)))).toBe('long long');
    expect(kinds(chooseTasks([long(1)], new Map(), keeping(2)))).toBe('');
    expect(kinds(chooseTasks([long(1), short(2)], new Map(), keeping(2)))).toBe('short');
  });

  it('are no limit for short ones, and no reason for long ones to starve', () => {
    const many = [short(1), short(2), long(3), short(4)];
    expect(kinds(chooseTasks(many, new Map(), keeping(0)))).toBe('short short long');
    expect(kinds(chooseTasks([long(1), short(2)], new Map(), keeping(0, 2)))).toBe('long');
  });

  it('leave priority and the turns of tenants as they are', () => {
    const waiting = [task('a', 1, 0, 'q', true), task('b', 2, 9), task('b', 3, 9), task('b', 4, 9)];
    const chosen = chooseTasks(waiting, new Map(), keeping(0));
    expect(chosen.map((one) => `${one.tenantId} ${one.dueAt.getTime()}`)).toEqual(['b 2', 'b 3', 'a 1']);
  });
});

describe('countSlots', () => {
  it('charges what is handed out to the workers with the fewest queues first', () => {
    const roll = [worker(5, ['q']), worker(1, ['q', 'rare'])];
    expect(countSlots(roll, new Map([['q', 5]])).count('rare')).toBe(1);
    const full = countSlots(roll, new Map([['q', 6]]));
    expect([full.count('rare'), full.count('q')]).toEqual([0, 0]);
  });

  it('believes a worker that says it is busier than we know', () => {
    expect(countSlots([worker(2, ['q'], 2)], new Map()).count('q')).toBe(0);
    expect(countSlots([worker(2, ['q'], 1)], new Map([['q', 1]])).count('q')).toBe(1);
  });

  it('knows nothing of a queue that nobody serves', () => {
    expect(slots(3).count('elsewhere')).toBe(0);
    expect(slots(3).take({ queue: 'elsewhere', short: true })).toBe(false);
  });
});
