import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSampleFiles, readTranscript, type Sample, sendIn, waitForEnd } from '../chaos/load.ts';
import { redisProgram } from '../support/broker-server.ts';
import { describeOverServer } from '../support/describe-over-server.ts';
import { pickHostEnvironment } from '../support/host-environment.ts';
import { type Installation, install } from '../support/installation.ts';

const findExample = (name: string) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
/** Seconds: a busy machine starts processes slowly. */
const patience = 120;
const limit = { timeout: 300_000 };

describeOverServer(redisProgram, 'other programs over Redis', () => {
  let folder: string;
  let sharedRoot: string;
  let installation: Installation;
  let samples: Sample[];
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'efir-redis-programs-'));
    await chmod(folder, 0o755);
    sharedRoot = join(folder, 'shared');
    await mkdir(sharedRoot);
    samples = await makeSampleFiles(folder);
    installation = await install('redis', {
      roles: ['api', 'coordinator'],
      settings: { FOREIGN_WORKER_SLOTS: '2', SHARED_ROOT: sharedRoot },
    });
  }, 300_000);
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await installation?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const environment = () => ({
    ...pickHostEnvironment(),
    REDIS_URL: installation.broker?.url ?? '',
    SHARED_ROOT: sharedRoot,
  });
  const startWorker = (program: string, example: string) => {
    const child = spawn(program, [findExample(example)], { env: environment(), stdio: 'ignore' });
    children.push(child);
    return child;
  };
  const end = async (child: ChildProcess) => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const send = (sample = samples[0]) => sendIn(installation, sample as Sample, randomUUID());

  it.each([
    ['ioredis', process.execPath, 'foreign-worker-redis.mjs'],
    ['Python’s own library', 'python3', 'foreign_worker_redis.py'],
  ])(
    'has recordings transcribed by a worker with %s, also when it dies',
    limit,
    async (_with, program, example) => {
      const dying = startWorker(program, example);
      const first = await send();
      expect(await waitForEnd(installation, first, patience)).toBe('succeeded');
      expect(await readTranscript(installation, first)).toMatch(/\d+ bytes, language en/);
      await end(dying);
      const second = await send();
      const heir = startWorker(program, example);
      expect(await waitForEnd(installation, second, patience)).toBe('succeeded');
      expect(JSON.parse(await readTranscript(installation, second))).toMatchObject([
        { start: 0, end: 2.5, speaker: 'SPEAKER_00' },
      ]);
      await installation.broker?.flush();
      const third = await send();
      expect(await waitForEnd(installation, third, patience)).toBe('succeeded');
      await end(heir);
    },
  );

  it('answers a producer of another program, by a worker of ours', limit, async () => {
    installation.addRole('worker');
    const produce = (...words: string[]) =>
      promisify(execFile)(process.execPath, [findExample('foreign-producer-redis.mjs'), ...words], {
        env: environment(),
      });
    const { stdout } = await produce(samples[1]?.path ?? '', 'English');
    expect(stdout.trim()).toMatch(/\w+ \w+/);
    const unusable = join(folder, 'notes.txt');
    await writeFile(unusable, 'no sound at all');
    await expect(produce(unusable)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/\w/) });
    await expect(produce(samples[0]?.path ?? '', 'Klingon')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Klingon'),
    });
  });
});
