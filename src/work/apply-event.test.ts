import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import {
  addRecording,
  createScriptedWork,
  makeSegment,
  makeSuccess,
  makeTurns,
  viewTask,
} from '../../test/support/work.ts';
import { createAttemptId, createRunId, type RecordingId, type TaskId, type TenantId } from '../core/ids.ts';
import type { EventMessage, WorkerEvent } from '../wire/event-message.ts';
import { type ApplyOutcome, applyEvents } from './apply-event.ts';
import { handOutTasks } from './hand-out-tasks.ts';
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

interface HandedOut {
  readonly id: RecordingId;
  readonly taskId: TaskId;
  readonly attemptId: string;
}

async function handOut(): Promise<HandedOut> {
  const id = await addRecording(db.database, tenant);
  const taskId = (await viewTask(db, id)).id as TaskId;
  return { id, taskId, attemptId: (await makeAttempt(taskId)) ?? '' };
}

async function makeAttempt(taskId: TaskId): Promise<string | undefined> {
  const waiting = {
    tenantId: tenant,
    taskId,
    queue: 'transcribe:tasks',
    priority: 0,
    dueAt: new Date(),
    short: false,
  };
  const [result] = await handOutTasks(machine, [waiting], async () => {});
  return result?.outcome === 'published' ? result.message.task_id : undefined;
}

/** What one run says, numbered. */
function speak(attemptId: string, runId = createRunId() as string) {
  return (seq: number, event: WorkerEvent): EventMessage => ({
    v: 1,
    task_id: attemptId,
    run_id: runId,
    seq,
    event,
  });
}

const started: WorkerEvent = { type: 'started', worker_id: 'worker' };
const failed = (code: string, transient: boolean): WorkerEvent => ({
  type: 'failed',
  error: { code, args: {}, transient },
});
const apply = async (...messages: EventMessage[]): Promise<ApplyOutcome> => {
  const [outcome, ...others] = await applyEvents(machine, messages);
  expect(others).toEqual([]);
  if (!outcome) throw new Error('no outcome');
  return outcome;
};

describe('applyEvents', () => {
  it('applies a whole run in one go, and tells what to say and to hint', async () => {
    const { id, attemptId } = await handOut();
    const say = speak(attemptId);
    const all = [say(1, started), say(2, makeSegment(0)), say(3, makeSegment(1)), say(4, makeSuccess(2))];
    const outcome = await apply(...all.toReversed());
    expect(outcome.replies).toEqual([
      { type: 'applied', task_id: attemptId, run_id: all[0]?.run_id, seq: 4 },
    ]);
    expect(outcome).toMatchObject({
      hints: [{ topic: 'recording', id }],
      later: [],
      ended: { kind: 'transcribe', state: 'succeeded', seconds: expect.any(Number) },
    });
    expect(await viewTask(db, id)).toMatchObject({
      state: 'succeeded',
      pieces: 2,
      segments: 2,
      attempts: ['succeeded'],
    });
    const again = await apply(...all);
    expect(again).toMatchObject({ replies: [{ type: 'applied', seq: 4 }], hints: [] });
    expect(again.ended).toBeUndefined();
    expect((await viewTask(db, id)).happenings).toEqual(['started', 'segment', 'segment', 'succeeded']);
  });

  it('keeps what came too early for later', async () => {
    const { id, attemptId } = await handOut();
    const say = speak(attemptId);
    const early = say(3, makeSegment(1));
    expect(await apply(early)).toMatchObject({ later: [early], replies: [] });
    expect(await apply(say(1, started), early)).toMatchObject({
      later: [early],
      replies: [{ type: 'applied', seq: 1 }],
    });
    expect(await apply(say(2, makeSegment(0)), early)).toMatchObject({ later: [], replies: [{ seq: 3 }] });
    expect(await viewTask(db, id)).toMatchObject({ state: 'running', pieces: 2 });
  });

  it('lets the first run have the attempt, and stops the second', async () => {
    const { id, attemptId } = await handOut();
    const [first, second] = [speak(attemptId), speak(attemptId)];
    await apply(first(1, started));
    const outcome = await apply(second(1, started));
    expect(outcome.replies).toEqual([
      { type: 'stop', task_id: attemptId, run_id: second(1, started).run_id },
    ]);
    expect((await viewTask(db, id)).happenings).toEqual(['started']);
  });

  it('stops strangers: unknown attempts, ids that are none, runs that are none', async () => {
    const { attemptId } = await handOut();
    for (const message of [
      speak(createAttemptId())(1, started),
      speak("'; drop table tasks")(1, started),
      speak(attemptId, 'no uuid')(1, started),
    ]) {
      const { task_id, run_id } = message;
      expect(await apply(message)).toEqual({
        attemptId: task_id,
        replies: [{ type: 'stop', task_id, run_id }],
        hints: [],
        later: [],
        unwanted: [{ message, reason: 'unknown attempt' }],
      });
    }
  });

  it('renews the lease with each event that it applies, and not with a repeat', async () => {
    const { attemptId } = await handOut();
    const say = speak(attemptId);
    await apply(say(1, started));
    const age = async () => {
      const [row] = await db.query<{ left: number }>(
        'select extract(epoch from lease_until - now())::float8 as left from attempts where id = $1',
        [attemptId],
      );
      return row?.left ?? 0;
    };
    await db.query("update attempts set lease_until = now() + interval '1 second' where id = $1", [
      attemptId,
    ]);
    await apply(say(1, started));
    expect(await age()).toBeLessThan(2);
    await apply(say(2, { type: 'alive' }));
    expect(await age()).toBeGreaterThan(30);
  });

  it('fails an attempt that contradicts what is stored, and lets the task wait again', async () => {
    const { id, attemptId } = await handOut();
    const say = speak(attemptId);
    const outcome = await apply(say(1, started), say(2, makeSegment(0)), say(3, makeSuccess(7)));
    expect(outcome.refused).toContain('7 pieces');
    expect(outcome.replies).toContainEqual(expect.objectContaining({ type: 'stop' }));
    expect(await viewTask(db, id)).toMatchObject({
      state: 'queued',
      pieces: 1,
      failures: 1,
      attempts: ['failed'],
    });
  });

  it('fails an attempt whose data the database refuses, and keeps what came before', async () => {
    const { id, attemptId } = await handOut();
    const say = speak(attemptId);
    const poison = makeSegment(1);
    const bad: WorkerEvent = {
      ...poison,
      segments: poison.segments.map((segment) => ({ ...segment, text: 'a\u0000b' })),
    };
    const outcome = await apply(say(1, started), say(2, makeSegment(0)), say(3, bad), say(4, makeSegment(2)));
    expect(outcome.refused).toBeDefined();
    expect(await viewTask(db, id)).toMatchObject({ state: 'queued', pieces: 1, attempts: ['failed'] });
  });

  it('forgives failures at each checkpoint', async () => {
    const { id, taskId, attemptId } = await handOut();
    const first = speak(attemptId);
    await apply(first(1, started), first(2, failed('disk-full', true)));
    expect(await viewTask(db, id)).toMatchObject({ state: 'queued', failures: 1 });
    const second = speak((await makeAttempt(taskId)) ?? '');
    await apply(second(1, started), second(2, makeSegment(0)));
    expect(await viewTask(db, id)).toMatchObject({ failures: 0, pieces: 1 });
  });

  it('has a task whose run ends between two blocks go on at the next one', async () => {
    const { id, taskId, attemptId } = await handOut();
    const say = speak(attemptId);
    const stored = [say(1, started), say(2, makeSegment(0)), say(3, makeTurns(0)), say(4, makeTurns(1))];
    await apply(...stored, say(5, { type: 'stopped' }));
    const waiting = { tenantId: tenant, taskId, queue: 'transcribe:tasks', priority: 0, dueAt: new Date() };
    const [next] = await handOutTasks(machine, [{ ...waiting, short: false }], async () => {});
    if (next?.outcome !== 'published') throw new Error('it was not handed out again');
    expect(next.message).toMatchObject({ resume_from: 1, resume_segments: 1, resume_blocks: 2 });
    const goOn = speak(next.message.task_id);
    await apply(goOn(1, started), goOn(2, makeTurns(2)), goOn(3, { ...makeSuccess(1), blocks: 3 }));
    expect(await viewTask(db, id)).toMatchObject({ state: 'succeeded', attempts: ['stopped', 'succeeded'] });
  });

  it('keeps nobody else from being heard when the events of one tenant cannot be applied', async () => {
    const troubled = await db.createTenant();
    const { effects } = work.rules;
    const picky = createTaskMachine({
      database: db.database,
      lease: 60,
      rules: [
        {
          ...work.rules,
          effects: async (tx, stories) => {
            if (tx.tenantId === troubled) throw new Error('not this tenant');
            await effects(tx, stories);
          },
        },
      ],
    });
    const bad = await addRecording(db.database, troubled);
    const [{ attemptId, id }, badTask] = [await handOut(), (await viewTask(db, bad)).id as TaskId];
    const waiting = { tenantId: troubled, taskId: badTask, queue: 'transcribe:tasks', priority: 0 };
    const [given] = await handOutTasks(
      machine,
      [{ ...waiting, dueAt: new Date(), short: false }],
      async () => {},
    );
    if (given?.outcome !== 'published') throw new Error('it is handed out');
    const badMessage = speak(given.message.task_id)(1, started);
    const outcomes = await applyEvents(picky, [badMessage, speak(attemptId)(1, started)]);
    expect(outcomes).toMatchObject([
      { attemptId: given.message.task_id, replies: [], failed: { messages: [badMessage] } },
      { attemptId, replies: [{ type: 'applied', seq: 1 }] },
    ]);
    expect([(await viewTask(db, id)).state, (await viewTask(db, bad)).state]).toEqual([
      'running',
      'dispatched',
    ]);
    await expect(applyEvents(picky, [badMessage])).rejects.toThrow('not this tenant');
  });
});
