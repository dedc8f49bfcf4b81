import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import type { TenantId } from '../core/ids.ts';
import { ensureTimetable, findNextTime, finishRun, takeDueRuns, takeOverRuns } from './timetables.ts';

let db: TestDatabase;
let tenant: TenantId;
beforeAll(async () => {
  db = await createTestDatabase();
  tenant = await db.createTenant();
});
afterAll(() => db.close());

const daily = { name: 'daily', kind: 'test', pattern: '30 2 * * *', zone: 'Europe/Berlin' };
const ensure = (pattern = daily.pattern, name = daily.name) =>
  ensureTimetable(db.database, tenant, { ...daily, pattern, name, payload: { some: 'thing' } });
const makeDue = (hours: number, name = daily.name) =>
  db.query(
    `update timetables set next_at = date_trunc('second', now()) - make_interval(hours => $1) where name = $2`,
    [hours, name],
  );
const readRuns = () =>
  db.query<{ tries: number; error: unknown; result: unknown; finished_at: Date | null }>(
    'select tries, error, result, finished_at from timetable_runs order by due_at',
  );
const readNext = async (name = daily.name) =>
  (await db.query<{ next_at: Date }>('select next_at from timetables where name = $1', [name]))[0]?.next_at;

describe('the next time', () => {
  test('is read in the zone, over changes of the clock', () => {
    const next = (after: string) => findNextTime(daily, new Date(after)).toISOString();
    expect(next('2026-01-10T00:00:00Z')).toBe('2026-01-10T01:30:00.000Z');
    expect(next('2026-07-10T00:00:00Z')).toBe('2026-07-10T00:30:00.000Z');
    // On that morning 02:30 does not exist in Berlin.
    expect(next('2026-03-29T00:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    // And on this one it comes twice, but is meant once.
    expect(next('2026-10-25T00:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(next('2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z');
  });

  test.each([
    ['nonsense', 'UTC'],
    ['', 'UTC'],
    ['61 * * * *', 'UTC'],
    ['* * * * *', 'Middle/Earth'],
    ['0 0 30 2 *', 'UTC'],
  ])('is refused for %j in %j', (pattern, zone) => {
    expect(() => findNextTime({ pattern, zone }, new Date())).toThrow(
      expect.objectContaining({ code: 'request-invalid' }),
    );
  });
});

describe('a timetable', () => {
  test('is taken once for each time, whoever looks, and once for all that were missed', async () => {
    await ensure();
    expect(await takeDueRuns(db.database, ['test'])).toEqual([]);
    await makeDue(100);
    expect(await takeDueRuns(db.database, ['another'])).toEqual([]);
    const looks = await Promise.all([1, 2, 3, 4].map(() => takeDueRuns(db.database, ['test'])));
    const [run, ...more] = looks.flat();
    expect(more).toEqual([]);
    expect(run).toMatchObject({ kind: 'test', payload: { some: 'thing' }, tries: 1 });
    expect((await readNext())?.getTime()).toBeGreaterThan(Date.now());
    expect(await readRuns()).toMatchObject([{ tries: 1, finished_at: null }]);
    if (run) await finishRun(db.database, run, { result: { done: 3 } });
    expect(await readRuns()).toMatchObject([{ result: { done: 3 }, finished_at: expect.any(Date) }]);
    expect(await takeOverRuns(db.database, ['test'])).toEqual([]);
  });

  test('keeps its next time when it is ensured again, unless the pattern changed', async () => {
    await ensure('0 5 * * *', 'kept');
    await makeDue(1, 'kept');
    const due = await readNext('kept');
    await ensure('0 5 * * *', 'kept');
    expect(await readNext('kept')).toEqual(due);
    await ensure('0 6 * * *', 'kept');
    expect((await readNext('kept'))?.getTime()).toBeGreaterThan(Date.now());
  });

  test('a run whose doer went away is taken over, and given up after three', async () => {
    await makeDue(1);
    expect(await takeDueRuns(db.database, ['test'])).toHaveLength(1);
    for (const tries of [2, 3]) {
      expect(await takeOverRuns(db.database, ['test'])).toMatchObject([
        { tries, kind: 'test', payload: { some: 'thing' } },
      ]);
    }
    expect(await takeOverRuns(db.database, ['test'])).toEqual([]);
    expect((await readRuns()).at(-1)).toMatchObject({ error: { code: 'worker-lost' }, tries: 3 });
  });
});
