import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { silentLogger } from '../../core/logger.ts';
import type { Database } from '../../db/database.ts';
import { learnWorkerModels, recallWorkerModels } from './known-models.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('models of workers are read before, kept for a while, and recalled without a connection', async () => {
  let connections = 0;
  const database: Database = {
    ...db.database,
    withDispatcher: (read) => {
      connections += 1;
      return db.database.withDispatcher(read);
    },
  };
  const work = { database, logger: silentLogger };
  expect(recallWorkerModels(work)).toEqual([]);
  await db.query(
    `insert into workers (id, queues, slots, running, engine, model)
     values ('a-worker', '{}', 1, 0, 'an-engine', 'a-model')`,
  );
  await learnWorkerModels(work);
  await learnWorkerModels(work);
  expect(recallWorkerModels(work)).toEqual(['a-model']);
  expect(connections).toBe(1);
});

test('a database that cannot be asked holds nothing up', async () => {
  const database: Database = { ...db.database, withDispatcher: () => Promise.reject(new Error('not now')) };
  await learnWorkerModels({ database, logger: silentLogger });
  expect(recallWorkerModels({ database })).toEqual([]);
});
