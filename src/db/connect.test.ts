import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { createRecordingId, createTaskId, type RecordingId, type TenantId } from '../core/ids.ts';
import { silentLogger } from '../core/logger.ts';
import { useClient } from './client.ts';
import { connectDatabase } from './connect.ts';
import type { TenantTx } from './database.ts';

let db: TestDatabase;
let ours: TenantId;
let theirs: TenantId;
let theirRecording: RecordingId;

beforeAll(async () => {
  db = await createTestDatabase();
  ours = await db.createTenant('ours');
  theirs = await db.createTenant('theirs');
  theirRecording = await addRecording(theirs);
});
afterAll(() => db.close());

describe('a transaction of one tenant', () => {
  test('reads what it wrote, and numbers as numbers', async () => {
    const id = await addRecording(ours);
    const found = await db.database.readTenant(ours, (tx) =>
      tx.selectFrom('recordings').select(['id', 'bytes', 'options']).where('id', '=', id).executeTakeFirst(),
    );
    expect(found).toEqual({ id, bytes: 5_000_000_000, options: { language: 'ru' } });
  });

  test('does not see, change or delete rows of another', async () => {
    const counts = await db.database.withTenant(ours, async (tx) => ({
      seen: await tx.selectFrom('recordings').selectAll().where('id', '=', theirRecording).execute(),
      tenants: await tx.selectFrom('tenants').select('name').execute(),
      changed: await tx
        .updateTable('recordings')
        .set({ file_name: 'ours now' })
        .where('id', '=', theirRecording)
        .executeTakeFirst(),
      deleted: await tx.deleteFrom('recordings').where('id', '=', theirRecording).executeTakeFirst(),
    }));
    expect(counts.seen).toEqual([]);
    expect(counts.tenants).toEqual([{ name: 'ours' }]);
    expect(counts.changed.numUpdatedRows).toBe(0n);
    expect(counts.deleted.numDeletedRows).toBe(0n);
  });

  test('cannot insert rows for another, nor give its own away', async () => {
    const inserted = db.database.withTenant(ours, (tx) => insertRecording(tx, theirs, createRecordingId()));
    await expect(inserted).rejects.toThrow(/row-level security/);
    const given = db.database.withTenant(ours, (tx) =>
      sql`update recordings set tenant_id = ${theirs}`.execute(tx),
    );
    await expect(given).rejects.toThrow(/row-level security/);
  });

  test('rolls back when its work fails', async () => {
    const id = createRecordingId();
    const failed = db.database.withTenant(ours, async (tx) => {
      await insertRecording(tx, ours, id);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await db.query('select from recordings where id = $1', [id])).toHaveLength(0);
  });

  test('does not write when it only reads', async () => {
    const written = db.database.readTenant(ours, (tx) => sql`delete from recordings`.execute(tx));
    await expect(written).rejects.toThrow(/read-only transaction/);
  });

  test('gives out no way to other transactions, and ends with its work', async () => {
    const leaked = await db.database.withTenant(ours, async (tx) => {
      expect(Object.keys(tx).sort()).toEqual(
        ['deleteFrom', 'getExecutor', 'insertInto', 'selectFrom', 'tenantId', 'updateTable', 'with'].sort(),
      );
      return tx;
    });
    await expect(leaked.selectFrom('recordings').selectAll().execute()).rejects.toThrow();
  });
});

describe('no tenant', () => {
  test('means no rows, on a reused connection too', async () => {
    const single = await db.connect({ poolSize: 1 });
    const count = (tx: Pick<TenantTx, 'selectFrom'>) =>
      tx
        .selectFrom('recordings')
        .select((of) => of.fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow();
    expect(await single.readTenant('' as TenantId, count)).toEqual({ rows: 0 });
    expect((await single.readTenant(theirs, count)).rows).toBeGreaterThan(0);
    expect(await single.readTenant('' as TenantId, count)).toEqual({ rows: 0 });
    expect(await single.withTenant('' as TenantId, count)).toEqual({ rows: 0 });
    await single.close();
  });

  test('means no rights at all for the login role between transactions', async () => {
    await useClient(db.url, 'efir test', async (client) => {
      await expect(client.query('select * from recordings')).rejects.toThrow(/permission denied/);
      await client.query('set role efir_app');
      expect((await client.query('select * from recordings')).rows).toEqual([]);
      await client.query(`select set_config('app.tenant_id', '', false)`);
      expect((await client.query('select * from recordings')).rows).toEqual([]);
    });
  });
});

describe('the dispatcher', () => {
  test('sees which work of whom is due, over all tenants', async () => {
    const ourTask = await addTask(ours, await addRecording(ours));
    const theirTask = await addTask(theirs, theirRecording);
    const seen = await db.database.withDispatcher((tx) =>
      tx.selectFrom('tasks').select(['id', 'tenant_id']).execute(),
    );
    expect(seen).toEqual(
      expect.arrayContaining([
        { id: ourTask, tenant_id: ours },
        { id: theirTask, tenant_id: theirs },
      ]),
    );
  });

  test.each([
    'select file_name from recordings',
    'select recording_id from tasks',
    'select error from tasks',
    'select * from attempts',
    'select text from segments',
    'select name from tenants',
    'delete from tasks',
    `update tasks set state = 'queued'`,
  ])('may not: %s', async (statement) => {
    const tried = db.database.withDispatcher((tx) => sql.raw(statement).execute(tx));
    await expect(tried).rejects.toThrow(/permission denied/);
  });

  test('keeps the roll of workers, which tenants may read', async () => {
    await db.database.withDispatcher((tx) =>
      tx
        .insertInto('workers')
        .values({ id: 'w1', queues: ['q'], slots: 1, running: 0, engine: 'e', model: 'm' })
        .execute(),
    );
    const seen = await db.database.readTenant(ours, (tx) => tx.selectFrom('workers').select('id').execute());
    expect(seen).toEqual([{ id: 'w1' }]);
  });
});

describe('a database that is away', () => {
  test('is named, and its password is not', async () => {
    const url = 'postgres://efir:s3cret@127.0.0.1:1/efir';
    const failed = connectDatabase({ url, logger: silentLogger });
    await expect(failed).rejects.toMatchObject({ code: 'database-unreachable' });
    await expect(failed).rejects.not.toThrow(/s3cret/);
  });

  test('is named by transactions and checks that meet it, and used again when it is back', async () => {
    const own = await db.connect({ poolSize: 1 });
    await own.check();
    const cut = own.withTenant(ours, async (tx) => {
      await db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity 
        where state = 'idle in transaction' and datname = current_database()`,
      );
      await tx.selectFrom('recordings').selectAll().execute();
    });
    await expect(cut).rejects.toMatchObject({ code: 'database-unreachable' });
    await own.check();
    expect(
      await own.readTenant(ours, (tx) => tx.selectFrom('tenants').select('name').execute()),
    ).toHaveLength(1);
    await own.close();
  });
});

async function addRecording(tenant: TenantId): Promise<RecordingId> {
  const id = createRecordingId();
  await db.database.withTenant(tenant, (tx) => insertRecording(tx, tenant, id));
  return id;
}

async function insertRecording(tx: TenantTx, tenant: TenantId, id: RecordingId): Promise<void> {
  await tx
    .insertInto('recordings')
    .values({
      tenant_id: tenant,
      id,
      state: 'queued',
      file_name: 'talk.ogg',
      bytes: 5_000_000_000,
      blob_key: String(id),
      options: JSON.stringify({ language: 'ru' }),
      request_id: 'request',
      trace: 'trace',
    })
    .execute();
}

async function addTask(tenant: TenantId, recording: RecordingId) {
  const id = createTaskId();
  await db.database.withTenant(tenant, (tx) =>
    tx
      .insertInto('tasks')
      .values({ tenant_id: tenant, id, recording_id: recording, kind: 'transcribe', state: 'queued' })
      .execute(),
  );
  return id;
}

test('a connection that was only asked whether it works is closed like any other', async () => {
  const own = await createTestDatabase();
  const asked = await own.connect();
  await asked.check();
  await asked.close();
  const others = await own.query(
    "select 1 from pg_stat_activity where datname = current_database() and application_name = 'efir' and query = 'select 1'",
  );
  expect(others).toEqual([]);
  await own.close();
});
