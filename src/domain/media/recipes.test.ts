import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { makeSuccess } from '../../../test/support/work.ts';
import {
  createRecordingId,
  createRunId,
  type RecordingId,
  type TaskId,
  type TenantId,
} from '../../core/ids.ts';
import type { WorkerEvent } from '../../wire/event-message.ts';
import { applyEvents } from '../../work/apply-event.ts';
import { enqueueSteps } from '../../work/enqueue-task.ts';
import { handOutTasks } from '../../work/hand-out-tasks.ts';
import { judgeSteps, type Step } from '../../work/judge-steps.ts';
import { createTaskMachine, type TaskMachine } from '../../work/task-machine.ts';
import type { TaskRules } from '../../work/task-rules.ts';
import { cancelRecording } from './cancel-recording.ts';
import { judgeRecording } from './judge-recording.ts';
import { defineRecipe, findRecipe } from './recipes.ts';
import { retryRecording } from './retry-recording.ts';
import { storeHappenings } from './store-happenings.ts';

/** Two steps that need the first one, and a last that needs both. */
const diamond = defineRecipe('diamond', [
  { kind: 'listen', needs: [] },
  { kind: 'sum-up', needs: ['listen'] },
  { kind: 'translate', needs: ['listen'] },
  { kind: 'publish', needs: ['sum-up', 'translate'] },
]);

const rules = diamond.steps.map(
  ({ kind }): TaskRules => ({
    kind: { kind, version: 1, timeLimit: 60, retry: { retries: 0, delay: 0, maxDelay: 0, special: {} } },
    describe: async (_tx, tasks) => tasks.map(() => ({ file_path: '/nothing' })),
    origin: async () => ({}),
    effects: storeHappenings,
  }),
);

let db: TestDatabase;
let tenant: TenantId;
let machine: TaskMachine;
beforeAll(async () => {
  db = await createTestDatabase();
  tenant = await db.createTenant();
  machine = createTaskMachine({ database: db.database, rules, lease: 60 });
});
afterAll(() => db.close());

async function addDiamond(): Promise<RecordingId> {
  const id = createRecordingId();
  await db.database.withTenant(tenant, async (tx) => {
    await tx
      .insertInto('recordings')
      .values({
        ...{ tenant_id: tenant, id, state: 'queued', file_name: 'talk.wav', bytes: 1, blob_key: 'none' },
        ...{ options: '{}', request_id: 'r', trace: 'f'.repeat(32) },
      })
      .execute();
    await enqueueSteps(tx, id, diamond.steps);
  });
  return id;
}

const readSteps = (id: RecordingId): Promise<Step[]> =>
  db.database.readTenant(tenant, (tx) =>
    tx
      .selectFrom('tasks')
      .select(['id', 'kind', 'state', 'error', 'needs'])
      .where('recording_id', '=', id)
      .orderBy('id')
      .execute(),
  );
const statesOf = async (id: RecordingId) => (await readSteps(id)).map((step) => step.state);

function readRecording(id: RecordingId) {
  return db.database.readTenant(tenant, async (tx) => {
    const recording = await tx
      .selectFrom('recordings')
      .select(['state', 'error'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const events = await tx
      .selectFrom('recording_events')
      .select('data')
      .where('recording_id', '=', id)
      .where('type', '=', 'state')
      .orderBy('number')
      .execute();
    return { ...recording, told: events.map((event) => event.data['state']) };
  });
}

const endings: Record<'succeeds' | 'fails', WorkerEvent> = {
  succeeds: makeSuccess(0),
  fails: { type: 'failed', error: { code: 'media-damaged', args: { detail: 'x' }, transient: false } },
};

/** Hands the step out and lets a worker end it. */
async function end(id: RecordingId, kind: string, how: keyof typeof endings): Promise<void> {
  const task = (await readSteps(id)).find((step) => step.kind === kind);
  await endTask(task?.id ?? ('' as TaskId), kind, how);
}

async function endTask(taskId: TaskId, kind: string, how: keyof typeof endings): Promise<void> {
  const waiting = {
    tenantId: tenant,
    taskId,
    queue: `${kind}:tasks`,
    priority: 0,
    dueAt: new Date(),
    short: false,
  };
  const [handOut] = await handOutTasks(machine, [waiting], async () => {});
  if (handOut?.outcome !== 'published') throw new Error(`${kind} was not due: ${handOut?.outcome}`);
  const event = { v: 1, task_id: handOut.message.task_id, run_id: createRunId() };
  await applyEvents(machine, [{ ...event, seq: 1, event: { type: 'started', worker_id: 'w' } }]);
  await applyEvents(machine, [{ ...event, seq: 2, event: endings[how] }]);
}

const cancel = (id: RecordingId) => cancelRecording(db.database, { rules, countEnd: () => {} }, tenant, id);
const retry = (id: RecordingId) => retryRecording(db.database, { rules }, tenant, id);

describe('a recording with several steps', () => {
  test('starts each when what it needs has succeeded, and ends with the last', async () => {
    const id = await addDiamond();
    expect(await statesOf(id)).toEqual(['queued', 'waiting', 'waiting', 'waiting']);
    await end(id, 'listen', 'succeeds');
    expect(await statesOf(id)).toEqual(['succeeded', 'queued', 'queued', 'waiting']);
    expect(await readRecording(id)).toMatchObject({ state: 'running' });
    await end(id, 'translate', 'succeeds');
    expect(await statesOf(id)).toEqual(['succeeded', 'queued', 'succeeded', 'waiting']);
    await end(id, 'sum-up', 'succeeds');
    await end(id, 'publish', 'succeeds');
    expect(await readRecording(id)).toEqual({
      state: 'succeeded',
      error: null,
      told: ['running', 'succeeded'],
    });
  });

  test('fails with the step that failed, once nothing goes on beside it, and goes on when sent again', async () => {
    const id = await addDiamond();
    await end(id, 'listen', 'succeeds');
    await end(id, 'sum-up', 'fails');
    expect(await statesOf(id)).toEqual(['succeeded', 'dead', 'queued', 'cancelled']);
    expect((await readSteps(id)).at(-1)?.error).toEqual({ code: 'step-failed', args: { kind: 'sum-up' } });
    expect(await readRecording(id)).toMatchObject({ state: 'running' });
    await end(id, 'translate', 'succeeds');
    expect(await readRecording(id)).toMatchObject({ state: 'failed', error: { code: 'media-damaged' } });

    expect(await retry(id)).toMatchObject({ state: 'running', error: undefined });
    expect(await statesOf(id)).toEqual(['succeeded', 'queued', 'succeeded', 'waiting']);
    await end(id, 'sum-up', 'succeeds');
    await end(id, 'publish', 'succeeds');
    expect(await readRecording(id)).toMatchObject({ state: 'succeeded', error: null });
  });

  test('is cancelled as a whole, and revived as a whole', async () => {
    const id = await addDiamond();
    await end(id, 'listen', 'succeeds');
    expect(await cancel(id)).toMatchObject({ state: 'cancelled' });
    expect(await statesOf(id)).toEqual(['succeeded', 'cancelled', 'cancelled', 'cancelled']);
    expect((await readSteps(id)).map((step) => step.error)).toEqual([null, null, null, null]);
    expect(await retry(id)).toMatchObject({ state: 'running' });
    expect(await statesOf(id)).toEqual(['succeeded', 'queued', 'queued', 'waiting']);
  });

  test('starts the last step although those before it end at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await addDiamond();
      await end(id, 'listen', 'succeeds');
      await Promise.all([end(id, 'sum-up', 'succeeds'), end(id, 'translate', 'succeeds')]);
      expect(await statesOf(id)).toEqual(['succeeded', 'succeeded', 'succeeded', 'queued']);
    }
  });

  test('stands where its steps stand, whatever fails, is cancelled and sent again', async () => {
    const move = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('succeeds' as const, 'succeeds' as const, 'fails' as const) },
      { weight: 2, arbitrary: fc.constantFrom('cancel' as const, 'retry' as const) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(move, fc.nat(3)), { minLength: 3, maxLength: 10 }),
        async (story) => {
          const id = await addDiamond();
          for (const [what, which] of story) await take(id, what, which);
          for (let round = 0; round < 8 && (await readRecording(id)).state !== 'succeeded'; round += 1) {
            await take(id, 'retry', 0);
            await take(id, 'succeeds', round);
          }
          expect(await readRecording(id)).toMatchObject({ state: 'succeeded', error: null });
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});

async function take(
  id: RecordingId,
  what: 'succeeds' | 'fails' | 'cancel' | 'retry',
  which: number,
): Promise<void> {
  if (what === 'cancel') await cancel(id).catch(expectConflict);
  else if (what === 'retry') await retry(id).catch(expectConflict);
  else {
    const due = (await readSteps(id)).filter((step) => step.state === 'queued');
    const step = due[which % Math.max(1, due.length)];
    if (step) await endTask(step.id, step.kind, what);
  }
  const steps = await readSteps(id);
  expect(judgeSteps(steps)).toEqual(steps);
  const { told, ...recording } = await readRecording(id);
  expect(recording).toEqual(judgeRecording(steps));
  expect(told.at(-1) ?? 'queued').toBe(recording.state);
}

function expectConflict(error: unknown): void {
  expect(error).toMatchObject({ code: 'state-conflict' });
}

describe('a recipe', () => {
  test('is refused when it could never be carried out', () => {
    expect(() => defineRecipe('r', [])).toThrow('no steps');
    expect(() => defineRecipe('r', [{ kind: 'a', needs: ['b'] }])).toThrow('a needs b');
    expect(() => defineRecipe('r', [{ kind: 'a', needs: ['a'] }])).toThrow('a needs a');
    expect(() =>
      defineRecipe('r', [
        { kind: 'a', needs: [] },
        { kind: 'a', needs: [] },
      ]),
    ).toThrow('twice');
  });

  test('is found by its name, and one that is not there is named with those that are', () => {
    expect(findRecipe(undefined)).toBe(findRecipe('transcript'));
    expect(() => findRecipe('film')).toThrow(
      expect.objectContaining({ code: 'recipe-unknown', args: { recipe: 'film', known: 'transcript' } }),
    );
  });
});
