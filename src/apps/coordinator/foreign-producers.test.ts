import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRecording } from '../../../test/support/api.ts';
import {
  type Fields,
  type ForeignWorld,
  makeTask,
  startForeignWorld,
} from '../../../test/support/foreign-programs.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import { createTranscriptionRules, retryRecording } from '../../domain/media/index.ts';
import { replyQueue, taskQueue } from '../../wire/names.ts';

let world: ForeignWorld;
const patient = { timeout: 15_000, interval: 20 };

beforeEach(async () => {
  world = await startForeignWorld();
});
afterEach(() => world.close());

describe('a producer of another program', () => {
  async function addFile(name: string, content: Buffer | string = makeRecording(600)): Promise<string> {
    const path = join(world.sharedRoot, name, 'audio.wav');
    await mkdir(join(world.sharedRoot, name), { recursive: true });
    await writeFile(path, content);
    return path;
  }
  const ask = (message: unknown) => world.stranger.publish(taskQueue('transcribe'), message);
  /** Answers on the queue of the one task. */
  async function listen(taskId: string): Promise<Fields[]> {
    const replies: Fields[] = [];
    await world.stranger.consume(
      replyQueue(taskId),
      { group: 'producer', prefetch: 10 },
      async (delivery) => {
        replies.push(delivery.message as Fields);
      },
    );
    return replies;
  }

  it('adds a task and gets its answer, on both queues, once for each time it asks', async () => {
    await world.addCoordinator();
    await world.addWorker();
    const replies = await listen('one');
    const task = {
      task_id: 'one',
      file_path: await addFile('one'),
      diarize: 'true',
      model: 'medium',
      language: 'Russian',
      chat_id: '123456',
    };
    await ask(task);
    await expect.poll(() => replies.length, patient).toBe(1);
    const answer = {
      task_id: 'one',
      status: 'success',
      text: '600',
      segments: [{ start: 0, end: 1, text: '600' }],
      error: null,
      language: 'en',
      from: 'efir',
    };
    expect(replies).toMatchObject([answer]);
    expect(world.results).toMatchObject([answer]);
    expect(await world.db.query('select tenant_id, options, file_name from recordings')).toEqual([
      { tenant_id: world.tenant, options: { language: 'ru', diarize: true }, file_name: 'audio.wav' },
    ]);
    await ask(task);
    await expect.poll(() => replies.length, patient).toBe(2);
    expect(await world.db.query('select 1 from recordings')).toHaveLength(1);
    expect(await world.listDropped()).toEqual([]);
  });

  it('is told what is wrong with its task', async () => {
    await world.addCoordinator();
    await world.addWorker();
    await writeFile(join(world.folder, 'secret.wav'), makeRecording());
    await symlink(join(world.folder, 'secret.wav'), join(world.sharedRoot, 'link.wav'));
    const wrong: Record<string, Fields> = {
      outside: { file_path: join(world.folder, 'secret.wav') },
      climbing: { file_path: `${world.sharedRoot}/../secret.wav` },
      linked: { file_path: join(world.sharedRoot, 'link.wav') },
      missing: { file_path: join(world.sharedRoot, 'none.wav') },
      folder: { file_path: await addFile('folder').then((path) => join(path, '..')) },
      text: { file_path: await addFile('text', 'this is text, and no recording at all') },
      empty: { file_path: await addFile('empty', '') },
      large: { file_path: await addFile('large', makeRecording(1_000_001)) },
      klingon: { file_path: await addFile('klingon'), language: 'Klingonish' },
      number: { file_path: 7 },
      speakers: { file_path: await addFile('speakers'), speakers: '0' },
      contrary: { file_path: await addFile('contrary'), min_speakers: '3', max_speakers: '2' },
      words: { file_path: await addFile('words'), hot_words: 'x'.repeat(101) },
      spellings: { file_path: await addFile('spellings'), spellings: '[{"heard":"a"}]' },
      nothing: {},
    };
    for (const [task_id, fields] of Object.entries(wrong)) await ask({ task_id, ...fields });
    await expect.poll(() => world.results.length, patient).toBe(Object.keys(wrong).length);
    for (const result of world.results) {
      expect(result).toMatchObject({
        status: 'error',
        text: null,
        segments: null,
        error: expect.any(String),
      });
    }
    expect(Object.fromEntries(world.results.map(({ task_id, code }) => [task_id, code]))).toEqual({
      outside: 'file-outside',
      climbing: 'file-outside',
      linked: 'file-outside',
      missing: 'file-not-found',
      folder: 'file-unreadable',
      text: 'media-unrecognised',
      empty: 'media-empty',
      large: 'file-too-large',
      klingon: 'language-unknown',
      number: 'request-invalid',
      speakers: 'request-invalid',
      contrary: 'request-invalid',
      words: 'request-invalid',
      spellings: 'request-invalid',
      nothing: 'request-invalid',
    });
    expect(await world.db.query('select 1 from recordings')).toEqual([]);
    await ask({ task_id: 'a/../b', file_path: await addFile('b') });
    await ask({ task_id: 9 });
    await expect.poll(world.listDropped, patient).toEqual(['transcribe:found 4', 'transcribe:tasks 1']);
    expect(world.results).toHaveLength(Object.keys(wrong).length);
  });

  it('may say what it knows of speakers and words, as text or as values', async () => {
    await world.addCoordinator();
    await world.addWorker();
    const spellings = [{ heard: 'ether', write: 'Efir' }];
    const words = { min_speakers: '2', max_speakers: '3', hot_words: 'Efir, Redis' };
    await ask({
      task_id: 'text',
      file_path: await addFile('text'),
      ...words,
      spellings: JSON.stringify(spellings),
    });
    const values = { by_channel: true, hot_words: ['Efir', 'Redis'], spellings };
    await ask({ task_id: 'values', file_path: await addFile('values'), ...values });
    await expect.poll(() => world.results.length, patient).toBe(2);
    const rows = await world.db.query<{ options: object }>(
      'select options from recordings order by options::text',
    );
    expect(rows.map(({ options }) => options)).toEqual(
      expect.arrayContaining([
        { diarize: true, min_speakers: 2, max_speakers: 3, hot_words: ['Efir', 'Redis'], spellings },
        { by_channel: true, hot_words: ['Efir', 'Redis'], spellings },
      ]),
    );
  });

  it('without a shared root, is refused', async () => {
    await world.addCoordinator({ sharedRoot: undefined });
    await world.addWorker();
    await ask({ task_id: 'one', file_path: await addFile('one') });
    await expect.poll(() => world.results, patient).toMatchObject([{ task_id: 'one', code: 'file-outside' }]);
  });

  it('is told of a failure, and again when the recording is sent again and succeeds', async () => {
    await world.addCoordinator();
    let broken = true;
    const task = makeTask();
    await world.addWorker({
      ...task,
      async *run(...args) {
        if (broken) throw new EfirError('media-damaged', { detail: 'x' });
        yield* task.run(...args);
      },
    });
    await ask({ task_id: 'one', file_path: await addFile('one') });
    await expect
      .poll(() => world.results, patient)
      .toMatchObject([{ task_id: 'one', code: 'media-damaged' }]);
    broken = false;
    const [row] = await world.db.query<{ id: RecordingId }>('select id from recordings');
    await retryRecording(
      world.db.database,
      { rules: [createTranscriptionRules({ blobs: world.blobs, maxDuration: 1 })] },
      world.tenant,
      row?.id as RecordingId,
    );
    await expect.poll(() => world.results.length, patient).toBe(2);
    expect(world.results[1]).toMatchObject({ task_id: 'one', status: 'success' });
  });

  it('gets an answer that is too large for a message as a file beside its audio', async () => {
    world.largestMessage = 4_000;
    await world.addCoordinator();
    await world.addWorker(makeTask(2_000));
    await ask({ task_id: 'one', file_path: await addFile('one') });
    await expect.poll(() => world.results.length, patient).toBe(1);
    expect(world.results[0]).toMatchObject({ status: 'success', text: null, segments: null });
    const path = String(world.results[0]?.['result_path']);
    expect(path.startsWith(join(world.sharedRoot, 'one'))).toBe(true);
    const { text } = JSON.parse(await readFile(path, 'utf8'));
    expect(text.split(' ')).toHaveLength(2_000);
  });

  it('is answered by the next coordinator when the first one died before it could', async () => {
    const first = await world.addCoordinator();
    await world.addWorker();
    await ask({ task_id: 'one', file_path: await addFile('one') });
    await expect.poll(() => world.results.length, patient).toBe(1);
    await world.closeRole(first);
    // As if the process had ended between the recording's end and the note that the answer is out.
    await world.db.query('update answers set sent_at = null');
    await world.addCoordinator();
    await expect.poll(() => world.results.length, patient).toBe(2);
    await expect
      .poll(() => world.db.query('select 1 from answers where sent_at is null'), patient)
      .toEqual([]);
  });
});
