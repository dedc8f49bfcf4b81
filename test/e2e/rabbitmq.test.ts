import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from 'rabbitmq-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rabbitmqProgram } from '../support/broker-server.ts';
import { describeOverServer } from '../support/describe-over-server.ts';
import { type ForeignStage, openForeignStage } from '../support/foreign-stage.ts';

const limit = { timeout: 300_000 };

describeOverServer(rabbitmqProgram, 'other programs over RabbitMQ', () => {
  let stage: ForeignStage;
  beforeAll(async () => {
    stage = await openForeignStage('rabbitmq');
  }, 300_000);
  afterAll(() => stage?.close());
  const startWorker = () => stage.start(process.execPath, 'foreign-worker-rabbitmq.mjs');

  it('has recordings transcribed by a worker of thirty lines, also when it dies', limit, async () => {
    const dying = startWorker();
    expect(await stage.finish(await stage.send())).toMatch(/\d+ bytes, language en/);
    dying.kill('SIGKILL');
    await once(dying, 'exit');
    const second = await stage.send();
    const heir = startWorker();
    expect(JSON.parse(await stage.finish(second))).toMatchObject([
      { start: 0, end: 2.5, speaker: 'SPEAKER_00' },
    ]);
    heir.kill('SIGTERM');
    expect(await once(heir, 'exit')).toEqual([0, null]);
  });

  it('answers a producer of another program, by a worker of ours', limit, async () => {
    stage.installation.addRole('worker');
    const taskId = randomUUID();
    const path = join(stage.sharedRoot, taskId, 'audio.wav');
    await mkdir(join(stage.sharedRoot, taskId));
    await copyFile(stage.samples[1].path, path);
    const connection = new Connection(stage.installation.broker?.url);
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
      const { broker, addRole } = stage.installation;
      addRole('worker');
      addRole('coordinator');
      const before = await Promise.all(stage.samples.map((sample) => stage.send(sample)));
      await broker?.kill();
      const during = await stage.send();
      await broker?.start();
      await broker?.flush();
      for (const id of [...before, during])
        expect(JSON.parse(await stage.finish(id)).length).toBeGreaterThan(0);
    },
  );
});
