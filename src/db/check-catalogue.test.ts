import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { checkCatalogue } from './check-catalogue.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const soundPolicy = `create policy tenant on %t to efir_app
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`;
const guard = 'alter table %t enable row level security; alter table %t force row level security;';
const soundTable = `create table %t (tenant_id uuid primary key); ${guard} ${soundPolicy};`;

test('our own schema is sound, also in the eyes of the application role', async () => {
  expect(await checkCatalogue(db.migrationUrl)).toEqual([]);
  expect(await checkCatalogue(db.url)).toEqual([]);
});

test.each([
  ['a table without row-level security', 'create table %t (tenant_id uuid primary key)', /not enabled/],
  [
    'row-level security that the owner steps over',
    `create table %t (tenant_id uuid primary key); alter table %t enable row level security; ${soundPolicy}`,
    /not forced/,
  ],
  ['no policy', `create table %t (tenant_id uuid primary key); ${guard}`, /no policy/],
  [
    'a policy that reads the setting for every row',
    `create table %t (tenant_id uuid primary key); ${guard}
     create policy tenant on %t to efir_app using (tenant_id = current_setting('app.tenant_id', true)::uuid)`,
    /another form/,
  ],
  [
    'a second policy that opens what the first closes',
    `${soundTable} create policy open on %t to efir_app using (true)`,
    /policy open has another form/,
  ],
  [
    'a policy that checks writes otherwise',
    `create table %t (tenant_id uuid primary key); ${guard} ${soundPolicy} with check (true)`,
    /another form/,
  ],
  [
    'no index that begins with the tenant',
    `create table %t (id int primary key, tenant_id uuid); ${guard} ${soundPolicy}; create index on %t (id, tenant_id)`,
    /no index/,
  ],
  ['no tenant at all', `create table %t (id int primary key); ${guard}`, /has no tenant_id/],
  ['a dispatcher that reads everything', `${soundTable} grant select on %t to efir_dispatcher`, /whole rows/],
  [
    'an identity that reads what was sent in',
    `${soundTable} grant select (tenant_id) on %t to efir_identity`,
    /efir_identity may read it/,
  ],
  [
    'a search that reads what was sent in',
    `${soundTable} grant select on %t to efir_search`,
    /efir_search may read it/,
  ],
  ['a grant to everybody', `${soundTable} grant select on %t to public`, /granted to everybody/],
  [
    'a view with its owner’s rights',
    'create view %t as select file_name from recordings',
    /security_invoker/,
  ],
  ['a materialised view', 'create materialized view %t as select 1', /materialised/],
  [
    'a function with its owner’s rights',
    `create function %t() returns bigint language sql security definer as 'select count(*) from recordings'`,
    /security definer/,
  ],
  [
    'a function that anybody may call with another’s rights',
    `create function %t() returns bigint language sql security definer as 'select 1::bigint'`,
    /whoever likes may call it/,
  ],
])('%s is found', async (_name, statement, fault) => {
  const fixture = await createTestDatabase();
  try {
    await fixture.query(statement.replaceAll('%t', 'fixture'));
    const faults = await checkCatalogue(fixture.migrationUrl);
    expect(faults).toContainEqual({ name: 'fixture', fault: expect.stringMatching(fault) });
  } finally {
    await fixture.close();
  }
});

test.each([
  ['grant select on users to efir_app', /efir_app may read or write whole rows/],
  ['grant select (secret_hash) on sessions to efir_app', /efir_app may read it/],
  ['grant select (id) on users to efir_dispatcher', /efir_dispatcher may read it/],
  ['create policy open on users for select to efir_app using (true)', /policy open shows it to efir_app/],
])('users within reach of others are found: %s', async (statement, fault) => {
  const fixture = await createTestDatabase();
  await fixture.query(statement);
  const faults = await checkCatalogue(fixture.migrationUrl);
  expect(faults.map((one) => one.fault)).toContainEqual(expect.stringMatching(fault));
  await fixture.close();
});

test('a search with its maker’s rights is found', async () => {
  const fixture = await createTestDatabase();
  await fixture.query('alter function search_segments owner to postgres');
  const faults = await checkCatalogue(fixture.migrationUrl);
  expect(faults).toEqual([{ name: 'search_segments', fault: expect.stringMatching(/security definer/) }]);
  await fixture.close();
});

test('a view with its caller’s rights and a sound table pass', async () => {
  const fixture = await createTestDatabase();
  await fixture.query(soundTable.replaceAll('%t', 'fixture'));
  await fixture.query('create view seen with (security_invoker = true) as select file_name from recordings');
  expect(await checkCatalogue(fixture.migrationUrl)).toEqual([]);
  await fixture.close();
});
