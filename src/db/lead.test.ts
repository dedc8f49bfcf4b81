import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

/** Stands for `name`; says who leads now and how often each was elected. */
function stand(name: string, candidate: string, events: string[]) {
  const giveUp = new AbortController();
  const done = db.database.lead(name, giveUp.signal, async (signal) => {
    events.push(`${candidate} leads`);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    events.push(`${candidate} stops`);
  });
  return { giveUp, done };
}

test('one leads at a time, and the next takes over when it gives up', async () => {
  const events: string[] = [];
  const first = stand('one', 'first', events);
  await vi.waitFor(() => expect(events).toEqual(['first leads']), 20_000);
  const second = stand('one', 'second', events);
  const other = stand('another', 'other', events);
  await vi.waitFor(() => expect(events).toEqual(['first leads', 'other leads']), 20_000);
  first.giveUp.abort();
  await first.done;
  await vi.waitFor(() => expect(events.slice(2)).toEqual(['first stops', 'second leads']), 20_000);
  second.giveUp.abort();
  other.giveUp.abort();
  await Promise.all([second.done, other.done]);
});

test('a leader that loses its connection stops, and stands again', async () => {
  const events: string[] = [];
  const candidate = stand('lonely', 'only', events);
  await vi.waitFor(() => expect(events).toEqual(['only leads']), 20_000);
  await db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'efir lead lonely'`,
  );
  await vi.waitFor(() => expect(events).toEqual(['only leads', 'only stops', 'only leads']), 20_000);
  candidate.giveUp.abort();
  await candidate.done;
});

test('a leader whose work fails is elected again', async () => {
  const giveUp = new AbortController();
  let elected = 0;
  const done = db.database.lead('clumsy', giveUp.signal, async () => {
    elected += 1;
    if (elected === 1) throw new Error('stumbled');
    giveUp.abort();
  });
  await done;
  expect(elected).toBe(2);
});

test('a leader that hangs loses the leadership within seconds, and learns of it when it wakes', async () => {
  const program = `
    import { connectDatabase } from './src/db/connect.ts';
    import { silentLogger } from './src/core/logger.ts';
    const database = await connectDatabase({ url: process.env.URL, logger: silentLogger });
    await database.lead('sleepy', new AbortController().signal, async (signal) => {
      console.log('leads');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      console.log('stops');
    });`;
  const hanging = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: { URL: db.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  hanging.stdout.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  await vi.waitFor(() => expect(said).toBe('leads\n'), 20_000);
  hanging.kill('SIGSTOP');
  const events: string[] = [];
  const heir = stand('sleepy', 'heir', events);
  await vi.waitFor(() => expect(events).toEqual(['heir leads']), 20_000);
  hanging.kill('SIGCONT');
  await vi.waitFor(() => expect(said).toContain('stops'), 20_000);
  heir.giveUp.abort();
  await heir.done;
  hanging.kill('SIGKILL');
  await once(hanging, 'exit');
});
