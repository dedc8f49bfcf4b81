import { utimes } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { uploadRecording } from '../../../test/support/recordings.ts';
import { createRecordingId, type RecordingId } from '../../core/ids.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import { writeBlobKey } from './blob-keys.ts';
import { createRecording } from './create-recording.ts';
import { sweepBlobs } from './sweep-blobs.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());
beforeEach(async () => {
  for await (const { key } of door.blobs.list('')) await door.blobs.delete(key);
  await door.db.query('delete from recordings');
});

const sweep = (options: Parameters<typeof sweepBlobs>[2] = {}) => sweepBlobs(door.db.database, door, options);
const keyOf = (id: string) => writeBlobKey({ tenantId: door.tenantId, recordingId: id as RecordingId });

async function age(key: string, hours = 2): Promise<void> {
  const time = new Date(Date.now() - hours * 3_600_000);
  await utimes(door.blobs.filePath(key) ?? '', time, time);
}

async function addOrphan(key = keyOf(createRecordingId())): Promise<string> {
  await door.blobs.put(key, Readable.from([Buffer.from('12345')]), { maxBytes: 100 });
  await age(key);
  return key;
}

async function addWhole(): Promise<string> {
  const { id } = await uploadRecording(door);
  await age(keyOf(id));
  return id;
}

describe('a sweep', () => {
  test('finds nothing amiss where nothing is', async () => {
    for (let count = 0; count < 3; count += 1) await addWhole();
    expect(await sweep({ mend: true })).toMatchObject({
      ...{ blobs: 3, recordings: 3, orphans: 0, missing: 0, deleted: 0, marked: 0, refused: false },
    });
  });

  test('reports first, and mends when it is told to', async () => {
    const kept = await addWhole();
    const lost = await addWhole();
    await door.blobs.delete(keyOf(lost));
    const orphan = await addOrphan();
    const found = { orphans: 1, orphanBytes: 5, orphanKeys: [orphan], missing: 1, missingIds: [lost] };
    expect(await sweep()).toMatchObject({ ...found, deleted: 0, marked: 0 });
    expect(await door.blobs.stat(orphan)).toBeDefined();
    expect(await sweep({ mend: true })).toMatchObject({ ...found, deleted: 1, deletedBytes: 5, marked: 1 });
    expect(await door.blobs.stat(orphan)).toBeUndefined();
    expect(await door.blobs.stat(keyOf(kept))).toBeDefined();
    const answer = await door.fetch(`/v1/recordings/${lost}/audio`, { key: door.key });
    expect([answer.status, await answer.json()]).toMatchObject([410, { error: { code: 'audio-lost' } }]);
    expect(await sweep({ mend: true })).toMatchObject({ orphans: 0, missing: 0 });
  });

  test('takes the mark back when the blob is there again', async () => {
    const id = await addWhole();
    const key = keyOf(id);
    await door.blobs.delete(key);
    expect(await sweep({ mend: true })).toMatchObject({ marked: 1 });
    // As copying back from a backup leaves it: written just now.
    await age(await addOrphan(key), 0);
    expect(await sweep()).toMatchObject({ young: 1, unmarked: 0 });
    expect(await sweep({ mend: true })).toMatchObject({ young: 1, orphans: 0, unmarked: 1 });
    expect((await door.fetch(`/v1/recordings/${id}/audio`, { key: door.key })).status).toBe(200);
  });

  test('leaves alone what is young, and what no recording could be named by', async () => {
    const young = await addOrphan();
    await age(young, 0.5);
    for (const key of ['tenants/x/y', 'tenants/1/recordings/2/audio', `${keyOf(createRecordingId())}2`])
      await addOrphan(key);
    expect(await sweep({ mend: true })).toMatchObject({ blobs: 4, young: 1, foreign: 3, orphans: 0 });
    expect(await sweep({ mend: true, grace: 60 })).toMatchObject({ orphans: 1, deleted: 1 });
  });

  test('knows the files of upload sessions, and finds those that a crash left', async () => {
    const upload = await door.fetch('/files/upload', {
      ...{ key: door.key, method: 'POST', body: makeRecording() },
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'talk.wav' },
    });
    expect(upload.ok).toBe(true);
    const keys: string[] = [];
    for await (const { key } of door.blobs.list('')) keys.push(key);
    expect(keys).toEqual([expect.stringContaining('/uploads/')]);
    await age(keys[0] ?? '');
    const left = await addOrphan(`tenants/${door.tenantId}/uploads/${createRecordingId()}`);
    expect(await sweep({ mend: true })).toMatchObject({
      ...{ blobs: 2, foreign: 0, orphans: 1, orphanKeys: [left], deleted: 1 },
    });
    expect(await door.blobs.stat(keys[0] ?? '')).toBeDefined();
  });

  test('takes the bytes of a recording whose sound expired for nobody’s', async () => {
    const id = await addWhole();
    await door.db.query(`update recordings set audio_gone = 'expired' where id = $1`, [id]);
    expect(await sweep({ mend: true })).toMatchObject({ orphans: 1, deleted: 1, missing: 0 });
  });

  test('mends nothing where more than half is amiss, unless it is forced to', async () => {
    for (let count = 0; count < 12; count += 1) await addOrphan();
    await addWhole();
    expect(await sweep({ mend: true })).toMatchObject({ orphans: 12, deleted: 0, refused: true });
    expect(await sweep({ mend: true, force: true })).toMatchObject({ deleted: 12, refused: false });
  });

  test('never deletes a blob whose row is being committed', async () => {
    // An upload whose row is in an open transaction: the sweeper looks just then, and the blob is old enough.
    const recordingId = createRecordingId();
    const key = await addOrphan(keyOf(recordingId));
    const inserted = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const committing = door.db.database.withTenant(door.tenantId, async (tx) => {
      const { holdBlob } = await import('./blob-keys.ts');
      const { held } = await tx
        .insertInto('recordings')
        .values({
          ...{ tenant_id: door.tenantId, id: recordingId, state: 'queued', file_name: 'x', bytes: 5 },
          ...{ blob_key: key, options: '{}', request_id: 'r', trace: 't' },
        })
        .returning(holdBlob(key).as('held'))
        .executeTakeFirstOrThrow();
      inserted.resolve();
      await goOn.promise;
      return held;
    });
    await inserted.promise;
    expect(await sweep({ mend: true, force: true })).toMatchObject({ orphans: 1, deleted: 0 });
    goOn.resolve();
    expect(await committing).toBe(true);
    expect(await door.blobs.stat(key)).toBeDefined();
    expect(await sweep({ mend: true, force: true })).toMatchObject({ orphans: 0 });
  });

  test('lets no upload name a blob that is just being deleted', async () => {
    let deleting: Promise<unknown> | undefined;
    // The sweeper comes while the last option of the form is awaited, and takes the bytes for abandoned.
    const blobs: BlobStore = {
      ...door.blobs,
      delete: async (key) => {
        await sleep(500);
        await door.blobs.delete(key);
      },
    };
    const upload = createRecording(door.db.database, door, {
      ...{ tenantId: door.tenantId, fileName: 'x.wav', maxBytes: 1e6, requestId: 'r', trace: 't' },
      content: Readable.from([makeRecording()]),
      readOptions: async () => {
        for await (const { key } of door.blobs.list('')) await age(key);
        deleting = sweepBlobs(door.db.database, { blobs }, { mend: true, force: true });
        await sleep(250);
        return {};
      },
    });
    await expect(upload).rejects.toMatchObject({ code: 'unavailable' });
    await deleting;
    expect(await door.db.query('select 1 from recordings')).toEqual([]);
    expect(await door.listBlobFiles()).toEqual([]);
  });

  test('holds only a few names at a time, however many there are', async () => {
    const many = 30_000;
    const store: BlobStore = {
      ...door.blobs,
      stat: async () => undefined,
      async *list() {
        for (let count = 0; count < many; count += 1)
          yield { key: keyOf(createRecordingId()), bytes: 1, modifiedAt: new Date(0) };
      },
    };
    const report = await sweepBlobs(door.db.database, { blobs: store });
    expect(report).toMatchObject({ blobs: many, orphans: many, orphanBytes: many });
    expect(report.orphanKeys).toHaveLength(20);
  });
});
