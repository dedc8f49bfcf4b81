import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording } from '../../../test/support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { createInMemoryBlobStore } from '../../adapters/blob-store/in-memory/in-memory-blob-store.ts';
import { EfirError } from '../../core/errors.ts';
import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import { createRecording, type NewRecording } from './index.ts';

let db: TestDatabase;
let tenantId: TenantId;
beforeAll(async () => {
  db = await createTestDatabase();
  tenantId = await db.createTenant();
});
afterAll(() => db.close());

const newRecording = (changes: Partial<NewRecording> = {}): NewRecording => ({
  tenantId,
  content: Readable.from([makeRecording()], { objectMode: false }),
  fileName: 'a.wav',
  maxBytes: 1e6,
  readOptions: async () => ({}),
  requestId: 'a-request',
  trace: 'a-trace',
  ...changes,
});

/** The store in memory, with a list of what is in it. */
function openStore(): { blobs: BlobStore; keys: Set<string> } {
  const store = createInMemoryBlobStore();
  const keys = new Set<string>();
  const blobs: BlobStore = {
    ...store,
    async put(key, content, options) {
      const stored = await store.put(key, content, options);
      keys.add(key);
      return stored;
    },
    async delete(key) {
      await store.delete(key);
      keys.delete(key);
    },
  };
  return { blobs, keys };
}

describe('a recording that is taken in', () => {
  test('tells those who hand out tasks', async () => {
    const told: string[] = [];
    const listener = db.database.hints.listen('tasks', (id) => told.push(id));
    const { recording } = await createRecording(db.database, openStore(), newRecording());
    await expect.poll(() => told).toContain(recording.id);
    listener.close();
  });

  test('begins its stream with its state', async () => {
    const { recording } = await createRecording(db.database, openStore(), newRecording());
    const events = await db.query('select number, type, data from recording_events where recording_id = $1', [
      recording.id,
    ]);
    expect(events).toEqual([{ number: 1, type: 'state', data: { state: 'queued' } }]);
  });
});

describe('nothing stays', () => {
  test('when the options are refused after the bytes were stored', async () => {
    const { blobs, keys } = openStore();
    const refused = createRecording(
      db.database,
      { blobs },
      newRecording({
        readOptions: () => Promise.reject(new EfirError('language-unknown', { language: 'x' })),
      }),
    );
    await expect(refused).rejects.toMatchObject({ code: 'language-unknown' });
    expect([...keys]).toEqual([]);
  });

  test('when the transaction fails', async () => {
    const { blobs, keys } = openStore();
    const wrong = newRecording({ fileName: 'a name with a \0 that PostgreSQL refuses' });
    await expect(createRecording(db.database, { blobs }, wrong)).rejects.toThrow();
    expect([...keys]).toEqual([]);
  });

  test('when the stream is cut before its first bytes are known', async () => {
    const { blobs, keys } = openStore();
    const content = new PassThrough();
    const taking = createRecording(db.database, { blobs }, newRecording({ content }));
    content.write('RIFF');
    setImmediate(() => content.destroy(new Error('cut')));
    await expect(taking).rejects.toThrow('cut');
    expect([...keys]).toEqual([]);
  });
});

test('a sender that goes away once the recording was refused ends nothing', async () => {
  const stop = new AbortController();
  const content = new PassThrough();
  content.write(makeRecording(200_000));
  const taking = createRecording(
    db.database,
    openStore(),
    newRecording({ content, maxBytes: 1_000, idempotencyKey: 'gone', signal: stop.signal }),
  );
  await expect(taking).rejects.toMatchObject({ code: 'file-too-large' });
  stop.abort();
  content.destroy(new Error('cut'));
  // An error that nobody heard would have ended the process by now.
  await new Promise((resolve) => setImmediate(resolve));
  expect(content.destroyed).toBe(true);
});

describe('when the connection is lost at the commit', () => {
  /** The commit arrives, its confirmation does not. */
  const losing = (after: { lookUp: boolean }): Database => ({
    ...db.database,
    async withTenant(tenant, work) {
      await db.database.withTenant(tenant, work);
      throw new EfirError('database-unreachable', { detail: 'connection lost' });
    },
    readTenant: (tenant, work) =>
      after.lookUp
        ? db.database.readTenant(tenant, work)
        : Promise.reject(new EfirError('database-unreachable', { detail: 'still away' })),
  });

  test.each([true, false])('the bytes stay (database back: %s)', async (lookUp) => {
    const { blobs, keys } = openStore();
    const taking = createRecording(losing({ lookUp }), { blobs }, newRecording());
    await expect(taking).rejects.toMatchObject({ code: 'database-unreachable' });
    const [key = ''] = keys;
    expect(await db.query('select blob_key from recordings where blob_key = $1', [key])).toEqual([
      { blob_key: key },
    ]);
  });

  test('and the bytes go when it turns out that nothing was stored', async () => {
    const { blobs, keys } = openStore();
    const database: Database = {
      ...db.database,
      withTenant: () => Promise.reject(new EfirError('database-unreachable', { detail: 'connection lost' })),
    };
    await expect(createRecording(database, { blobs }, newRecording())).rejects.toMatchObject({
      code: 'database-unreachable',
    });
    expect([...keys]).toEqual([]);
  });
});
