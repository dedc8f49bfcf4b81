import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startTestApi } from '../../../test/support/api.ts';
import { happen, talkStory, uploadRecording } from '../../../test/support/recordings.ts';
import type { RecordingId } from '../../core/ids.ts';
import { getRecording } from './get-recording.ts';
import { createStandings } from './standings.ts';

test('while a killed worker’s lease runs out, the time left stays what it was when it was heard last', async () => {
  const door = await startTestApi();
  try {
    const id = (await uploadRecording(door)).id as RecordingId;
    await happen(door, id, talkStory.slice(0, 2));
    await door.db.query(
      `update recordings set processed = 500, media = jsonb_set(media, '{duration}', '1000'), pace_from = 0,
         pace_since = now() - interval '60 s', progress_at = now() - interval '10 s' where id = $1`,
      [id],
    );
    await door.db.query(
      `insert into attempts (tenant_id, id, task_id, number, state, lease_until)
         select tenant_id, $2, id, 1, 'running', now() + interval '20 s' from tasks where recording_id = $1`,
      [id, randomUUID()],
    );
    const recording = await getRecording(door.db.database, door.tenantId, id);
    const read = async (seconds?: number) =>
      (await createStandings(door.db.database, seconds).read(door.tenantId, [recording])).get(id)
        ?.secondsLeft ?? 0;
    // Half of it took 50 seconds; with a lease of 30 the worker was heard 10 seconds ago, as its progress was.
    expect(await read(30)).toBeCloseTo(50, 0);
    expect(await read()).toBeLessThan(41);
  } finally {
    await door.close();
  }
});
