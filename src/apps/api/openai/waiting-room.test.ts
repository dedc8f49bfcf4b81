import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { uploadRecording } from '../../../../test/support/recordings.ts';
import type { RecordingId } from '../../../core/ids.ts';
import { silentLogger } from '../../../core/logger.ts';
import { getTexts } from '../../../texts/texts.ts';
import { watchRecordings } from '../events/watch-recordings.ts';
import { awaitTranscript } from './await-transcript.ts';
import { createWaitingRoom } from './waiting-room.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

/** A recording that nobody works on, and that somebody waited for. */
async function makeAwaited(): Promise<RecordingId> {
  const id = (await uploadRecording(door)).id as RecordingId;
  await door.db.query(
    `insert into awaited_recordings (tenant_id, fingerprint, recording_id, wanted_at)
     values ($1, $2::text, $2::uuid, now() - interval '1 hour')`,
    [door.tenantId, id],
  );
  return id;
}

function openRoom(options: { grace?: number; longest?: number } = {}) {
  const closing = new AbortController();
  const { database } = door.db;
  const context = { database, rules: [door.rules], countEnd: () => undefined, closing: closing.signal };
  return { room: createWaitingRoom(context, { logger: silentLogger, ...options }), closing };
}

const stateOf = async (id: RecordingId) =>
  (await door.db.query<{ state: string }>('select state from recordings where id = $1', [id]))[0]?.state;
const never = () => new AbortController().signal;

describe('waiting', () => {
  const wait = async (room: ReturnType<typeof openRoom>['room'], id: RecordingId) => {
    const watch = watchRecordings(door.db.database.hints);
    const stay = room.enter(door.tenantId, id, never());
    try {
      const context = { database: door.db.database, watch };
      return await awaitTranscript(context, stay, getTexts('en'));
    } finally {
      stay.leave();
      watch.close();
    }
  };

  test('ends after a long while with where to look, and the recording goes on', async () => {
    const id = await makeAwaited();
    const { room } = openRoom({ longest: 300, grace: 20 });
    await expect(wait(room, id)).rejects.toMatchObject({
      code: 'transcription-unfinished',
      args: { id },
      transient: true,
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await stateOf(id)).toBe('queued');
  });

  test('ends when the server closes, so that it can be tried again', async () => {
    const id = await makeAwaited();
    const { room, closing } = openRoom();
    const waiting = wait(room, id);
    setTimeout(() => closing.abort(), 200);
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable', transient: true });
  });

  test('is told to other processes', async () => {
    const id = await makeAwaited();
    const { room } = openRoom();
    const stay = room.enter(door.tenantId, id, never());
    await stay.note();
    const [row] = await door.db.query<{ late: boolean }>(
      "select wanted_at < now() - interval '10 seconds' as late from awaited_recordings where recording_id = $1",
      [id],
    );
    expect(row).toEqual({ late: false });
    stay.leave();
  });
});

describe('a recording whose caller hung up', () => {
  const leave = async (id: RecordingId, room: ReturnType<typeof openRoom>['room']) => {
    const gone = new AbortController();
    const stay = room.enter(door.tenantId, id, gone.signal);
    gone.abort();
    expect(stay.signal.aborted).toBe(true);
    stay.leave();
  };

  test('is kept while its account sends something in: that may be the retry', async () => {
    const id = await makeAwaited();
    const { room } = openRoom({ grace: 300 });
    const arrived = room.expect(door.tenantId);
    await leave(id, room);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await stateOf(id)).toBe('queued');
    arrived();
    await expect.poll(() => stateOf(id), { timeout: 20_000 }).toBe('cancelled');
  });

  test('is kept while another process has somebody who waits', async () => {
    const id = await makeAwaited();
    await openRoom().room.enter(door.tenantId, id, never()).note();
    await leave(id, openRoom({ grace: 1_000 }).room);
    // The other process says so every ten seconds; here once is enough for long.
    await door.db.query("update awaited_recordings set wanted_at = now() + interval '1 hour'");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await stateOf(id)).toBe('queued');
  });

  test('is kept when the server closes: the retry finds it in work', async () => {
    const id = await makeAwaited();
    const { room, closing } = openRoom({ grace: 200 });
    await leave(id, room);
    closing.abort();
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await stateOf(id)).toBe('queued');
  });
});
