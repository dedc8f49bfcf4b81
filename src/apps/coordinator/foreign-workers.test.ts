import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRecording } from '../../../test/support/api.ts';
import { type Fields, type ForeignWorld, startForeignWorld } from '../../../test/support/foreign-programs.ts';
import type { RecordingId } from '../../core/ids.ts';
import { createRecording, getTranscript } from '../../domain/media/index.ts';
import { rejectedQueue, resultQueue, taskGroup, taskQueue } from '../../wire/names.ts';

let world: ForeignWorld;
const patient = { timeout: 15_000, interval: 20 };

beforeEach(async () => {
  world = await startForeignWorld();
});
afterEach(() => world.close());

async function upload(options: { language?: string } = {}): Promise<RecordingId> {
  const { recording } = await createRecording(
    world.db.database,
    { blobs: world.blobs },
    {
      tenantId: world.tenant,
      content: Readable.from([makeRecording()]),
      fileName: 'talk.wav',
      maxBytes: 1_000_000,
      readOptions: async () => options,
      requestId: 'request',
      trace: 'f'.repeat(32),
    },
  );
  return recording.id;
}

const stateOf = async (id: string) =>
  (
    await world.db.query<{ state: string; error: unknown }>(
      'select state, error from recordings where id = $1',
      [id],
    )
  )[0];
const waitFor = (id: string, state: string) =>
  expect.poll(async () => (await stateOf(id))?.state, patient).toBe(state);

describe('a worker of another program', () => {
  /** Answers each task with what `work` makes of it. */
  async function addForeignWorker(work: (task: Fields) => Fields | undefined): Promise<Fields[]> {
    const tasks: Fields[] = [];
    const group = { group: taskGroup('transcribe'), prefetch: 1 };
    await world.stranger.consume(taskQueue('transcribe'), group, async (delivery) => {
      const task = delivery.message as Fields;
      tasks.push(task);
      const answer = work(task);
      if (answer)
        await world.stranger.publish(resultQueue('transcribe'), { task_id: task['task_id'], ...answer });
    });
    return tasks;
  }
  const segments = JSON.stringify([
    { start: '2.5', end: 4, text: ' world ', speaker: 'SPEAKER_01' },
    { start: 0, end: 2.5, text: 'hello', speaker: null },
  ]);

  it('reads a task and writes a result, flat; saying it again is harmless', async () => {
    await world.addCoordinator({ foreignWorkerSlots: 2 });
    const answer = { status: 'success', text: 'hello world', segments, error: '', language: 'English' };
    const tasks = await addForeignWorker(() => answer);
    const ids = [await upload({ language: 'ru' }), await upload(), await upload()];
    for (const id of ids) await waitFor(id, 'succeeded');
    expect(tasks[0]).toMatchObject({
      diarize: false,
      language: 'ru',
      file_path: expect.stringContaining('/'),
    });
    const { transcript } = await getTranscript(world.db.database, world.tenant, ids[0] as RecordingId);
    expect(transcript).toMatchObject({
      language: 'en',
      duration: 4,
      segments: [
        { start: 0, end: 2.5, text: 'hello' },
        { start: 2.5, end: 4, text: 'world', speaker: 'SPEAKER_01' },
      ],
    });
    for (const task of tasks) {
      await world.stranger.publish(resultQueue('transcribe'), { task_id: task['task_id'], ...answer });
    }
    await expect.poll(() => world.results.length, patient).toBe(6);
    expect(await world.listDropped()).toEqual([]);
    expect(await world.db.query("select 1 from recording_events where type = 'completed'")).toHaveLength(3);
  });

  it('gets no more than the credit, and all the time that the task may take', async () => {
    await world.addCoordinator({ foreignWorkerSlots: 2, taskLease: 1 });
    const tasks = await addForeignWorker(() => undefined);
    for (let count = 0; count < 4; count += 1) await upload();
    await expect.poll(() => tasks.length, patient).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(tasks).toHaveLength(2);
    expect(
      await world.db.query(
        "select 1 from attempts where state = 'dispatched' and lease_until > now() + interval '1 hour'",
      ),
    ).toHaveLength(2);
  });

  it('fails for good, or for a while when it says so', async () => {
    await world.addCoordinator({ foreignWorkerSlots: 1 });
    const answers = [
      { status: 'error', error: 'out of memory', transient: 'true' },
      { status: 'success', text: 'done' },
      { status: 'error', text: '', segments: '', error: 'cannot\u0000 decode' },
      { status: 'success' },
      { status: 'success', text: 'a\u0000b' },
    ];
    await addForeignWorker(() => answers.shift());
    const shaky = await upload();
    await expect.poll(() => world.results.length, patient).toBe(1);
    await world.db.query('update tasks set due_at = now()');
    await waitFor(shaky, 'succeeded');
    for (const detail of ['cannot decode', 'neither text nor segments', 'unsupported Unicode']) {
      const id = await upload();
      await waitFor(id, 'failed');
      expect(await stateOf(id)).toMatchObject({
        error: { code: 'foreign-worker-failed', args: { detail: expect.stringContaining(detail) } },
      });
    }
  });

  it('replaces what was stored of earlier pieces', async () => {
    await world.addCoordinator({ foreignWorkerSlots: 1 });
    const id = await upload();
    await world.db.query('update tasks set pieces = 2, segments = 3');
    await world.db.query(
      `insert into segments (tenant_id, recording_id, index, piece, start_s, end_s, text, words)
       select $1, $2, i, i, i, i + 1, 'old', '[]' from generate_series(0, 2) i`,
      [world.tenant, id],
    );
    await addForeignWorker(() => ({ status: 'success', text: 'new', duration: 3 }));
    await waitFor(id, 'succeeded');
    expect(await world.db.query('select index, text from segments')).toEqual([{ index: 0, text: 'new' }]);
    expect(await world.db.query('select pieces, segments from tasks')).toEqual([{ pieces: 1, segments: 1 }]);
  });

  it('may leave what is large in a file below the shared root, and nowhere else', async () => {
    await world.addCoordinator({ foreignWorkerSlots: 1 });
    const inside = join(world.sharedRoot, 'result.json');
    const outside = join(world.folder, 'result.json');
    for (const path of [inside, outside]) await writeFile(path, JSON.stringify({ text: 'from a file' }));
    await symlink(outside, join(world.sharedRoot, 'link.json'));
    const paths = [inside, outside, join(world.sharedRoot, 'link.json'), join(world.sharedRoot, 'none.json')];
    await addForeignWorker(() => ({ status: 'success', result_path: paths.shift() }));
    const good = await upload();
    await waitFor(good, 'succeeded');
    const { transcript } = await getTranscript(world.db.database, world.tenant, good);
    expect(transcript.segments).toMatchObject([{ text: 'from a file' }]);
    for (let count = 0; count < 3; count += 1) await waitFor(await upload(), 'failed');
  });

  it('is not believed about what it was not given', async () => {
    await world.addCoordinator();
    await world.addWorker();
    const id = await upload();
    await waitFor(id, 'succeeded');
    const [attempt] = await world.db.query<{ id: string }>('select id from attempts');
    const queue = resultQueue('transcribe');
    const lie = { status: 'success', text: 'a lie' };
    const lies: unknown[] = [
      'text',
      null,
      { status: 'success', text: 'nobody' },
      { task_id: 'x', status: 'perhaps' },
      { task_id: "'; drop table tasks", ...lie },
      { task_id: '00000000-0000-4000-8000-000000000000', ...lie },
      { task_id: attempt?.id, ...lie },
    ];
    for (const message of lies) await world.stranger.publish(queue, message);
    await expect.poll(world.listDropped, patient).toEqual([`${queue} ${lies.length}`]);
    const kept: Fields[] = [];
    await world.stranger.consume(
      rejectedQueue(queue),
      { group: 'people', prefetch: 10 },
      async (delivery) => {
        kept.push(delivery.message as Fields);
      },
    );
    await expect.poll(() => kept.length, patient).toBe(lies.length);
    expect(kept.map(({ message }) => message)).toEqual(expect.arrayContaining(lies));
    const { transcript } = await getTranscript(world.db.database, world.tenant, id);
    expect(transcript.segments).toMatchObject([{ text: '5000' }]);
  });
});
