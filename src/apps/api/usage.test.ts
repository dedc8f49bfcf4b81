import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { askAt } from '../../../test/support/asking.ts';
import { addTalk, happen, uploadRecording } from '../../../test/support/recordings.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

interface Sent {
  readonly recordings: number;
  readonly seconds: number;
}
interface Body {
  readonly day: Sent;
  readonly month: Sent;
  readonly bot_quota: object | null;
}
const ask = askAt<Body>(() => door);

test('counts the sound of an account, without what nothing was heard of', async () => {
  const nothing = { recordings: 0, seconds: 0 };
  expect((await ask('GET', '/v1/usage')).body).toEqual({ day: nothing, month: nothing, bot_quota: null });
  await addTalk(door);
  const older = await addTalk(door);
  const ancient = await addTalk(door);
  const age = `update recordings set created_at = now() - $1::interval where id = $2`;
  await door.db.query(age, ['3 days', older]);
  await door.db.query(age, ['31 days', ancient]);
  const failed = await uploadRecording(door);
  await happen(door, failed.id, [{ type: 'dead', error: { code: 'media-no-audio', args: { found: 'x' } } }]);
  const { body, status } = await ask('GET', '/v1/usage');
  expect([status, body.day, body.month]).toEqual([
    200,
    { recordings: 1, seconds: 10 },
    { recordings: 2, seconds: 20 },
  ]);
});
