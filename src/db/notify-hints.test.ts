import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import type { Database } from './database.ts';
import type { HintTopic } from './hints.ts';

let db: TestDatabase;
let other: Database;
beforeAll(async () => {
  db = await createTestDatabase();
  other = await db.connect({ poolSize: 1 });
});
afterAll(async () => {
  await other.close();
  await db.close();
});

/** Soon on an idle machine; tests do not judge how soon. */
function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000, interval: 20 });
}

function collect(database: Database, topic: HintTopic) {
  const heard: string[] = [];
  const listening = database.hints.listen(topic, (id) => heard.push(id));
  return { heard, close: () => listening.close() };
}

test('hints reach listeners here and in other processes once, by topic', async () => {
  const [here, there, elsewhere] = [
    collect(db.database, 'tasks'),
    collect(other, 'tasks'),
    collect(other, 'stop'),
  ];
  db.database.hints.send('tasks', 'a');
  expect(here.heard).toEqual([]);
  await eventually(() => expect(there.heard).toEqual(['a']));
  other.hints.send('tasks', 'b');
  await eventually(() => expect(here.heard).toEqual(['a', 'b']));
  expect(there.heard).toEqual(['a', 'b']);
  expect(elsewhere.heard).toEqual([]);
  for (const each of [here, there, elsewhere]) each.close();
});

test('many at once travel together, however many they are', async () => {
  const there = collect(other, 'recording');
  const ids = Array.from({ length: 1_000 }, (_, number) => `recording-${number}`);
  for (const id of ids) db.database.hints.send('recording', id);
  for (const id of ids) db.database.hints.send('recording', id);
  await eventually(() => expect(there.heard).toEqual(ids));
  there.close();
});

test('a listener that fails does not stop the others, and one that closed hears nothing', async () => {
  const failing = db.database.hints.listen('stop', () => {
    throw new Error('clumsy');
  });
  const closed = collect(db.database, 'stop');
  closed.close();
  const open = collect(db.database, 'stop');
  other.hints.send('stop', 'x');
  await eventually(() => expect(open.heard).toEqual(['x']));
  expect(closed.heard).toEqual([]);
  failing.close();
  open.close();
});

test('come again after the connection was lost', async () => {
  const there = collect(other, 'tasks');
  await db.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'efir hints' and datname = current_database()`);
  await vi.waitFor(
    () => {
      db.database.hints.send('tasks', 'back');
      expect(there.heard).toContain('back');
    },
    { timeout: 20_000, interval: 200 },
  );
  there.close();
});

test('what was sent just before the end still goes out', async () => {
  const short = await db.connect({ poolSize: 1 });
  const here = collect(db.database, 'tasks');
  short.hints.send('tasks', 'last words');
  await short.close();
  await eventually(() => expect(here.heard).toEqual(['last words']));
  here.close();
});
