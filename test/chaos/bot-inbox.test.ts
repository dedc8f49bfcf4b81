import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CrashPoint } from '../../src/core/crash-points.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type RoleProcess, startRoleProcess } from '../support/role-process.ts';
import { type Person, type Sandbox, startSandbox } from '../support/telegram/start-sandbox.ts';

/*
 * The bot's process ends exactly between two steps of an update, or is killed at any moment, and is started again as a
 * supervisor would: every command is answered once, each chat's in its order.
 */
const points: readonly CrashPoint[] = ['update-stored', 'update-claimed', 'update-written', 'update-handled'];
const people = 4;
const perPerson = 5;

let db: TestDatabase;
let folder: string;
let telegram: Sandbox;
let bots = 7_500;
const processes: RoleProcess[] = [];
beforeAll(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'efir-bot-inbox-'));
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  bots += 1;
  telegram = await startSandbox({
    bots: [{ token: `${bots}:a-token`, username: 'efir_bot' }],
    limits: { refuse: false },
  });
});
afterEach(async () => {
  for (const running of processes.splice(0)) await running.close();
  await telegram.close();
});

function startBotProcess(first: Readonly<Record<string, string>> = {}): RoleProcess {
  const running = startRoleProcess({
    ...{ name: `bot ${processes.length}`, role: 'bot', first },
    log: join(folder, `${bots}-${processes.length}.log`),
    environment: {
      ...{ PATH: process.env['PATH'] ?? '', EFIR_DATA_DIR: folder, DATABASE_URL: db.url },
      ...{ HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'debug' },
      ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url },
    },
  });
  processes.push(running);
  return running;
}

/** Commands of which each has an answer of its own. */
async function converse(): Promise<Person[]> {
  const speakers: Person[] = [];
  for (let index = 0; index < people; index += 1) speakers.push(await telegram.person(`P${index}`));
  for (let round = 0; round < perPerson; round += 1) {
    for (const speaker of speakers) await speaker.sendText(`/unknown_${round}`);
  }
  return speakers;
}

const readInbox = () =>
  db.query<{ line: number; id: number; state: string; handled_at: Date }>(
    'select line::float8 as line, id::int, state, handled_at from chat_updates where bot_id = $1 order by id',
    [telegram.bot.id],
  );

async function expectAllAnsweredOnce(speakers: readonly Person[]): Promise<void> {
  await vi.waitFor(
    async () => {
      const rows = await readInbox();
      expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'handled'));
      expect(rows).toHaveLength(people * perPerson);
      for (const speaker of speakers) expect(await speaker.answers()).toHaveLength(perPerson);
    },
    { timeout: 90_000, interval: 200 },
  );
  for (const rows of Map.groupBy(await readInbox(), ({ line }) => line).values()) {
    const times = rows.map(({ handled_at }) => handled_at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }
  const said = await db.query<{ count: number }>(
    'select count(*)::int as count from chat_messages where bot_id = $1',
    [telegram.bot.id],
  );
  expect(said[0]?.count).toBe(people * perPerson);
}

async function expectNoToken(): Promise<void> {
  for (const { log } of processes) {
    expect((await readFile(log, 'utf8')).split('\n').filter((line) => line.includes(':a-token'))).toEqual([]);
  }
}

describe('kill -9 between two steps of an update', () => {
  test.each(points)('%s', { timeout: 180_000 }, async (point) => {
    const speakers = await converse();
    const doomed = startBotProcess({ EFIR_CRASH_POINT: point });
    await expectAllAnsweredOnce(speakers);
    expect(doomed.ends).toBe(1);
    await expectNoToken();
  });
});

test('kill -9 at any moment, with two processes', { timeout: 180_000 }, async () => {
  const pair = [startBotProcess(), startBotProcess()];
  const speakers: Person[] = [];
  for (let index = 0; index < people; index += 1) speakers.push(await telegram.person(`P${index}`));
  for (let round = 0; round < perPerson; round += 1) {
    for (const speaker of speakers) await speaker.sendText(`/unknown_${round}`);
    await new Promise((resolve) => setTimeout(resolve, 700));
    pair[round % 2]?.kill();
  }
  await expectAllAnsweredOnce(speakers);
  expect(pair.reduce((sum, { ends }) => sum + ends, 0)).toBeGreaterThan(0);
  expect(pair.map(({ faults }) => faults)).toEqual([0, 0]);
});

test('SIGTERM ends it in time, with nothing lost', { timeout: 90_000 }, async () => {
  const running = startBotProcess();
  const speakers = await converse();
  await vi.waitFor(async () => expect((await readInbox()).length).toBeGreaterThan(0), {
    timeout: 30_000,
    interval: 20,
  });
  const began = performance.now();
  await running.close();
  expect(performance.now() - began).toBeLessThan(30_000);
  processes.length = 0;
  startBotProcess();
  await expectAllAnsweredOnce(speakers);
});
