import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../support/api.ts';
import { happen, uploadRecording, wholeStory } from '../support/recordings.ts';
import { startWebTarget, type WebTarget } from '../support/web-target.ts';

/*
 * Coordinators as processes of their own, ended as `kill -9` does between two steps of a delivery: whatever the moment,
 * the news goes out, under one id and with the same bytes.
 */
let door: TestApi;
let target: WebTarget;
let folder: string;
const children: ChildProcess[] = [];
const patient = { timeout: 60_000, interval: 50 };

beforeAll(async () => {
  door = await startTestApi();
  target = await startWebTarget();
  folder = await mkdtemp(join(tmpdir(), 'efir-deliveries-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await end(child);
  target.received.length = 0;
});
afterAll(async () => {
  await target.close();
  await door.close();
  await rm(folder, { recursive: true, force: true });
});

function startCoordinator(crashPoint?: string): ChildProcess {
  const child = spawn(process.execPath, ['src/apps/main.ts', 'coordinator'], {
    stdio: ['ignore', 'ignore', process.env['TEST_LOG'] ? 'inherit' : 'ignore'],
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: door.db.url,
      EFIR_DATA_DIR: folder,
      PORT: '0',
      WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
      ...(crashPoint === undefined ? {} : { EFIR_CRASH_POINT: crashPoint }),
    },
  });
  children.push(child);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function endRecording(): Promise<string> {
  const callback = encodeURIComponent(`${target.url}callback`);
  const { id } = await uploadRecording(door, { query: `callback_url=${callback}` });
  await happen(door, id, wholeStory);
  door.db.database.hints.send('deliveries', 'ended');
  return id;
}

async function look(recordingId: string) {
  const [row] = await door.db.query<{ id: string; state: string; tries: number; unknown: number }>(
    `select id, state, tries, (select count(*)::int from delivery_tries t
       where t.delivery_id = deliveries.id and t.milliseconds is null) as unknown
     from deliveries where recording_id = $1`,
    [recordingId],
  );
  return row;
}

/** What a minute would do: the claim of the dead is over. */
const endClaims = () => door.db.query(`update deliveries set due_at = now() where state = 'waiting'`);

test('killed between sending and storing what came of it, it is sent again under the same id', async () => {
  const crashing = startCoordinator('delivery-sent');
  const ended = once(crashing, 'exit');
  const id = await endRecording();
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(target.received.length).toBe(1);
  expect(await look(id)).toMatchObject({ state: 'waiting', tries: 1, unknown: 1 });

  startCoordinator();
  await endClaims();
  await expect.poll(async () => (await look(id))?.state, patient).toBe('delivered');
  const [first, second] = target.received;
  expect(target.received.length).toBe(2);
  expect(second?.body).toBe(first?.body);
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(await look(id)).toMatchObject({ tries: 2, unknown: 1 });
}, 120_000);

test('killed between claiming and sending, it is sent once, by the next', async () => {
  const crashing = startCoordinator('delivery-claimed');
  const ended = once(crashing, 'exit');
  const id = await endRecording();
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(target.received).toEqual([]);

  startCoordinator();
  await endClaims();
  await expect.poll(async () => (await look(id))?.state, patient).toBe('delivered');
  expect(target.received.length).toBe(1);
  expect(await look(id)).toMatchObject({ tries: 2, unknown: 1 });
}, 120_000);

test('killed while the target hesitates, it is another’s turn, and two at work send each news once', async () => {
  target.answer = () => 'silence';
  const hanging = startCoordinator();
  const id = await endRecording();
  await expect.poll(() => target.received.length, patient).toBe(1);
  await end(hanging);
  target.answer = () => ({});
  startCoordinator();
  startCoordinator();
  await endClaims();
  await expect.poll(async () => (await look(id))?.state, patient).toBe('delivered');
  const more = await Promise.all(Array.from({ length: 20 }, endRecording));
  for (const one of more) await expect.poll(async () => (await look(one))?.state, patient).toBe('delivered');
  const ids = target.received.map(({ headers }) => headers['webhook-id']);
  expect(ids.length).toBe(22);
  expect(new Set(ids).size).toBe(21);
}, 180_000);
