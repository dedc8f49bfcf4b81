import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { addRecording } from '../../test/support/work.ts';
import type { TenantId } from '../core/ids.ts';
import { enqueueSteps, type NewTask } from './enqueue-task.ts';
import { findWaiting } from './find-waiting.ts';

let db: TestDatabase;
let tenant: TenantId;
beforeAll(async () => {
  db = await createTestDatabase();
  tenant = await db.createTenant();
});
afterAll(() => db.close());

/** How many of its tasks are due. */
const countDue = async (kind: string) =>
  (await db.database.withDispatcher((tx) => findWaiting(tx, `${kind}:tasks`, 10))).length;
const add = (kind: string, due: NewTask['due']) => addRecording(db.database, tenant, {}, { kind, due });

describe('a task', () => {
  it('is due at once, unless it is wanted later', async () => {
    await add('now', undefined);
    await add('past', new Date(Date.now() - 60_000));
    await add('later', 3600);
    await add('tomorrow', new Date(Date.now() + 86_400_000));
    const due = await Promise.all(['now', 'past', 'later', 'tomorrow'].map(countDue));
    expect(due).toEqual([1, 1, 0, 0]);
    await db.query(`update tasks set due_at = due_at - interval '2 hours' where kind = 'later'`);
    expect(await countDue('later')).toBe(1);
  });

  it('becomes due when its time has come', async () => {
    await add('soon', 1);
    expect(await countDue('soon')).toBe(0);
    await expect.poll(() => countDue('soon'), { timeout: 20_000, interval: 200 }).toBe(1);
  });
});

describe('the steps of a recipe', () => {
  it('are there from the start: the first is due, with its engine, the others wait for those they need', async () => {
    const recordingId = await addRecording(db.database, tenant);
    const steps = [
      { kind: 'first', needs: [] },
      { kind: 'second', needs: ['first'] },
      { kind: 'third', needs: ['first', 'second'] },
    ];
    const ids = await db.database.withTenant(tenant, (tx) =>
      enqueueSteps(tx, recordingId, steps, { engine: 'scripted', priority: 3 }),
    );
    const rows = await db.query(
      `select kind, state, engine, priority, needs, steps from tasks where recording_id = $1 and steps = 3 order by id`,
      [recordingId],
    );
    const all = { priority: 3, steps: 3 };
    expect(rows).toEqual([
      { ...all, kind: 'first', state: 'queued', engine: 'scripted', needs: [] },
      { ...all, kind: 'second', state: 'waiting', engine: null, needs: [ids.get('first')] },
      { ...all, kind: 'third', state: 'waiting', engine: null, needs: [ids.get('first'), ids.get('second')] },
    ]);
  });
});
