import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeSamples, speech, writeWav } from '../support/audio.ts';

/*
 * The program as a process of its own: what only signals and pipes show. Every process of a run carries the run's
 * folder in its PATH, so that those left behind can be found whoever their parent is by then.
 */
let folder: string;
let wav: string;
let temporary: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-signals-'));
  wav = join(folder, 'talk.wav');
  await writeWav(wav, makeSamples([speech(20)]));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  temporary = join(folder, `tmp-${Math.random()}`);
  await mkdir(temporary);
});

function start(script: string, settings: Readonly<Record<string, string>> = {}) {
  const child = spawn('sh', ['-c', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${process.env['PATH']}:${temporary}`,
      EFIR: `${process.execPath} src/apps/main.ts`,
      EFIR_ENGINE: 'scripted',
      SPEECH_DETECTOR: 'energy',
      EFIR_DATA_DIR: join(folder, 'data'),
      SYSTEM_INSTALLS: 'false',
      TMPDIR: temporary,
      WAV: wav,
      ...settings,
    },
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    text.stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    text.stderr += chunk;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...text }));
  });
  return { child, ended };
}

/** Processes of this run, by their environment; an engine host is the sign that work is on its way. */
async function findProcesses(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
      return environment.includes(temporary)
        ? readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '')
        : '';
    }),
  );
  return found.filter((command) => command !== '');
}

async function untilEngineRuns(): Promise<void> {
  await expect.poll(async () => (await findProcesses()).join(), { timeout: 20_000 }).toContain('engine-host');
}

async function expectNothingLeft(): Promise<void> {
  await expect.poll(findProcesses, { timeout: 10_000 }).toEqual([]);
  await expect.poll(() => readdir(temporary), { timeout: 10_000 }).toEqual([]);
}

describe('a process that is told to stop', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends by %s with %i and leaves no process and no file', async (signal, code) => {
    const { child, ended } = start('exec $EFIR transcribe "$WAV" -o "$TMPDIR/talk.txt"', {
      SCRIPTED_CPU_SECONDS: '3',
    });
    await untilEngineRuns();
    child.kill(signal);
    expect(await ended).toMatchObject({ code, stdout: '' });
    await expectNothingLeft();
  });

  test('takes its children with it when it is killed', async () => {
    const { child, ended } = start('exec $EFIR transcribe "$WAV"', { SCRIPTED_CPU_SECONDS: '3' });
    await untilEngineRuns();
    child.kill('SIGKILL');
    await ended;
    await expect.poll(findProcesses, { timeout: 10_000 }).toEqual([]);
  });

  test('says nothing when its reader goes', async () => {
    const { ended } = start('$EFIR transcribe "$WAV" "$WAV" --language en --format json | head -c 1', {
      SCRIPTED_CPU_SECONDS: '0',
    });
    expect(await ended).toEqual({ code: 0, stdout: '{', stderr: '' });
    await expectNothingLeft();
  });
});
