import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('a tenant reads what it wrote', async () => {
  const tenant = await db.createTenant('ours');
  const found = await db.database.readTenant(tenant, (tx) =>
    tx.selectFrom('tenants').select('name').execute(),
  );
  expect(found).toEqual([{ name: 'ours' }]);
});
