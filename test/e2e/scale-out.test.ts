import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSampleFiles, readTranscript, type Sample, sendIn, waitForEnd } from '../chaos/load.ts';
import { redisProgram } from '../support/broker-server.ts';
import { runCli } from '../support/command.ts';
import { describeOverServer } from '../support/describe-over-server.ts';
import { type Installation, install } from '../support/installation.ts';
import type { RoleProcess } from '../support/role-process.ts';

/** Seconds: a busy machine starts processes slowly. */
const patience = 120;
const limit = { timeout: 300_000 };
const patient = { timeout: 60_000, interval: 20 };

/*
 * The same program in several processes that meet at one Redis, one PostgreSQL and one folder of recordings.
 */
describeOverServer(redisProgram, 'several processes on one Redis', () => {
  let folder: string;
  let installation: Installation;
  let workers: RoleProcess[];
  let long: Sample;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'efir-scale-out-'));
    await chmod(folder, 0o755);
    long = (await makeSampleFiles(folder)).at(-1) as Sample;
    installation = await install('redis', {
      roles: ['api', 'coordinator', 'coordinator'],
      settings: { SCRIPTED_CPU_SECONDS: '0.02', WORKER_SLOTS: '1' },
    });
    workers = [installation.addRole('worker'), installation.addRole('worker')];
  }, 300_000);
  afterAll(async () => {
    await installation?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const send = () => sendIn(installation, long, randomUUID());
  const attemptsOf = (id: string) =>
    installation.query<{ id: string; state: string }>(
      `select attempts.id, attempts.state from attempts join tasks on tasks.id = attempts.task_id
       where tasks.recording_id = $1 order by attempts.created_at`,
      [id],
    );
  const countPieces = async (id: string) => {
    const rows = await installation.query('select distinct piece from segments where recording_id = $1', [
      id,
    ]);
    return rows.length;
  };

  it('write a recording down, and once more when a worker is killed in the middle', limit, async () => {
    const undisturbed = await send();
    expect(await waitForEnd(installation, undisturbed, patience)).toBe('succeeded');
    const disturbed = await send();
    await expect.poll(() => countPieces(disturbed), patient).toBeGreaterThan(0);
    for (const worker of workers) worker.kill();
    expect(await waitForEnd(installation, disturbed, patience)).toBe('succeeded');
    expect(await readTranscript(installation, disturbed)).toBe(
      await readTranscript(installation, undisturbed),
    );
    const states = (await attemptsOf(disturbed)).map(({ state }) => state);
    expect([states.at(0), states.at(-1)]).toEqual(['lost', 'succeeded']);
  });

  it('go on when Redis is killed, started again and emptied', limit, async () => {
    const before = await Promise.all([send(), send()]);
    await expect.poll(() => countPieces(before[0] ?? ''), patient).toBeGreaterThan(0);
    await installation.broker?.kill();
    const during = await send();
    await installation.broker?.start();
    await installation.broker?.flush();
    for (const id of [...before, during]) {
      expect(await waitForEnd(installation, id, patience)).toBe('succeeded');
    }
  });

  it('end with a sentence where the broker is away from the start', limit, async () => {
    const environment = { BROKER_URL: 'redis://127.0.0.1:1', EFIR_DATA_DIR: folder, EFIR_ENGINE: 'scripted' };
    const outcome = await runCli(['worker'], { environment: { ...environment, PORT: '0' } });
    expect(outcome).toMatchObject({
      exit: 69,
      stderr: expect.stringContaining('The broker cannot be reached: Redis at 127.0.0.1:1'),
    });
  });
});
