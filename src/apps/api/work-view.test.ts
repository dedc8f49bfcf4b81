import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { pickHostEnvironment } from '../../../test/support/host-environment.ts';
import { type ModelSource, startModelSource } from '../../../test/support/model-source.ts';
import { writePilotModel } from '../../../test/support/pilot-tones/pilot-model.ts';
import { uploadRecording } from '../../../test/support/recordings.ts';
import { noteQueueDepth } from '../../work/queue-history.ts';
import { createRollCall } from '../../work/roll-call.ts';

let door: TestApi;
let source: ModelSource;
let models: string;
const name = 'gigaam-v3-ctc';
beforeAll(async () => {
  source = await startModelSource();
  models = await mkdtemp(join(tmpdir(), 'efir-pulls-'));
  door = await startTestApi({
    config: {
      modelsDirectory: join(models, 'models'),
      modelDownloads: true,
      modelSource: source.url,
      childEnvironment: pickHostEnvironment(),
    },
  });
});
afterAll(async () => {
  await door.close();
  await source.close();
  await rm(models, { recursive: true });
});

async function get<Body>(path: string, key = door.key): Promise<Body> {
  return (await (await door.fetch(path, { key })).json()) as Body;
}

function pull(model: string, key = door.key): Promise<Response> {
  const body = JSON.stringify({ name: model });
  return door.fetch('/v1/models/pull', {
    key,
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
}

const codeOf = async (answer: Response) =>
  `${answer.status} ${((await answer.json()) as { error: { code: string } }).error.code}`;

test('the workers that were heard are listed, with what they have', async () => {
  expect(await get('/v1/workers')).toEqual({ workers: [] });
  const roll = createRollCall(door.db.database, (error) => expect(error).toBeUndefined());
  roll.note({
    ...{ worker_id: 'one', queues: ['tasks:transcribe'], slots: 4, running: 3 },
    ...{ engine: 'scripted', model: 'default', leaving: false },
  } as never);
  await roll.close();
  await door.db.query(
    `insert into workers (id, queues, slots, running, engine, model, seen_at)
     values ('old', '{}', 1, 0, 'scripted', '', now() - interval '1 minute')`,
  );
  const { workers } = await get<{ workers: { id: string }[] }>('/v1/workers');
  expect(workers).toMatchObject([
    { id: 'one', slots: 4, running: 3, engine: 'scripted', model: 'default', present: true },
    { id: 'old', present: false },
  ]);
  const writer = await door.createKey(door.tenantId, ['recordings:write']);
  expect((await door.fetch('/v1/workers', { key: writer })).status).toBe(403);
});

test('the depth of the queue is told minute by minute, once whoever counts, for a week', async () => {
  await uploadRecording(door);
  const queues = ['tasks:transcribe'];
  await Promise.all(Array.from({ length: 3 }, () => noteQueueDepth(door.db.database, queues)));
  const [now] = (
    await get<{ points: { waiting: number; running: number }[] }>('/v1/queue/history?hours=1')
  ).points.slice(-1);
  expect(now).toMatchObject({ waiting: 1, running: 0 });
  await door.db.query(
    `insert into queue_history select date_trunc('minute', now()) - make_interval(mins => ago), 'tasks:transcribe', ago, 1
     from generate_series(1, 12000, 1) ago on conflict do nothing`,
  );
  await noteQueueDepth(door.db.database, queues);
  const day = await get<{ minutes: number; points: { at: string; waiting: number }[] }>('/v1/queue/history');
  expect(day.minutes).toBe(1);
  expect(day.points.length).toBeGreaterThan(1_435);
  expect(day.points.map((point) => point.at)).toEqual(day.points.map((point) => point.at).toSorted());
  const week = await get<{ minutes: number; points: { waiting: number }[] }>('/v1/queue/history?hours=168');
  expect(week.minutes).toBe(7);
  expect(week.points.length).toBeLessThan(1_500);
  const kept = await door.db.query<{ oldest: number }>(
    `select extract(epoch from now() - min(minute)) / 3600 as oldest from queue_history`,
  );
  expect(Number(kept[0]?.oldest)).toBeLessThan(169);
  expect((await door.fetch('/v1/queue/history?hours=169', { key: door.key })).status).toBe(400);
});

describe('models', () => {
  interface Listed {
    readonly name: string;
    readonly installed: boolean;
    readonly pull: {
      state: string;
      done_bytes: number;
      total_bytes: number;
      error: { code: string } | null;
    } | null;
  }
  const find = async () =>
    (await get<{ models: Listed[] }>('/v1/models/catalogue')).models.find(
      (model) => model.name === name,
    ) as Listed;

  test('are brought on demand, once whoever asks, with progress, and break off', async () => {
    expect(await find()).toMatchObject({ installed: false, pull: null });
    const pilot = await mkdtemp(join(tmpdir(), 'efir-pilot-'));
    writePilotModel(pilot);
    const model = await readFile(join(pilot, 'model.onnx'));
    source.files.set('model.int8.onnx', model);
    source.files.set('tokens.txt', await readFile(join(pilot, 'tokens.txt')));
    await rm(pilot, { recursive: true });
    source.misbehaviours.push({ type: 'stall', after: 1_000 });
    expect((await pull(name)).status).toBe(202);
    expect((await pull(name)).status).toBe(202);
    await expect.poll(async () => (await find()).pull?.done_bytes, { timeout: 10_000 }).toBeGreaterThan(0);
    const away = await door.fetch(`/v1/models/pull/${name}`, { key: door.key, method: 'DELETE' });
    expect(away.status).toBe(204);
    await expect.poll(async () => (await find()).pull?.state, { timeout: 10_000 }).toBe('cancelled');
    expect(source.requests).toHaveLength(1);
    expect((await pull(name)).status).toBe(202);
    await expect.poll(async () => (await find()).pull?.state, { timeout: 25_000 }).toBe('done');
    expect(await find()).toMatchObject({ installed: true, pull: { error: null } });
    const listed = await get<{ data: { id: string }[] }>('/v1/models');
    expect(listed.data.map((one) => one.id)).toContain(name);
  });

  test('that cannot be brought say why', async () => {
    expect(await codeOf(await pull('whisper-gigantic'))).toBe('422 model-unknown');
    const reader = await door.createKey(door.tenantId, ['recordings:read', 'recordings:write']);
    expect((await pull(name, reader)).status).toBe(403);
    const answer = await door.fetch('/v1/models/pull/whisper-tiny', { key: door.key, method: 'DELETE' });
    expect(await codeOf(answer)).toBe('404 pull-not-found');
    source.files.clear();
    expect((await pull('whisper-tiny')).status).toBe(202);
    const stateOf = async () =>
      (await get<{ models: Listed[] }>('/v1/models/catalogue')).models.find(
        (one) => one.name === 'whisper-tiny',
      )?.pull;
    await expect
      .poll(async () => (await stateOf())?.error?.code, { timeout: 25_000 })
      .toBe('model-download-failed');
    const closed = await startTestApi();
    const off = await closed.fetch('/v1/models/pull', {
      ...{ key: closed.key, method: 'POST', body: JSON.stringify({ name }) },
      headers: { 'content-type': 'application/json' },
    });
    expect(await codeOf(off)).toBe('409 pulls-off');
    await closed.close();
  });
});
