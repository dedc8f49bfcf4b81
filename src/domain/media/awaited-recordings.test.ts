import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording } from '../../../test/support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { createInMemoryBlobStore } from '../../adapters/blob-store/in-memory/in-memory-blob-store.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import {
  abandonRecording,
  createRecording,
  createTranscriptionRules,
  type NewRecording,
  noteWanted,
} from './index.ts';

let db: TestDatabase;
let tenantId: TenantId;
const blobs = createInMemoryBlobStore();
beforeAll(async () => {
  db = await createTestDatabase();
  tenantId = await db.createTenant();
});
afterAll(() => db.close());

let sizes = 5_000;
const ports = { rules: [createTranscriptionRules({ blobs, maxDuration: 60 })], countEnd: () => undefined };

/** Content of its own for each test: what is asked is compared by content. */
function asker(changes: Partial<NewRecording> = {}): () => ReturnType<typeof createRecording> {
  sizes += 2;
  const bytes = makeRecording(sizes);
  return () =>
    createRecording(
      db.database,
      { blobs },
      {
        tenantId,
        content: Readable.from([bytes], { objectMode: false }),
        fileName: 'a.wav',
        maxBytes: 1e6,
        readOptions: async () => ({}),
        requestId: 'a-request',
        trace: 'a-trace',
        joinWithin: 60,
        ...changes,
      },
    );
}

const end = (id: RecordingId, state: string, ago: number) =>
  db.query(
    'update recordings set state = $2, finished_at = now() - make_interval(secs => $3) where id = $1',
    [id, state, ago],
  );
const idOf = async (asked: ReturnType<typeof createRecording>) => (await asked).recording.id;

describe('the same, asked while somebody waits for it', () => {
  test('is joined: one recording, one task', async () => {
    const ask = asker();
    const first = await ask();
    const second = await ask();
    expect([first.repeated, second.repeated]).toEqual([false, true]);
    expect(second.recording.id).toBe(first.recording.id);
    const tasks = await db.query('select 1 from tasks where recording_id = $1', [first.recording.id]);
    expect(tasks).toHaveLength(1);
  });

  test('by many at once is one recording', async () => {
    const ask = asker();
    const ids = await Promise.all(Array.from({ length: 12 }, () => idOf(ask())));
    expect(new Set(ids).size).toBe(1);
  });

  test.each([
    ['queued', 0, true],
    ['running', 0, true],
    ['succeeded', 30, true],
    ['succeeded', 90, false],
    ['failed', 1, false],
    ['cancelled', 1, false],
  ])('in state %s, ended %i s ago: joined is %s', async (state, ago, joined) => {
    const ask = asker();
    const id = await idOf(ask());
    await end(id, state, ago);
    const again = await idOf(ask());
    expect(again === id).toBe(joined);
    // The newer one is what the next one joins.
    expect(await idOf(ask())).toBe(again);
  });

  test('after a slow upload counts from the upload’s begin', async () => {
    const id = await idOf(asker()());
    await end(id, 'succeeded', 90);
    const [bytes] = await db.query<{ bytes: string }>('select bytes from recordings where id = $1', [id]);
    const content = makeRecording(Number(bytes?.bytes));
    const slow = async function* () {
      yield content.subarray(0, 4500);
      await new Promise((resolve) => setTimeout(resolve, 3000));
      yield content.subarray(4500);
    };
    const ask = asker({ content: Readable.from(slow(), { objectMode: false }), joinWithin: 92 });
    expect(await idOf(ask())).toBe(id);
  });

  test.each([
    ['another name', { fileName: 'b.wav' }],
    ['other options', { readOptions: async () => ({ language: 'de' }) }],
    ['another Idempotency-Key', { idempotencyKey: 'one' }],
    ['nobody waiting', { joinWithin: undefined }],
  ])('with %s is not the same', async (_what, changes) => {
    sizes += 2;
    const before = sizes;
    const id = await idOf(asker()());
    sizes = before;
    expect(await idOf(asker(changes)())).not.toBe(id);
  });

  test('by another tenant is not the same', async () => {
    sizes += 2;
    const before = sizes;
    const id = await idOf(asker()());
    sizes = before;
    expect(await idOf(asker({ tenantId: await db.createTenant() })())).not.toBe(id);
  });
});

describe('a recording that nobody waits for any more', () => {
  const abandon = (recordingId: RecordingId, seconds: number) =>
    abandonRecording(db.database, ports, { tenantId, recordingId, seconds });
  const stateOf = async (id: RecordingId) =>
    (await db.query<{ state: string }>('select state from recordings where id = $1', [id]))[0]?.state;
  const age = (id: RecordingId) =>
    db.query(
      "update awaited_recordings set wanted_at = now() - interval '40 seconds' where recording_id = $1",
      [id],
    );

  test('is cancelled, unless somebody joined or still waits', async () => {
    const ask = asker();
    const id = await idOf(ask());
    expect(await abandon(id, 30)).toBe(false);
    await age(id);
    await ask();
    expect(await abandon(id, 30)).toBe(false);
    await age(id);
    await noteWanted(db.database, tenantId, id);
    expect(await abandon(id, 30)).toBe(false);
    await age(id);
    expect(await abandon(id, 30)).toBe(true);
    expect(await stateOf(id)).toBe('cancelled');
    expect(await abandon(id, 30)).toBe(false);
    expect(await idOf(ask())).not.toBe(id);
  });

  test('and that nobody ever waited for is left alone', async () => {
    const id = await idOf(asker({ joinWithin: undefined })());
    expect(await abandon(id, 0)).toBe(false);
    expect(await stateOf(id)).toBe('queued');
  });

  test('and that has ended stays as it is, and can be joined', async () => {
    const ask = asker();
    const id = await idOf(ask());
    await age(id);
    await db.query("update tasks set state = 'succeeded' where recording_id = $1", [id]);
    await end(id, 'succeeded', 5);
    expect(await abandon(id, 30)).toBe(false);
    expect(await stateOf(id)).toBe('succeeded');
    expect(await idOf(ask())).toBe(id);
  });
});
