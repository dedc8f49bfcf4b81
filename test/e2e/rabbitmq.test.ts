import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection } from 'rabbitmq-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSampleFiles, readTranscript, type Sample, sendIn, waitForEnd } from '../chaos/load.ts';
import { rabbitmqProgram } from '../support/broker-server.ts';
import { describeOverServer } from '../support/describe-over-server.ts';
import { pickHostEnvironment } from '../support/host-environment.ts';
import { type Installation, install } from '../support/installation.ts';

const example = fileURLToPath(new URL('../../examples/foreign-worker-rabbitmq.mjs', import.meta.url));
/** Seconds: a busy machine starts processes slowly. */
const patience = 120;
const limit = { timeout: 300_000 };

describeOverServer(rabbitmqProgram, 'other programs over RabbitMQ', () => {
  let folder: string;
  let sharedRoot: string;
  let installation: Installation;
  let samples: Sample[];
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'efir-rabbitmq-'));
    await chmod(folder, 0o755);
    sharedRoot = join(folder, 'shared');
    await mkdir(sharedRoot);
    samples = await makeSampleFiles(folder);
    installation = await install('rabbitmq', {
      roles: ['api', 'coordinator'],
      settings: { FOREIGN_WORKER_SLOTS: '2', SHARED_ROOT: sharedRoot },
    });
  }, 300_000);
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await installation?.close();
    await rm(folder, { recursive: true, force: true });
  });
  const startWorker = () => {
    const child = spawn(process.execPath, [example], {
      env: { ...pickHostEnvironment(), RABBITMQ_URL: installation.broker?.url ?? '' },
      stdio: 'inherit',
    });
    children.push(child);
    return child;
  };
  const send = (sample = samples[0]) => sendIn(installation, sample as Sample, randomUUID());

  it('has recordings transcribed by a worker of thirty lines, also when it dies', limit, async () => {
    const dying = startWorker();
    const first = await send();
    expect(await waitForEnd(installation, first, patience)).toBe('succeeded');
    expect(await readTranscript(installation, first)).toMatch(/\d+ bytes, language en/);
    dying.kill('SIGKILL');
    await once(dying, 'exit');
    const second = await send();
    const heir = startWorker();
    expect(await waitForEnd(installation, second, patience)).toBe('succeeded');
    expect(JSON.parse(await readTranscript(installation, second))).toMatchObject([
      { start: 0, end: 2.5, speaker: 'SPEAKER_00' },
    ]);
    heir.kill('SIGTERM');
    expect(await once(heir, 'exit')).toEqual([0, null]);
  });

  it('answers a producer of another program, by a worker of ours', limit, async () => {
    installation.addRole('worker');
    const taskId = randomUUID();
    const path = join(sharedRoot, taskId, 'audio.wav');
    await mkdir(join(sharedRoot, taskId));
    await copyFile((samples[1] as Sample).path, path);
    const connection = new Connection(installation.broker?.url);
    const answer = Promise.withResolvers<unknown>();
    // A queue of its own, there before it asks.
    const consumer = connection.createConsumer({ queue: `result:${taskId}` }, ({ body }) =>
      answer.resolve(body),
    );
    await once(consumer, 'ready');
    const publisher = connection.createPublisher({ confirm: true });
    const task = { task_id: taskId, file_path: path, diarize: false, language: 'English', chat_id: 123456 };
    await publisher.send({ routingKey: 'transcribe:tasks', durable: true }, task);
    expect(await answer.promise).toMatchObject({
      task_id: taskId,
      status: 'success',
      text: expect.stringMatching(/\w/),
      segments: expect.arrayContaining([expect.objectContaining({ start: expect.any(Number) })]),
      error: null,
    });
    await publisher.close();
    await consumer.close();
    await connection.close();
  });

  it(
    'carries recordings through roles in processes of their own, also when it dies and is emptied',
    limit,
    async () => {
      installation.addRole('worker');
      installation.addRole('coordinator');
      const before = await Promise.all(samples.map((sample) => send(sample)));
      await installation.broker?.kill();
      const during = await send();
      await installation.broker?.start();
      await installation.broker?.flush();
      for (const id of [...before, during]) {
        expect(await waitForEnd(installation, id, patience)).toBe('succeeded');
        expect(JSON.parse(await readTranscript(installation, id)).length).toBeGreaterThan(0);
      }
    },
  );
});
