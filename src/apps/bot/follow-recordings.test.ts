import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { openOutbox } from '../../../test/support/sending.ts';
import { startSandbox } from '../../../test/support/telegram/start-sandbox.ts';
import { sleep } from '../../core/time.ts';
import type { Database } from '../../db/database.ts';
import { followRecordings } from './follow-recordings.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('many hints bring few rounds', async () => {
  const telegram = await startSandbox();
  const outbox = await openOutbox({ db, telegram });
  const { work } = await outbox.startSender();
  let rounds = 0;
  const database: Database = {
    ...work.database,
    readTenant: (tenant, read) => {
      rounds += 1;
      return work.database.readTenant(tenant, read);
    },
  };
  const stopping = new AbortController();
  const began = performance.now();
  const following = followRecordings({ ...work, database }, stopping.signal);
  while (performance.now() - began < 1_000) {
    database.hints.send('chats', `${outbox.bot.id}:recordings`);
    await sleep(5);
  }
  const seconds = (performance.now() - began) / 1_000;
  stopping.abort();
  await following;
  expect(rounds).toBeGreaterThanOrEqual(2);
  expect(rounds).toBeLessThanOrEqual(1 + Math.ceil(seconds / 0.1));
  await outbox.close();
  await telegram.close();
});
