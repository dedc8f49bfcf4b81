import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { uploadRecording } from '../../../../test/support/recordings.ts';
import { lookForNews } from './recording-news.ts';
import { settleRestored } from './settle-restored.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

test('news of a database that was put back from another server are told once and then old', async () => {
  const { database } = door.db;
  const [{ id: arranged }, { id: fresh }] = [await uploadRecording(door), await uploadRecording(door)];
  const other = 900_000_000_000;
  await door.db.query('update recordings set arranged_in = $2 where id = $1', [arranged, other]);
  await door.db.query('update recording_events set written_in = $2 where recording_id = $1', [
    arranged,
    other,
  ]);
  await door.db.query(
    'insert into deleted_recordings (tenant_id, id, written_in) values ($1, gen_random_uuid(), $2)',
    [door.tenantId, other],
  );
  let since: number | undefined;
  const look = async () => {
    const { news, next } = await lookForNews(database, { since, limit: 10 });
    since = next;
    return news;
  };
  // Transactions of others that are open keep what is old in sight for a while.
  const lookUntil = (count: number) =>
    expect.poll(async () => (await look()).length, { timeout: 20_000 }).toBe(count);
  await look();
  await lookUntil(3);
  // However far the looks have come.
  expect(await look()).toHaveLength(3);

  expect(await settleRestored(database)).toBeGreaterThanOrEqual(3);
  expect(await look()).toHaveLength(3);
  await lookUntil(0);
  expect(await settleRestored(database)).toBe(0);

  // What happens from here on is news.
  await door.fetch(`/v1/recordings/${fresh}`, {
    key: door.key,
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: '{"file_name":"named"}',
  });
  expect(await look()).toMatchObject([{ recordingId: fresh, what: 'arranged' }]);
});
