import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { createTenantId } from '../core/ids.ts';
import { silentLogger } from '../core/logger.ts';
import { sleep } from '../core/time.ts';
import { assertSchemaCurrent } from './assert-schema-current.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { useClient } from './client.ts';
import { connectDatabase } from './connect.ts';
import { describeSchema } from './describe-schema.ts';
import { chooseServiceUser, type ServiceUser } from './embedded/service-user.ts';
import { migrateDatabase } from './migrate.ts';

const debianBinaries = '/usr/lib/postgresql/15/bin';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

describe('migrations', () => {
  test('may be repeated, and two may run at once on an empty database', async () => {
    const name = 'test_migrated_twice';
    const migrationUrl = inject('testServer').migrationUrl.replace(/[^/]*$/, name);
    const adminUrl = inject('testServer').migrationUrl;
    await run(adminUrl, `create database ${name} template template0`);
    const migrate = () =>
      migrateDatabase({ migrationUrl, loginRole: { name: 'efir' }, logger: silentLogger });
    await Promise.all([migrate(), migrate(), migrate()]);
    await migrate();
    expect(await checkCatalogue(migrationUrl)).toEqual([]);
    await run(adminUrl, `drop database ${name}`);
  });

  test('refuse to make the migrating role the serving one', async () => {
    const migration = migrateDatabase({
      migrationUrl: db.migrationUrl,
      loginRole: { name: 'postgres' },
      logger: silentLogger,
    });
    await expect(migration).rejects.toMatchObject({ code: 'database-role-unsafe' });
  });

  test('name a database that is away', async () => {
    const migrationUrl = 'postgres://postgres:s3cret@127.0.0.1:1/efir';
    const migration = migrateDatabase({ migrationUrl, loginRole: { name: 'efir' }, logger: silentLogger });
    await expect(migration).rejects.toMatchObject({ code: 'database-unreachable' });
  });
});

describe('serving is refused', () => {
  test('on a database without all migrations', async () => {
    const old = await createTestDatabase();
    await old.query('delete from efir_migrations.applied');
    await expect(old.connect()).rejects.toMatchObject({
      code: 'database-schema-old',
      args: { missing: expect.stringMatching(/^0001_foundation/) },
    });
    await old.query('drop schema efir_migrations cascade');
    await expect(assertSchemaCurrent(old.url)).rejects.toMatchObject({ code: 'database-schema-old' });
    await old.close();
  });

  test.each([
    ['a superuser', 'superuser', '', 'is a superuser'],
    ['a role that bypasses row-level security', 'bypassrls noinherit', '', 'bypasses row-level security'],
    [
      'an owner of tables',
      'noinherit',
      'create table %r_table (); alter table %r_table owner to %r',
      'owns tables',
    ],
    [
      'a member of an owner',
      'noinherit',
      'create role %r_owner; create table %r_table (); alter table %r_table owner to %r_owner; grant %r_owner to %r',
      'owns tables, or is a member',
    ],
    [
      'a role that inherits',
      'inherit',
      'grant efir_app, efir_dispatcher, efir_identity to %r',
      'inherits the rights',
    ],
    ['a role that may not take ours', 'noinherit', '', 'is not a member'],
  ])('to %s', async (_name, attributes, preparation, reason) => {
    const fixture = await createTestDatabase();
    const role = `test_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
    await fixture.query(`create role ${role} login ${attributes}; ${preparation.replaceAll('%r', role)}`);
    try {
      const url = fixture.url.replace('efir@', `${role}@`);
      await expect(connectDatabase({ url, logger: silentLogger })).rejects.toMatchObject({
        code: 'database-role-unsafe',
        args: { role, reason: expect.stringContaining(reason) },
      });
    } finally {
      await fixture.query(
        `drop table if exists ${role}_table; drop role if exists ${role}_owner; drop role ${role}`,
      );
      await fixture.close();
    }
  });
});

// The oldest server we promise; the one of the tests' own is the newest.
const hasOldest = existsSync(debianBinaries) || process.env['CI'] !== undefined;
describe.skipIf(!hasOldest)('PostgreSQL 15 (skipped where it is not installed)', () => {
  test('is migrated by an owner who is no superuser, and served with passwords', async () => {
    const server = await startDebianServer();
    try {
      const { socket } = server;
      await run(`postgres://postgres@${socket}/postgres`, `create role owner login createrole password 'o'`);
      await run(`postgres://postgres@${socket}/postgres`, 'create database efir owner owner');
      const migrationUrl = `postgres://owner:o@${socket}/efir`;
      const loginRole = { name: 'shop', password: `it's "quoted"` };
      await Promise.all([1, 2].map(() => migrateDatabase({ migrationUrl, loginRole, logger: silentLogger })));
      expect(await checkCatalogue(migrationUrl)).toEqual([]);
      expect(await describeSchema(migrationUrl)).toBe(await describeSchema(db.migrationUrl));
      const url = `postgres://shop:${encodeURIComponent(loginRole.password)}@${socket}/efir`;
      const database = await connectDatabase({ url, logger: silentLogger });
      const id = createTenantId();
      await database.withTenant(id, (tx) => tx.insertInto('tenants').values({ id, name: 'ours' }).execute());
      expect(
        await database.readTenant(id, (tx) => tx.selectFrom('tenants').select('name').execute()),
      ).toHaveLength(1);
      expect(
        await database.readTenant(createTenantId(), (tx) => tx.selectFrom('tenants').selectAll().execute()),
      ).toEqual([]);
      await database.close();
      await expect(connectDatabase({ url: migrationUrl, logger: silentLogger })).rejects.toMatchObject({
        code: 'database-role-unsafe',
        args: { role: 'owner' },
      });
    } finally {
      await server.stop();
    }
  });
});

async function run(url: string, text: string): Promise<void> {
  await useClient(url, 'efir test', (client) => client.query(text));
}

async function startDebianServer(): Promise<{ socket: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'efir-15-'));
  const user = await chooseServiceUser(join(folder, 'none'));
  await chmod(folder, 0o700);
  if (user) await chown(folder, user.uid, user.gid);
  await finish(
    spawnAs(user, 'initdb', ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '--no-sync']),
  );
  await writeFile(
    join(folder, 'data', 'pg_hba.conf'),
    'local all postgres trust\nlocal all all scram-sha-256\n',
  );
  const server = spawnAs(user, 'postgres', [
    '-D',
    join(folder, 'data'),
    '-k',
    folder,
    '-c',
    'listen_addresses=',
    '-F',
  ]);
  const socket = encodeURIComponent(folder);
  while (!(await isReady(`postgres://postgres@${socket}/postgres`))) await sleep(50);
  return {
    socket,
    async stop() {
      server.kill('SIGINT');
      await once(server, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function spawnAs(user: ServiceUser | undefined, program: string, options: string[]) {
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  return spawn(join(debianBinaries, program), options, { cwd: '/', stdio: 'ignore', ...identity });
}

async function finish(child: ReturnType<typeof spawnAs>): Promise<void> {
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
}

async function isReady(url: string): Promise<boolean> {
  return run(url, 'select 1').then(
    () => true,
    () => false,
  );
}
