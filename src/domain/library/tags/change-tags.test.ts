import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { uploadRecording } from '../../../../test/support/recordings.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import { createFolder, deleteFolder } from '../folders/change-folders.ts';
import { moveRecordings } from '../folders/move-recordings.ts';
import { deleteTag, listTags, renameTag } from './change-tags.ts';
import { setTags, untagRecordings } from './tag-recordings.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

async function addTagged() {
  const id = (await uploadRecording(door)).id as RecordingId;
  await door.db.database.withTenant(door.tenantId, (tx) => setTags(tx, id, ['one', 'two']));
  return id;
}

const countWaiting = async () =>
  (
    await door.db.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    )
  ).length;

type Change = (database: Database, tenantId: TenantId, id: RecordingId) => Promise<unknown>;
const changes: readonly (readonly [string, Change])[] = [
  ['deleted', (database, tenantId) => deleteTag(database, tenantId, 'one')],
  ['named otherwise', (database, tenantId) => renameTag(database, tenantId, { tag: 'one', to: 'two' })],
  [
    'taken off',
    (database, tenantId, id) => database.withTenant(tenantId, (tx) => untagRecordings(tx, [id], 'one')),
  ],
];

// Whoever arranges a recording has locked it, and then changes its tags.
test.each(changes)(
  'a tag that is %s waits for who arranges the recording, and holds nothing',
  async (_, change) => {
    const id = await addTagged();
    const { database } = door.db;
    const locked = Promise.withResolvers<void>();
    const free = Promise.withResolvers<void>();
    const arranging = database.withTenant(door.tenantId, async (tx) => {
      await moveRecordings(tx, [id], null);
      locked.resolve();
      await free.promise;
      await setTags(tx, id, ['one', 'three']);
    });
    await locked.promise;
    const changing = change(database, door.tenantId, id);
    changing.catch(() => {});
    await expect.poll(countWaiting, { timeout: 20_000 }).toBe(1);
    free.resolve();
    await arranging;
    await changing;
    const tags = (await listTags(database, door.tenantId)).map(({ tag }) => tag);
    expect(tags).not.toContain('one');
    expect(tags).toContain('three');
  },
);

test('a folder that is deleted waits for who moves a recording of it, and holds nothing', async () => {
  const id = (await uploadRecording(door)).id as RecordingId;
  const { database } = door.db;
  const [from, to] = [
    await createFolder(database, door.tenantId, { name: 'from', parentId: null }),
    await createFolder(database, door.tenantId, { name: 'to', parentId: null }),
  ];
  await database.withTenant(door.tenantId, (tx) => moveRecordings(tx, [id], from.id));
  const moved = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const moving = database.withTenant(door.tenantId, async (tx) => {
    await moveRecordings(tx, [id], to.id);
    moved.resolve();
    await free.promise;
  });
  await moved.promise;
  const deleting = deleteFolder(database, door.tenantId, from.id);
  await expect.poll(countWaiting, { timeout: 20_000 }).toBe(1);
  free.resolve();
  await Promise.all([moving, deleting]);
  expect(await door.db.query('select folder_id from recordings where id = $1', [id])).toEqual([
    { folder_id: to.id },
  ]);
});
