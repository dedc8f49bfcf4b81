import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { EfirError } from '../../core/errors.ts';
import { createRecordingId, type TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { writeBlobKey } from './blob-keys.ts';
import type { StoredUpload } from './insert-recordings.ts';
import { openIntake } from './intake.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

function makeUpload(tenantId: TenantId, fileName: string, more: Partial<StoredUpload> = {}): StoredUpload {
  const id = createRecordingId();
  return {
    id,
    blobKey: writeBlobKey({ tenantId, recordingId: id }),
    bytes: 1,
    short: true,
    fileName,
    options: {},
    requestId: 'test',
    trace: 'test',
    assureBlob: async () => {},
    ...more,
  };
}

/** The database, with a count of its transactions. */
function countTransactions(database: Database): { database: Database; count: () => number } {
  let count = 0;
  const withTenant: Database['withTenant'] = (tenant, work) => {
    count += 1;
    return database.withTenant(tenant, work);
  };
  return { database: { ...database, withTenant }, count: () => count };
}

test('writes what comes at once together, each with its task and first event, and answers each with its own', async () => {
  const tenants = [await db.createTenant(), await db.createTenant()] as const;
  const counted = countTransactions(db.database);
  const intake = openIntake(counted.database);
  const uploads = Array.from({ length: 120 }, (_, number) => {
    const tenantId = tenants[number % 2] as TenantId;
    return { tenantId, upload: makeUpload(tenantId, `${number}.wav`) };
  });
  const stored = await Promise.all(uploads.map(({ tenantId, upload }) => intake.store(tenantId, upload)));
  expect(stored.map(({ id, fileName }) => ({ id, fileName }))).toEqual(
    uploads.map(({ upload: { id, fileName } }) => ({ id, fileName })),
  );
  expect(counted.count()).toBeLessThan(20);
  const rows = await db.query<{ tenant_id: string; tasks: number; events: number }>(
    `select tenant_id, count(*)::int as recordings,
       (select count(*)::int from tasks t where t.tenant_id = r.tenant_id) as tasks,
       (select count(*)::int from recording_events e where e.tenant_id = r.tenant_id) as events
     from recordings r group by tenant_id`,
  );
  for (const row of rows) expect(row).toMatchObject({ recordings: 60, tasks: 60, events: 60 });
});

test('lets one fail alone', async () => {
  const tenantId = await db.createTenant();
  const intake = openIntake(db.database);
  const swept = new EfirError('unavailable', { detail: 'gone' });
  const outcomes = await Promise.allSettled([
    intake.store(tenantId, makeUpload(tenantId, 'first.wav')),
    intake.store(tenantId, makeUpload(tenantId, 'second.wav')),
    intake.store(tenantId, makeUpload(tenantId, 'third.wav')),
    intake.store(tenantId, makeUpload(tenantId, 'no text: \u0000.wav')),
    intake.store(tenantId, makeUpload(tenantId, 'swept.wav', { assureBlob: () => Promise.reject(swept) })),
    intake.store(tenantId, makeUpload(tenantId, 'last.wav')),
  ]);
  const states = outcomes.map(({ status }) => status);
  expect(states).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(outcomes[4]).toMatchObject({ reason: swept });
  const rows = await db.query<{ file_name: string }>(
    'select file_name from recordings where tenant_id = $1 order by id',
    [tenantId],
  );
  expect(rows.map((row) => row.file_name)).toEqual(['first.wav', 'second.wav', 'third.wav', 'last.wav']);
});

test('writes nothing twice that may have been committed', async () => {
  const tenantId = await db.createTenant();
  let tries = 0;
  const lost = new EfirError('database-unreachable', { detail: 'connection lost' });
  const withTenant: Database['withTenant'] = () => {
    tries += 1;
    return Promise.reject(lost);
  };
  const intake = openIntake({ ...db.database, withTenant });
  const uploads = ['one.wav', 'two.wav', 'three.wav', 'four.wav'].map((name) => makeUpload(tenantId, name));
  const outcomes = await Promise.allSettled(uploads.map((upload) => intake.store(tenantId, upload)));
  for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: lost });
  expect(tries).toBe(3);
});
