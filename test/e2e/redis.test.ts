import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { redisProgram } from '../support/broker-server.ts';
import { describeOverServer } from '../support/describe-over-server.ts';
import { type ForeignStage, findExample, openForeignStage } from '../support/foreign-stage.ts';

const limit = { timeout: 300_000 };

describeOverServer(redisProgram, 'other programs over Redis', () => {
  let stage: ForeignStage;
  beforeAll(async () => {
    stage = await openForeignStage('redis');
  }, 300_000);
  afterAll(() => stage?.close());
  const end = async (child: ChildProcess) => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };

  it.each([
    ['ioredis', process.execPath, 'foreign-worker-redis.mjs'],
    ['Python’s own library', 'python3', 'foreign_worker_redis.py'],
  ])(
    'has recordings transcribed by a worker with %s, also when it dies',
    limit,
    async (_with, program, example) => {
      const dying = stage.start(program, example);
      expect(await stage.finish(await stage.send())).toMatch(/\d+ bytes, language en/);
      await end(dying);
      const second = await stage.send();
      const heir = stage.start(program, example);
      expect(JSON.parse(await stage.finish(second))).toMatchObject([
        { start: 0, end: 2.5, speaker: 'SPEAKER_00' },
      ]);
      await stage.installation.broker?.flush();
      expect(await stage.finish(await stage.send())).toMatch(/\d+ bytes/);
      await end(heir);
    },
  );

  it('answers a producer of another program, by a worker of ours', limit, async () => {
    stage.installation.addRole('worker');
    const produce = (...words: string[]) =>
      promisify(execFile)(process.execPath, [findExample('foreign-producer-redis.mjs'), ...words], {
        env: stage.environment,
      });
    const [{ path: short }, { path: speech }] = stage.samples;
    const { stdout } = await produce(speech, 'English');
    expect(stdout.trim()).toMatch(/\w+ \w+/);
    const unusable = join(stage.folder, 'notes.txt');
    await writeFile(unusable, 'no sound at all');
    await expect(produce(unusable)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/\w/) });
    await expect(produce(short, 'Klingon')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Klingon'),
    });
  });
});
