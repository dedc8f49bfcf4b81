import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, uploadRecording, wholeStory } from '../../../test/support/recordings.ts';
import type { TenantId } from '../../core/ids.ts';
import type { taskWithAttemptsSchema } from './schemas/task.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

let tenantId: TenantId;
let key: string;
beforeEach(async () => {
  tenantId = await door.db.createTenant();
  key = await door.createKey(tenantId);
});

type TaskBody = z.infer<typeof taskWithAttemptsSchema>;

async function ask<Body = TaskBody>(
  path: string,
  method = 'GET',
  body?: unknown,
): Promise<{ status: number; body: Body & { error?: { code: string; message: string; hint: string } } }> {
  const answer = await door.fetch(path, {
    ...{ key, method },
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: answer.status, body: (await answer.json()) as never };
}

const listTasks = async (query = '') =>
  (await ask<{ tasks: TaskBody[]; next_cursor: string | null }>(`/v1/tasks?${query}`)).body;

/** A recording whose task was given up, after one attempt that failed. */
async function addDead(code = 'media-damaged'): Promise<TaskBody> {
  const { id } = await uploadRecording(door, { key });
  const error = { code, args: { detail: 'no frames' } } as never;
  await happen(door, id, [...wholeStory.slice(0, 3), { type: 'dead', error }], tenantId);
  await door.db.query('update tasks set error = $2, finished_at = now() where recording_id = $1', [
    id,
    JSON.stringify(error),
  ]);
  await door.db.query(
    `insert into attempts (tenant_id, id, task_id, number, state, lease_until, worker_id, error, finished_at)
     select tenant_id, gen_random_uuid(), id, 1, 'failed', now(), 'worker-7', error, now() from tasks where recording_id = $1`,
    [id],
  );
  const { tasks } = await listTasks(`recording_id=${id}`);
  return tasks[0] as TaskBody;
}

const stateOf = async (task: TaskBody) => (await ask(`/v1/tasks/${task.id}`)).body.state;

describe('tasks', () => {
  test('are listed by state, kind and error, page by page, newest first', async () => {
    const dead = [await addDead(), await addDead('worker-lost'), await addDead()];
    await uploadRecording(door, { key });
    const newest = dead.map((task) => task.id).toReversed();
    expect((await listTasks('state=dead')).tasks.map((task) => task.id)).toEqual(newest);
    expect((await listTasks('state=dead&code=worker-lost')).tasks.map((task) => task.id)).toEqual([
      newest[1],
    ]);
    expect((await listTasks('state=dead&kind=none')).tasks).toEqual([]);
    expect((await listTasks()).tasks).toHaveLength(4);
    const first = await listTasks('state=dead&limit=2');
    const second = await listTasks(`state=dead&limit=2&cursor=${first.next_cursor}`);
    expect([...first.tasks, ...second.tasks].map((task) => task.id)).toEqual(newest);
    expect(second.next_cursor).toBeNull();
  });

  test('are listed in several states at once, from either end, with how they stand', async () => {
    const dead = await addDead();
    const waiting = [await uploadRecording(door, { key }), await uploadRecording(door, { key })];
    const open = 'state=queued&state=running&sort=oldest';
    const first = await listTasks(`${open}&limit=1`);
    const second = await listTasks(`${open}&limit=1&cursor=${first.next_cursor}`);
    expect([...first.tasks, ...second.tasks].map((task) => task.recording_id)).toEqual(
      waiting.map(({ id }) => id),
    );
    expect(second.next_cursor).toBeNull();
    expect(first.tasks[0]).toMatchObject({ processed: 0, duration: null, worker_id: null });
    expect((await listTasks('state=dead')).tasks).toMatchObject([
      { id: dead.id, duration: 10, worker_id: 'worker-7', place: null },
    ]);
    expect((await ask('/v1/tasks?state=dead&state=odd')).status).toBe(400);
  });

  test('tell in words why they were given up, and every attempt, without its credential', async () => {
    const { id, recording_id } = await addDead();
    const { body } = await ask(`/v1/tasks/${id}`);
    expect(body).toMatchObject({
      ...{ recording_id, file_name: 'talk.wav', kind: 'transcribe', state: 'dead', priority: 0 },
      error: { code: 'media-damaged', message: expect.stringContaining('no frames') },
      attempts: [{ number: 1, state: 'failed', worker_id: 'worker-7', error: { code: 'media-damaged' } }],
    });
    const [attempt] = await door.db.query<{ id: string }>('select id from attempts where task_id = $1', [id]);
    expect(JSON.stringify(body)).not.toContain(attempt?.id);
  });

  test('are sent again one by one, and only when they have ended', async () => {
    const task = await addDead();
    expect(await ask(`/v1/tasks/${task.id}/retry`, 'POST')).toMatchObject({
      status: 200,
      body: { state: 'queued', error: null, finished_at: null },
    });
    const again = await ask(`/v1/tasks/${task.id}/retry`, 'POST');
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'task-conflict' } } });
    expect(again.body.error?.message).toContain('waits for its turn');
    const recording = await door.fetch(`/v1/recordings/${task.recording_id}`, { key });
    expect(await recording.json()).toMatchObject({ state: 'queued', error: null });
  });

  test('are sent again in bulk, by filter or by ids, and what is refused is named', async () => {
    const lost = [await addDead('worker-lost'), await addDead('worker-lost')];
    const damaged = [await addDead(), await addDead()];
    await door.db.query(`update recordings set audio_gone = 'expired', audio_gone_at = now() where id = $1`, [
      damaged[0]?.recording_id,
    ]);
    expect((await ask('/v1/tasks/retry', 'POST', { code: 'worker-lost' })).body).toEqual({
      retried: 2,
      refused: [],
    });
    expect(await Promise.all(lost.map(stateOf))).toEqual(['queued', 'queued']);
    expect((await ask('/v1/tasks/retry', 'POST', {})).body).toEqual({
      retried: 1,
      refused: [{ id: damaged[0]?.id, code: 'audio-expired' }],
    });
    const strange = '01900000-0000-7000-8000-00000000dead';
    expect((await ask('/v1/tasks/retry', 'POST', { ids: [strange, lost[0]?.id] })).body).toMatchObject({
      retried: 0,
      refused: expect.arrayContaining([
        { id: strange, code: 'task-not-found' },
        { id: lost[0]?.id, code: 'task-conflict' },
      ]),
    });
  });

  test('are cancelled, as often as one likes, unless they have ended otherwise', async () => {
    const { id } = await uploadRecording(door, { key });
    const [task] = (await listTasks()).tasks;
    for (const _ of [1, 2])
      expect(await ask(`/v1/tasks/${task?.id}/cancel`, 'POST')).toMatchObject({
        status: 200,
        body: { state: 'cancelled' },
      });
    expect((await (await door.fetch(`/v1/recordings/${id}`, { key })).json()) as object).toMatchObject({
      state: 'cancelled',
    });
    const dead = await addDead();
    expect(await ask(`/v1/tasks/${dead.id}/cancel`, 'POST')).toMatchObject({
      status: 409,
      body: { error: { code: 'task-conflict' } },
    });
  });

  test.each([
    ['GET', '/v1/tasks/nonsense', 404, 'task-not-found'],
    ['GET', '/v1/tasks?state=odd', 400, 'request-invalid'],
    ['GET', '/v1/tasks?cursor=odd', 400, 'request-invalid'],
    ['POST', '/v1/tasks/01900000-0000-7000-8000-00000000dead/retry', 404, 'task-not-found'],
    ['POST', '/v1/tasks/01900000-0000-7000-8000-00000000dead/cancel', 404, 'task-not-found'],
  ])('%s %s is answered with %i', async (method, path, status, code) => {
    expect(await ask(path, method)).toMatchObject({ status, body: { error: { code } } });
  });

  test.each([{ state: 'running' }, { ids: [] }, { ids: ['x'] }, { code: 'x', more: 1 }, [], 'dead'])(
    'the order %j is refused',
    async (order) => {
      expect(await ask('/v1/tasks/retry', 'POST', order)).toMatchObject({
        status: 400,
        body: { error: { code: 'request-invalid' } },
      });
    },
  );
});

describe('priority', () => {
  const upload = (query: string) => uploadRecording(door, { key, query: `file_name=a.wav&${query}` });
  const priorities = async (id: string) =>
    (await door.db.query('select priority from tasks where recording_id = $1', [id])).map(
      (row) => row['priority'],
    );

  test('is taken with the recording, and changed while it waits', async () => {
    const { id, options } = await upload('priority=7');
    expect([options.priority, await priorities(id)]).toEqual([7, [7]]);
    expect(await ask(`/v1/recordings/${id}`, 'PATCH', { priority: -10 })).toMatchObject({
      status: 200,
      body: { options: { priority: -10 } },
    });
    expect(await priorities(id)).toEqual([-10]);
    await happen(door, id, wholeStory, tenantId);
    expect(await ask(`/v1/recordings/${id}`, 'PATCH', { priority: 1 })).toMatchObject({
      status: 409,
      body: { error: { code: 'state-conflict' } },
    });
  });

  test('is changed by the task as well, while it waits', async () => {
    const { id } = await upload('');
    const [task] = (await listTasks(`recording_id=${id}`)).tasks;
    const changed = await ask(`/v1/tasks/${task?.id}`, 'PATCH', { priority: 5 });
    expect(changed).toMatchObject({ status: 200, body: { priority: 5, state: 'queued' } });
    const recording = await door.fetch(`/v1/recordings/${id}`, { key });
    expect(await recording.json()).toMatchObject({ options: { priority: 5 } });
    expect((await ask(`/v1/tasks/${task?.id}`, 'PATCH', { priority: 11 })).status).toBe(400);
    const dead = await addDead();
    expect(await ask(`/v1/tasks/${dead.id}`, 'PATCH', { priority: 1 })).toMatchObject({
      status: 409,
      body: { error: { code: 'task-conflict' } },
    });
    const stranger = await door.createKey(await door.db.createTenant());
    const theirs = await door.fetch(`/v1/tasks/${task?.id}`, {
      ...{ key: stranger, method: 'PATCH', body: JSON.stringify({ priority: 1 }) },
      headers: { 'content-type': 'application/json' },
    });
    expect(theirs.status).toBe(404);
  });

  test.each(['priority=11', 'priority=-11', 'priority=1.5', 'priority=high'])(
    '%s is refused',
    async (query) => {
      await expect(upload(query)).rejects.toThrow(/^400 .*priority/);
    },
  );

  test.each([{ priority: 11 }, { priority: '1' }, {}, { priority: 1, name: 'x' }])(
    'the change %j is refused',
    async (change) => {
      const { id } = await upload('');
      expect(await ask(`/v1/recordings/${id}`, 'PATCH', change)).toMatchObject({ status: 400 });
    },
  );

  test('a recipe that is not there is refused with those that are', async () => {
    await expect(upload('recipe=film')).rejects.toThrow(/^422 .*recipe-unknown.*transcript/);
  });
});

describe('retention', () => {
  test('is the installation’s until the tenant decides', async () => {
    expect(await ask('/v1/retention')).toMatchObject({
      status: 200,
      body: { audio_days: null, transcript_days: 365, task_days: null, own: false },
    });
    const decided = { audio_days: 7, transcript_days: null, task_days: 30 };
    expect(await ask('/v1/retention', 'PUT', decided)).toMatchObject({ body: { ...decided, own: true } });
    expect(await ask('/v1/retention')).toMatchObject({ body: { ...decided, own: true } });
  });

  test.each([
    { audio_days: 0, transcript_days: null, task_days: null },
    { audio_days: 1.5, transcript_days: null, task_days: null },
    { audio_days: 1 },
    { audio_days: 40_000, transcript_days: null, task_days: null },
  ])('the decision %j is refused', async (decision) => {
    expect(await ask('/v1/retention', 'PUT', decision)).toMatchObject({ status: 400 });
  });
});
