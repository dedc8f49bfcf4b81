import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, uploadRecording, wholeStory } from '../../../test/support/recordings.ts';
import type { Happening } from '../../work/effects.ts';
import { findDueAnswers } from './answer-task.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door?.close());

const dead: Happening = { type: 'dead', error: { code: 'media-damaged', args: { detail: 'cut' } } };

test('a producer whose recording is sent again before it was told waits for the next end', async () => {
  const { id } = await uploadRecording(door);
  await door.db.query(
    `insert into answers (tenant_id, recording_id, kind, task_name, folder)
     values ($1, $2, 'transcribe', 'theirs', '/data')`,
    [door.tenantId, id],
  );
  const told = async () => (await findDueAnswers(door.db.database, 10)).map(({ message }) => message);
  await happen(door, id, [{ type: 'started', worker_id: 'w' }]);
  expect(await told()).toEqual([]);
  await happen(door, id, [dead]);
  expect(await told()).toMatchObject([{ task_id: 'theirs', status: 'error', code: 'media-damaged' }]);
  await happen(door, id, [{ type: 'queued' }]);
  expect(await told()).toEqual([]);
  await happen(door, id, wholeStory);
  expect(await told()).toMatchObject([{ task_id: 'theirs', status: 'success', from: 'efir' }]);
});
