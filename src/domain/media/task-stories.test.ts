import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { addRecording, makeSegment, makeSuccess } from '../../../test/support/work.ts';
import { createInMemoryBlobStore } from '../../adapters/blob-store/in-memory/in-memory-blob-store.ts';
import { createRunId, type RecordingId, type TaskId, type TenantId } from '../../core/ids.ts';
import type { EventMessage, WorkerEvent } from '../../wire/event-message.ts';
import { applyEvents } from '../../work/apply-event.ts';
import { applyResult } from '../../work/apply-result.ts';
import { cancelTask } from '../../work/cancel-task.ts';
import { dispatchTasks } from '../../work/dispatch-tasks.ts';
import { expireLeases } from '../../work/expire-leases.ts';
import { retryTask } from '../../work/retry-task.ts';
import { createTaskMachine, type TaskMachine } from '../../work/task-machine.ts';
import { createTranscriptionRules } from './index.ts';

/*
 * Stories of several recordings at once over the real rules of transcription and a real database: events of many
 * attempts in one call, doubled, in disorder and with losses, two coordinators at the same moment, lost leases,
 * cancels, retries, answers of other programs' workers. After each step one function looks whether everything is
 * possible.
 */

let db: TestDatabase;
let tenant: TenantId;
const blobs = { ...createInMemoryBlobStore(), filePath: (key: string) => `/blobs/${key}` };
const rules = createTranscriptionRules({ blobs, maxDuration: 3600 });
/** Two coordinators: each has its own memory. */
let coordinators: readonly TaskMachine[];

beforeAll(async () => {
  db = await createTestDatabase();
  tenant = await db.createTenant();
  coordinators = [1, 2].map(() =>
    createTaskMachine({ database: db.database, rules: [rules], lease: 60, foreignSlots: 100 }),
  );
});
afterAll(() => db.close());

const pieces = 3;
const count = 3;

type Change =
  | { readonly type: 'cancel'; readonly which: number }
  | { readonly type: 'retry'; readonly which: number }
  | { readonly type: 'result'; readonly which: number; readonly error: boolean };
type Step =
  | Change
  | { readonly type: 'dispatch' }
  | { readonly type: 'expire' }
  | { readonly type: 'say'; readonly words: readonly Words[]; readonly together: boolean };
interface Words {
  readonly which: number;
  /** Of the latest attempts' runs, which one. */
  readonly run: number;
  readonly upTo: number;
  readonly lost: number;
  readonly doubled: boolean;
}

const which = fc.nat(count - 1);
const words = fc.record({
  which,
  run: fc.nat(2),
  upTo: fc.constantFrom(1, 2, 3, 7, 7, 7),
  lost: fc.nat(25),
  doubled: fc.boolean(),
});
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ type: 'dispatch' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ type: 'expire' }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('cancel' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('cancel' as const, 'retry' as const, 'retry' as const),
      which,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('result' as const), which, error: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('say' as const),
      words: fc.array(words, { minLength: 1, maxLength: 5 }),
      together: fc.boolean(),
    }),
  },
);

/** Chance alone does not reach a dead task in every run: the second attempt's second run fails for good. */
const deadly: Step[] = [
  { type: 'dispatch' },
  { type: 'cancel', which: 0 },
  { type: 'retry', which: 0 },
  { type: 'dispatch' },
  { type: 'say', words: [{ which: 0, run: 0, upTo: 7, lost: 25, doubled: false }], together: false },
];

describe('the stories of recordings', () => {
  it('reach no impossible state', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 20 }), async (story) => {
        const world = await beginWorld();
        for (const step of story) {
          await take(world, step);
          for (const id of world.ids) {
            const view = await look(id);
            assertPossible(view);
            reached.add(view.task.state);
          }
        }
        await db.query('delete from recordings');
      }),
      { numRuns: 40, examples: [[deadly]] },
    );
    expect([...reached].toSorted()).toEqual([
      'cancelled',
      'dead',
      'dispatched',
      'queued',
      'running',
      'succeeded',
    ]);
  }, 240_000);
});

interface World {
  readonly ids: readonly RecordingId[];
  readonly attempts: Map<string, string[]>;
  readonly runs: Map<string, ((seq: number) => EventMessage | undefined)[]>;
}

async function beginWorld(): Promise<World> {
  const ids: RecordingId[] = [];
  for (let number = 0; number < count; number += 1) ids.push(await addRecording(db.database, tenant));
  await db.query(`update recordings set blob_key = 'a/b'`);
  return { ids, attempts: new Map(), runs: new Map() };
}

async function take(world: World, step: Step): Promise<void> {
  const [first, second] = coordinators as readonly [TaskMachine, TaskMachine];
  if (step.type === 'dispatch') {
    const note = async (
      _queue: string,
      message: { task_id: string; recording_id?: string | undefined; resume_from?: number | undefined },
    ) => noteAttempt(world, message.recording_id ?? '', message.task_id, message.resume_from ?? 0);
    await Promise.all([dispatchTasks(first, [], note), dispatchTasks(second, [], note)]);
  } else if (step.type === 'expire') {
    await db.query(
      "update attempts set lease_until = now() - interval '1 hour' where state in ('dispatched', 'running')",
    );
    await Promise.all([expireLeases(first, { behind: 0 }), expireLeases(second, { behind: 0 })]);
  } else if (step.type === 'say') {
    const batches = step.words.map((said) => collect(world, said));
    if (step.together) await applyEvents(first, batches.flat());
    else await Promise.all(batches.map((batch, place) => applyEvents(place % 2 ? second : first, batch)));
  } else {
    await change(world, step);
  }
}

async function change(world: World, step: Change): Promise<void> {
  const id = world.ids[step.which] as RecordingId;
  const { task } = await look(id);
  const taskId = task.id as TaskId;
  if (step.type === 'cancel') {
    await db.database.withTenant(tenant, (tx) => cancelTask(tx, rules, taskId));
  } else if (step.type === 'retry') {
    if (task.state !== 'dead' && task.state !== 'cancelled') return;
    await db.database.withTenant(tenant, (tx) => retryTask(tx, rules, taskId));
  } else {
    const attempt = world.attempts.get(id)?.at(-1);
    if (attempt === undefined) return;
    const answer = step.error
      ? ({ status: 'error', error: 'broken', transient: true } as const)
      : ({ status: 'success', segments: [{ start: 0, end: 1, text: 'all of it' }] } as const);
    const machine = coordinators[0] as TaskMachine;
    await applyResult(machine, { task_id: attempt, ...answer, segments: [...(answer.segments ?? [])] });
  }
}

/** Two runs of each attempt, as after a redelivery. */
function noteAttempt(world: World, id: string, task_id: string, resume: number): void {
  world.attempts.set(id, [...(world.attempts.get(id) ?? []), task_id]);
  const known = world.runs.get(id) ?? [];
  for (const number of [known.length, known.length + 1]) {
    const run_id = createRunId();
    const events = tellHonestly(resume, number);
    known.push((seq) => {
      const event = events[seq - 1];
      return event && { v: 1, task_id, run_id, seq, event };
    });
  }
  world.runs.set(id, known);
}

function tellHonestly(resume: number, number: number): WorkerEvent[] {
  const done = Array.from({ length: Math.max(0, pieces - resume) }, (_, index) =>
    makeSegment(resume + index),
  );
  const fail = (code: string, transient: boolean): WorkerEvent => ({
    type: 'failed',
    error: { code, args: {}, transient },
  });
  const ends = [
    makeSuccess(Math.max(pieces, resume)),
    fail('disk-full', true),
    { type: 'stopped' } as const,
    fail('media-damaged', false),
  ];
  return [
    { type: 'started', worker_id: 'worker' },
    { type: 'progress', processed: resume },
    ...(number % 2 === 1 ? done.slice(0, 1) : done),
    ends[number % ends.length] as WorkerEvent,
  ];
}

function collect(world: World, { which: place, run, upTo, lost, doubled }: Words): EventMessage[] {
  const speak = world.runs.get(world.ids[place] as string)?.at(-1 - run);
  const seqs = Array.from({ length: upTo }, (_, index) => index + 1).filter((seq) => seq !== lost);
  return [...seqs, ...(doubled ? seqs.toReversed() : [])].flatMap((seq) => speak?.(seq) ?? []);
}

type View = Awaited<ReturnType<typeof look>>;

function look(id: RecordingId) {
  return db.database.readTenant(tenant, async (tx) => ({
    recording: await tx.selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    task: await tx.selectFrom('tasks').selectAll().where('recording_id', '=', id).executeTakeFirstOrThrow(),
    attempts: await tx
      .selectFrom('attempts')
      .innerJoin('tasks', 'tasks.id', 'attempts.task_id')
      .select(['attempts.state', 'attempts.number', 'attempts.finished_at'])
      .where('recording_id', '=', id)
      .orderBy('number')
      .execute(),
    events: await tx
      .selectFrom('recording_events')
      .select(['number', 'type'])
      .where('recording_id', '=', id)
      .orderBy('number')
      .execute(),
    segments: await tx
      .selectFrom('segments')
      .select(['index', 'piece'])
      .where('recording_id', '=', id)
      .orderBy('index')
      .execute(),
    transcripts: await tx
      .selectFrom('transcripts')
      .select('duration')
      .where('recording_id', '=', id)
      .execute(),
  }));
}

const recordingStates: Readonly<Record<string, string>> = {
  queued: 'queued',
  dispatched: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  dead: 'failed',
  cancelled: 'cancelled',
};

/** All that must be true of a recording, whatever happened. */
function assertPossible({ recording, task, attempts, events, segments, transcripts }: View): void {
  expect(recording.state).toBe(recordingStates[task.state]);
  const over = ['succeeded', 'dead', 'cancelled'].includes(task.state);
  expect([task.finished_at !== null, recording.finished_at !== null]).toEqual([over, over]);
  expect(recording.error !== null).toBe(task.state === 'dead');

  const open = attempts.filter(({ state }) => state === 'dispatched' || state === 'running');
  const expected = task.state === 'dispatched' || task.state === 'running' ? [task.state] : [];
  expect(open.map(({ state }) => state)).toEqual(expected);
  expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, place) => place + 1));
  for (const { state, finished_at } of attempts) {
    expect(finished_at === null).toBe(state === 'dispatched' || state === 'running');
  }

  const succeeded = task.state === 'succeeded' ? 1 : 0;
  expect(attempts.filter(({ state }) => state === 'succeeded')).toHaveLength(succeeded);
  expect(transcripts).toHaveLength(succeeded);
  expect(events.filter(({ type }) => type === 'completed')).toHaveLength(succeeded);

  expect(segments.map(({ index }) => index)).toEqual(segments.map((_, place) => place));
  expect(segments).toHaveLength(task.segments);
  expect(new Set(segments.map(({ piece }) => piece)).size).toBe(task.pieces);
  if (succeeded) expect([1, pieces]).toContain(task.pieces);
  const counters = [task.pieces, task.segments, task.failures, task.losses, recording.processed];
  for (const counter of counters) expect(counter).toBeGreaterThanOrEqual(0);

  expect(events.map(({ number }) => number)).toEqual(events.map((_, place) => place + 1));
  expect(recording.last_event).toBe(events.length);
}
