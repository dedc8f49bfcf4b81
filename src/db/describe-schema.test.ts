import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { describeSchema } from './describe-schema.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('migrations/schema.sql is what the migrations give (else: node scripts/dump-schema.ts)', async () => {
  const committed = await readFile(new URL('../../migrations/schema.sql', import.meta.url), 'utf8');
  expect(committed.replace(/^--.*\n\n/, '')).toBe(await describeSchema(db.migrationUrl));
});

test('the description makes the same schema again', async () => {
  const description = await describeSchema(db.migrationUrl);
  const copy = await createTestDatabase();
  await copy.query('drop schema public cascade; create schema public');
  await copy.query(description);
  expect(await describeSchema(copy.migrationUrl)).toBe(description);
  await copy.close();
});

test.each([
  ['a column', 'alter table recordings add column note text'],
  ['a default', 'alter table recordings alter column processed set default 1'],
  ['an index', 'create index another on recordings (tenant_id, file_name)'],
  ['a constraint', 'alter table recordings add constraint positive check (bytes > 0)'],
  ['a policy', 'create policy another on recordings as restrictive for delete to efir_app using (false)'],
  ['a grant', 'grant select (file_name) on recordings to efir_dispatcher'],
  ['a foreign key', 'alter table recordings drop constraint recordings_tenant_id_fkey'],
  ['row-level security', 'alter table recordings no force row level security'],
])('%s that changes is seen', async (_name, statement) => {
  const changed = await createTestDatabase();
  await changed.query(statement);
  expect(await describeSchema(changed.migrationUrl)).not.toBe(await describeSchema(db.migrationUrl));
  await changed.close();
});

test('what it cannot describe is not passed over', async () => {
  const changed = await createTestDatabase();
  await changed.query(`create view seen with (security_invoker = true) as select 1 as one`);
  await expect(describeSchema(changed.migrationUrl)).rejects.toThrow(/seen/);
  await changed.close();
});
