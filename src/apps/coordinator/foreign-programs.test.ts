import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRecording } from '../../../test/support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { idleEngines, idleMedia, makeSegment, makeSuccess } from '../../../test/support/work.ts';
import { createFileBlobStore } from '../../adapters/blob-store/file/file-blob-store.ts';
import { createInProcessHub, type InProcessHub } from '../../adapters/broker/in-process/in-process-broker.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import { silentLogger } from '../../core/logger.ts';
import { createMetrics, type Metrics } from '../../core/metrics.ts';
import {
  createRecording,
  createTranscriptionRules,
  getTranscript,
  retryRecording,
} from '../../domain/media/index.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { Broker } from '../../ports/broker.ts';
import { rejectedQueue, replyQueue, resultQueue, taskGroup, taskQueue } from '../../wire/names.ts';
import type { Role } from '../role.ts';
import type { WorkerTask } from '../worker/run-attempt.ts';
import { startWorker } from '../worker/start-worker.ts';
import type { CoordinatorConfig } from './coordination.ts';
import { startCoordinator } from './start-coordinator.ts';

type Fields = Record<string, unknown>;

let db: TestDatabase;
let hub: InProcessHub;
let stranger: Broker;
let metrics: Metrics;
let tenant: TenantId;
let folder: string;
let sharedRoot: string;
let blobs: BlobStore;
let results: Fields[];
const roles: Role[] = [];
const patient = { timeout: 15_000, interval: 20 };

beforeEach(async () => {
  db = await createTestDatabase();
  tenant = await db.createTenant();
  hub = createInProcessHub();
  stranger = hub.connect();
  metrics = createMetrics({ processMetrics: false });
  folder = await mkdtemp(join(tmpdir(), 'efir-foreign-'));
  sharedRoot = join(folder, 'shared');
  await mkdir(sharedRoot);
  blobs = createFileBlobStore(pathToFileURL(join(folder, 'blobs')).href);
  results = [];
  await stranger.consume(
    resultQueue('transcribe'),
    { group: 'producers', prefetch: 10 },
    async (delivery) => {
      results.push(delivery.message as Fields);
    },
  );
});

afterEach(async () => {
  for (const role of roles.splice(0).reverse()) await role.close();
  await stranger.close();
  await db.close();
  await rm(folder, { recursive: true });
});

async function addCoordinator(config: Partial<CoordinatorConfig> = {}): Promise<Role> {
  const role = await startCoordinator({
    database: db.database,
    broker: hub.connect(),
    rules: [createTranscriptionRules({ blobs, maxDuration: 3600 })],
    config: { taskLease: 10, sharedRoot, foreignTenant: tenant, maxFileSize: 1_000_000, ...config },
    foreign: { blobs },
    logger: silentLogger,
    metrics,
  });
  roles.push(role);
  return role;
}

/** Says how long its file is, in as many words as asked. */
function makeTask(words = 1): WorkerTask {
  return {
    kind: 'transcribe',
    version: 1,
    timeLimit: 60,
    retry: { retries: 0, delay: 1, maxDelay: 1, special: {} },
    async *run(_context, message) {
      const { length } = await readFile(message.file_path);
      const segment = makeSegment(0);
      const text = Array.from({ length: words }, () => `${length}`).join(' ');
      yield { ...segment, segments: segment.segments.map((one) => ({ ...one, text })) };
      yield makeSuccess(1);
    },
  };
}

async function addWorker(task = makeTask()): Promise<Role> {
  const role = await startWorker({
    broker: hub.connect(),
    media: idleMedia,
    engines: idleEngines,
    tasks: [task],
    config: { workerSlots: 2, taskLease: 10 },
    folders: [join(folder, 'blobs')],
    logger: silentLogger,
    metrics,
  });
  roles.push(role);
  return role;
}

async function upload(options: { language?: string } = {}): Promise<RecordingId> {
  const { Readable } = await import('node:stream');
  const { recording } = await createRecording(
    db.database,
    { blobs },
    {
      tenantId: tenant,
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
    await db.query<{ state: string; error: unknown }>('select state, error from recordings where id = $1', [
      id,
    ])
  )[0];
const waitFor = (id: string, state: string) =>
  expect.poll(async () => (await stateOf(id))?.state, patient).toBe(state);
const dropped = async () =>
  (await metrics.messagesDropped.get()).values.map(({ labels, value }) => `${labels.queue_name} ${value}`);

describe('a worker of another program', () => {
  /** Answers each task with what `work` makes of it. */
  async function addForeignWorker(work: (task: Fields) => Fields | undefined): Promise<Fields[]> {
    const tasks: Fields[] = [];
    const group = { group: taskGroup('transcribe'), prefetch: 1 };
    await stranger.consume(taskQueue('transcribe'), group, async (delivery) => {
      const task = delivery.message as Fields;
      tasks.push(task);
      const answer = work(task);
      if (answer) await stranger.publish(resultQueue('transcribe'), { task_id: task['task_id'], ...answer });
    });
    return tasks;
  }
  const segments = JSON.stringify([
    { start: '2.5', end: 4, text: ' world ', speaker: 'SPEAKER_01' },
    { start: 0, end: 2.5, text: 'hello', speaker: null },
  ]);

  it('reads a task and writes a result, flat; saying it again is harmless', async () => {
    await addCoordinator({ foreignWorkerSlots: 2 });
    const answer = { status: 'success', text: 'hello world', segments, error: '', language: 'English' };
    const tasks = await addForeignWorker(() => answer);
    const ids = [await upload({ language: 'ru' }), await upload(), await upload()];
    for (const id of ids) await waitFor(id, 'succeeded');
    expect(tasks[0]).toMatchObject({
      diarize: false,
      language: 'ru',
      file_path: expect.stringContaining('/'),
    });
    const { transcript } = await getTranscript(db.database, tenant, ids[0] as RecordingId);
    expect(transcript).toMatchObject({
      language: 'en',
      duration: 4,
      segments: [
        { start: 0, end: 2.5, text: 'hello' },
        { start: 2.5, end: 4, text: 'world', speaker: 'SPEAKER_01' },
      ],
    });
    for (const task of tasks) {
      await stranger.publish(resultQueue('transcribe'), { task_id: task['task_id'], ...answer });
    }
    await expect.poll(() => results.length, patient).toBe(6);
    expect(await dropped()).toEqual([]);
    expect(await db.query("select 1 from recording_events where type = 'completed'")).toHaveLength(3);
  });

  it('gets no more than the credit, and all the time that the task may take', async () => {
    await addCoordinator({ foreignWorkerSlots: 2, taskLease: 1 });
    const tasks = await addForeignWorker(() => undefined);
    for (let count = 0; count < 4; count += 1) await upload();
    await expect.poll(() => tasks.length, patient).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(tasks).toHaveLength(2);
    expect(
      await db.query(
        "select 1 from attempts where state = 'dispatched' and lease_until > now() + interval '1 hour'",
      ),
    ).toHaveLength(2);
  });

  it('fails for good, or for a while when it says so', async () => {
    await addCoordinator({ foreignWorkerSlots: 1 });
    const answers = [
      { status: 'error', error: 'out of memory', transient: 'true' },
      { status: 'success', text: 'done' },
      { status: 'error', text: '', segments: '', error: 'cannot\u0000 decode' },
      { status: 'success' },
      { status: 'success', text: 'a\u0000b' },
    ];
    await addForeignWorker(() => answers.shift());
    const shaky = await upload();
    await expect.poll(() => results.length, patient).toBe(1);
    await db.query('update tasks set due_at = now()');
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
    await addCoordinator({ foreignWorkerSlots: 1 });
    const id = await upload();
    await db.query('update tasks set pieces = 2, segments = 3');
    await db.query(
      `insert into segments (tenant_id, recording_id, index, piece, start_s, end_s, text, words)
       select $1, $2, i, i, i, i + 1, 'old', '[]' from generate_series(0, 2) i`,
      [tenant, id],
    );
    await addForeignWorker(() => ({ status: 'success', text: 'new', duration: 3 }));
    await waitFor(id, 'succeeded');
    expect(await db.query('select index, text from segments')).toEqual([{ index: 0, text: 'new' }]);
    expect(await db.query('select pieces, segments from tasks')).toEqual([{ pieces: 1, segments: 1 }]);
  });

  it('may leave what is large in a file below the shared root, and nowhere else', async () => {
    await addCoordinator({ foreignWorkerSlots: 1 });
    const inside = join(sharedRoot, 'result.json');
    const outside = join(folder, 'result.json');
    for (const path of [inside, outside]) await writeFile(path, JSON.stringify({ text: 'from a file' }));
    await symlink(outside, join(sharedRoot, 'link.json'));
    const paths = [inside, outside, join(sharedRoot, 'link.json'), join(sharedRoot, 'none.json')];
    await addForeignWorker(() => ({ status: 'success', result_path: paths.shift() }));
    const good = await upload();
    await waitFor(good, 'succeeded');
    const { transcript } = await getTranscript(db.database, tenant, good);
    expect(transcript.segments).toMatchObject([{ text: 'from a file' }]);
    for (let count = 0; count < 3; count += 1) await waitFor(await upload(), 'failed');
  });

  it('is not believed about what it was not given', async () => {
    await addCoordinator();
    await addWorker();
    const id = await upload();
    await waitFor(id, 'succeeded');
    const [attempt] = await db.query<{ id: string }>('select id from attempts');
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
    for (const message of lies) await stranger.publish(queue, message);
    await expect.poll(dropped, patient).toEqual([`${queue} ${lies.length}`]);
    const kept: Fields[] = [];
    await stranger.consume(rejectedQueue(queue), { group: 'people', prefetch: 10 }, async (delivery) => {
      kept.push(delivery.message as Fields);
    });
    await expect.poll(() => kept.length, patient).toBe(lies.length);
    expect(kept.map(({ message }) => message)).toEqual(expect.arrayContaining(lies));
    const { transcript } = await getTranscript(db.database, tenant, id);
    expect(transcript.segments).toMatchObject([{ text: '5000' }]);
  });
});

describe('a producer of another program', () => {
  async function addFile(name: string, content: Buffer | string = makeRecording(600)): Promise<string> {
    const path = join(sharedRoot, name, 'audio.wav');
    await mkdir(join(sharedRoot, name), { recursive: true });
    await writeFile(path, content);
    return path;
  }
  const ask = (message: unknown) => stranger.publish(taskQueue('transcribe'), message);
  /** Answers on the queue of the one task. */
  async function listen(taskId: string): Promise<Fields[]> {
    const replies: Fields[] = [];
    await stranger.consume(replyQueue(taskId), { group: 'producer', prefetch: 10 }, async (delivery) => {
      replies.push(delivery.message as Fields);
    });
    return replies;
  }

  it('adds a task and gets its answer, on both queues, once for each time it asks', async () => {
    await addCoordinator();
    await addWorker();
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
    expect(results).toMatchObject([answer]);
    expect(await db.query('select tenant_id, options, file_name from recordings')).toEqual([
      { tenant_id: tenant, options: { language: 'ru', diarize: true }, file_name: 'audio.wav' },
    ]);
    await ask(task);
    await expect.poll(() => replies.length, patient).toBe(2);
    expect(await db.query('select 1 from recordings')).toHaveLength(1);
    expect(await dropped()).toEqual([]);
  });

  it('is told what is wrong with its task', async () => {
    await addCoordinator();
    await addWorker();
    await writeFile(join(folder, 'secret.wav'), makeRecording());
    await symlink(join(folder, 'secret.wav'), join(sharedRoot, 'link.wav'));
    const wrong: Record<string, Fields> = {
      outside: { file_path: join(folder, 'secret.wav') },
      climbing: { file_path: `${sharedRoot}/../secret.wav` },
      linked: { file_path: join(sharedRoot, 'link.wav') },
      missing: { file_path: join(sharedRoot, 'none.wav') },
      folder: { file_path: await addFile('folder').then((path) => join(path, '..')) },
      text: { file_path: await addFile('text', 'this is text, and no recording at all') },
      empty: { file_path: await addFile('empty', '') },
      large: { file_path: await addFile('large', makeRecording(1_000_001)) },
      klingon: { file_path: await addFile('klingon'), language: 'Klingonish' },
      number: { file_path: 7 },
      nothing: {},
    };
    for (const [task_id, fields] of Object.entries(wrong)) await ask({ task_id, ...fields });
    await expect.poll(() => results.length, patient).toBe(Object.keys(wrong).length);
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'error',
        text: null,
        segments: null,
        error: expect.any(String),
      });
    }
    expect(Object.fromEntries(results.map(({ task_id, code }) => [task_id, code]))).toEqual({
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
      nothing: 'request-invalid',
    });
    expect(await db.query('select 1 from recordings')).toEqual([]);
    await ask({ task_id: 'a/../b', file_path: await addFile('b') });
    await ask({ task_id: 9 });
    await expect.poll(dropped, patient).toEqual(['transcribe:found 3', 'transcribe:tasks 1']);
    expect(results).toHaveLength(Object.keys(wrong).length);
  });

  it('without a shared root, is refused', async () => {
    await addCoordinator({ sharedRoot: undefined });
    await addWorker();
    await ask({ task_id: 'one', file_path: await addFile('one') });
    await expect.poll(() => results, patient).toMatchObject([{ task_id: 'one', code: 'file-outside' }]);
  });

  it('is told of a failure, and again when the recording is sent again and succeeds', async () => {
    await addCoordinator();
    let broken = true;
    const task = makeTask();
    await addWorker({
      ...task,
      async *run(...args) {
        if (broken) throw new EfirError('media-damaged', { detail: 'x' });
        yield* task.run(...args);
      },
    });
    await ask({ task_id: 'one', file_path: await addFile('one') });
    await expect.poll(() => results, patient).toMatchObject([{ task_id: 'one', code: 'media-damaged' }]);
    broken = false;
    const [row] = await db.query<{ id: RecordingId }>('select id from recordings');
    await retryRecording(
      db.database,
      { rules: [createTranscriptionRules({ blobs, maxDuration: 1 })] },
      tenant,
      row?.id as RecordingId,
    );
    await expect.poll(() => results.length, patient).toBe(2);
    expect(results[1]).toMatchObject({ task_id: 'one', status: 'success' });
  });

  it('gets an answer that is too large for a message as a file beside its audio', async () => {
    const connect = hub.connect;
    hub = {
      connect: () => {
        const broker = connect();
        return { ...broker, capabilities: { ...broker.capabilities, largestMessage: 4_000 } };
      },
    };
    await addCoordinator();
    await addWorker(makeTask(2_000));
    await ask({ task_id: 'one', file_path: await addFile('one') });
    await expect.poll(() => results.length, patient).toBe(1);
    expect(results[0]).toMatchObject({ status: 'success', text: null, segments: null });
    const path = String(results[0]?.['result_path']);
    expect(path.startsWith(join(sharedRoot, 'one'))).toBe(true);
    const { text } = JSON.parse(await readFile(path, 'utf8'));
    expect(text.split(' ')).toHaveLength(2_000);
  });

  it('is answered by the next coordinator when the first one died before it could', async () => {
    const first = await addCoordinator();
    await addWorker();
    await ask({ task_id: 'one', file_path: await addFile('one') });
    await expect.poll(() => results.length, patient).toBe(1);
    roles.splice(roles.indexOf(first), 1);
    await first.close();
    // As if the process had ended between the recording's end and the note that the answer is out.
    await db.query('update answers set sent_at = null');
    await addCoordinator();
    await expect.poll(() => results.length, patient).toBe(2);
    await expect.poll(() => db.query('select 1 from answers where sent_at is null'), patient).toEqual([]);
  });
});
