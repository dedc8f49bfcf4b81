import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { addRecording, createScriptedWork, makeSegment, makeSuccess } from '../../test/support/work.ts';
import { createRunId, type RecordingId, type TaskId, type TenantId } from '../core/ids.ts';
import type { ControlMessage } from '../wire/control-message.ts';
import type { EventMessage, WorkerEvent } from '../wire/event-message.ts';
import { applyEvents } from './apply-event.ts';
import { cancelTask } from './cancel-task.ts';
import { expireLeases } from './expire-leases.ts';
import { handOutTasks } from './hand-out-tasks.ts';
import { retryTask } from './retry-task.ts';
import { createTaskMachine, type TaskMachine } from './task-machine.ts';

let db: TestDatabase;
let machine: TaskMachine;
let tenant: TenantId;
const work = createScriptedWork();

beforeAll(async () => {
  db = await createTestDatabase();
  tenant = await db.createTenant();
  machine = createTaskMachine({ database: db.database, rules: [work.rules], lease: 60 });
});
afterAll(() => db.close());

/** Pieces of the recording; a run of it has up to seven events. */
const pieces = 4;

type Step =
  | { readonly type: 'hand-out' | 'cancel' | 'retry' | 'expire' }
  /** What a run sends: its events up to a number, again from the first, with one lost, doubled, or in disorder. */
  | {
      readonly type: 'say';
      readonly run: number;
      readonly upTo: number;
      readonly lost: number;
      readonly order: Order;
    };
type Order = 'straight' | 'backwards' | 'doubled';

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Step>({ type: 'hand-out' }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ type: 'cancel' }, { type: 'retry' }, { type: 'expire' }) },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('say' as const),
      run: fc.nat(3),
      upTo: fc.constantFrom(1, 2, 3, 5, 8, 8, 8),
      lost: fc.nat(20),
      order: fc.constantFrom<Order>('straight', 'backwards', 'doubled'),
    }),
  },
);

const hear = (run: number, upTo = 8): Step => ({ type: 'say', run, upTo, lost: 0, order: 'straight' });

/** Told beside the random stories: through every state, whatever chance does. Runs are counted from the newest. */
const toldStories: readonly (readonly Step[])[] = [
  [{ type: 'hand-out' }, hear(1, 1), hear(1)],
  [{ type: 'hand-out' }, hear(0), { type: 'hand-out' }, hear(0), { type: 'retry' }, { type: 'hand-out' }],
  [{ type: 'hand-out' }, { type: 'expire' }, { type: 'hand-out' }, hear(1), { type: 'cancel' }],
];

describe('the task machine', () => {
  it('reaches no impossible state, whatever is doubled, reordered, lost, cancelled or sent again', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 6, maxLength: 24 }), async (story) => {
        const id = await addRecording(db.database, tenant);
        const runs: Run[] = [];
        let before = await look(id);
        for (const step of story) {
          const replies = await take(step, before, runs);
          const after = await look(id);
          assertPossible(after);
          assertFollows(step, before, after);
          assertHonest(replies, after);
          reached.add(after.task.state);
          before = after;
        }
      }),
      { numRuns: 80, examples: toldStories.map((story): [Step[]] => [[...story]]) },
    );
    // The stories are worth something only when they get everywhere.
    expect([...reached].toSorted()).toEqual([
      'cancelled',
      'dead',
      'dispatched',
      'queued',
      'running',
      'succeeded',
    ]);
  }, 120_000);
});

type View = Awaited<ReturnType<typeof look>>;

function look(id: RecordingId) {
  return db.database.readTenant(tenant, async (tx) => {
    const task = await tx
      .selectFrom('tasks')
      .selectAll()
      .where('recording_id', '=', id)
      .executeTakeFirstOrThrow();
    const events = tx.selectFrom('recording_events').select('type').where('recording_id', '=', id);
    const segments = tx.selectFrom('segments').select('index').where('recording_id', '=', id);
    return {
      task,
      attempts: await tx
        .selectFrom('attempts')
        .selectAll()
        .where('task_id', '=', task.id)
        .orderBy('number')
        .execute(),
      happenings: (await events.orderBy('number').execute()).map((event) => event.type),
      segments: (await segments.orderBy('index').execute()).map((segment) => segment.index),
    };
  });
}

/** Event by number, undefined beyond the last. */
type Run = (seq: number) => EventMessage | undefined;

async function take(step: Step, { task }: View, runs: Run[]): Promise<readonly ControlMessage[]> {
  if (step.type === 'say') return say(step, runs.at(-1 - step.run));
  if (step.type === 'hand-out') {
    await handOut(task.id, task.pieces, runs);
  } else if (step.type === 'cancel') {
    await db.database.withTenant(tenant, (tx) => cancelTask(tx, work.rules, task.id));
  } else if (step.type === 'retry') {
    const over = task.state === 'dead' || task.state === 'cancelled';
    const again = db.database.withTenant(tenant, (tx) => retryTask(tx, work.rules, task.id));
    await (over ? again : expect(again).rejects.toMatchObject({ code: 'state-conflict' }));
  } else {
    await db.database.withTenant(tenant, (tx) =>
      tx
        .updateTable('attempts')
        .set({ lease_until: new Date(0) })
        .where('task_id', '=', task.id)
        .execute(),
    );
    await expireLeases(machine, { behind: 0 });
  }
  return [];
}

async function say(
  step: Extract<Step, { type: 'say' }>,
  run: Run | undefined,
): Promise<readonly ControlMessage[]> {
  const seqs = Array.from({ length: step.upTo }, (_, index) => index + 1).filter((seq) => seq !== step.lost);
  const orders = { straight: seqs, backwards: seqs.toReversed(), doubled: [...seqs, ...seqs] };
  const messages = orders[step.order].flatMap((seq) => run?.(seq) ?? []);
  const [first] = messages;
  if (!first) return [];
  const outcomes = await applyEvents(machine, messages);
  // The runs are honest, only their way is bad.
  for (const { refused } of outcomes) expect(refused).toBeUndefined();
  return outcomes.flatMap((outcome) => outcome.replies);
}

/** Two runs of each attempt, as after a redelivery. */
async function handOut(taskId: TaskId, resume: number, runs: Run[]): Promise<void> {
  const waiting = {
    tenantId: tenant,
    taskId,
    queue: 'transcribe:tasks',
    priority: 0,
    dueAt: new Date(),
    short: false,
  };
  const [result] = await handOutTasks(machine, [waiting], async () => {});
  if (result?.outcome !== 'published') return;
  const { task_id } = result.message;
  for (const number of [runs.length, runs.length + 1]) {
    const run_id = createRunId();
    const events = tellHonestly(resume, number);
    runs.push((seq) => {
      const event = events[seq - 1];
      return event && { v: 1, task_id, run_id, seq, event };
    });
  }
}

/** What an honest run says that resumes there; some succeed, some fail for good or for a while, some give back. */
function tellHonestly(resume: number, number: number): WorkerEvent[] {
  const done = Array.from({ length: pieces - resume }, (_, index) => makeSegment(resume + index));
  const fail = (code: string, transient: boolean): WorkerEvent => ({
    type: 'failed',
    error: { code, args: {}, transient },
  });
  const ends = [
    makeSuccess(pieces),
    fail('disk-full', true),
    { type: 'stopped' } as const,
    fail('media-damaged', false),
  ];
  const told = number % 2 === 1 ? done.slice(0, 1) : done;
  return [
    { type: 'started', worker_id: 'worker' },
    { type: 'alive' },
    ...told,
    ends[number % ends.length] as WorkerEvent,
  ];
}

function assertPossible({ task, attempts, happenings, segments }: View): void {
  const open = attempts
    .filter(({ state }) => state === 'dispatched' || state === 'running')
    .map(({ state }) => state);
  expect(open).toEqual(task.state === 'dispatched' || task.state === 'running' ? [task.state] : []);
  expect(segments).toEqual(Array.from({ length: task.pieces }, (_, index) => index));
  expect(task.segments).toBe(task.pieces);
  expect(happenings.filter((type) => type === 'segment')).toHaveLength(task.pieces);
  const successes = task.state === 'succeeded' ? 1 : 0;
  expect(happenings.filter((type) => type === 'succeeded')).toHaveLength(successes);
  expect(attempts.filter(({ state }) => state === 'succeeded')).toHaveLength(successes);
  if (successes === 1) expect(task.pieces).toBe(pieces);
  expect(task.finished_at !== null).toBe(['succeeded', 'dead', 'cancelled'].includes(task.state));
  expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1));
}

/** What is over stays as it was; nothing goes backwards. */
function assertFollows(step: Step, before: View, after: View): void {
  expect(after.task.pieces).toBeGreaterThanOrEqual(before.task.pieces);
  const ended = before.task.finished_at !== null;
  if (ended && step.type !== 'retry') {
    expect({ ...after.task }).toEqual({ ...before.task });
    expect(after.happenings).toEqual(before.happenings);
  }
  for (const [index, attempt] of before.attempts.entries()) {
    const { lease_until: _, ...later } = after.attempts[index] as (typeof after.attempts)[number];
    if (attempt.finished_at !== null) expect(attempt).toMatchObject(later);
    if (attempt.run_id !== null) expect(later.run_id).toBe(attempt.run_id);
    expect(later.applied_seq).toBeGreaterThanOrEqual(attempt.applied_seq);
  }
}

/** Only the run that holds an attempt is told that something is stored, and only what is. */
function assertHonest(replies: readonly ControlMessage[], { attempts }: View): void {
  for (const reply of replies) {
    if (reply.type !== 'applied') continue;
    const attempt = attempts.find(({ id }) => id === reply.task_id);
    expect(attempt).toMatchObject({ run_id: reply.run_id });
    expect(attempt?.applied_seq).toBeGreaterThanOrEqual(reply.seq);
  }
}
