import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookForSilero } from '../../test/support/find-silero.ts';
import { pickHostEnvironment } from '../../test/support/host-environment.ts';
import { writePilotModel } from '../../test/support/pilot-tones/pilot-model.ts';
import { speakText, spokenText } from '../../test/support/spoken.ts';
import { EfirError } from '../core/errors.ts';
import { createDetectorFileFinder } from './find-detector-file.ts';
import { createHostPool, type HostPool } from './host-pool.ts';
import { createDetectorOpener, type DetectorOpenerOptions } from './open-detector.ts';
import type { Load } from './protocol.ts';

let folder = '';
let hosts: HostPool;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-test-detector-'));
  hosts = createHostPool({ environment: pickHostEnvironment() });
});
afterAll(async () => {
  await hosts.close();
  await rm(folder, { recursive: true, force: true });
});

const openerOf = (detector: DetectorOpenerOptions['detector'], modelFile: string | EfirError) => {
  const findModelFile = async () => {
    if (modelFile instanceof EfirError) throw modelFile;
    return modelFile;
  };
  return createDetectorOpener({ detector, hosts, findModelFile });
};

describe('opening a detector', () => {
  it('takes energy where it is wished for, without a word about it', async () => {
    const opened = await openerOf('energy', new EfirError('internal'))();
    expect(opened.detector.name).toBe('energy');
    expect(opened.fallback).toBeUndefined();
  });

  it('stands in with energy where silero cannot be had, and says why; unless silero is demanded', async () => {
    const missing = new EfirError('model-missing', { model: 'silero-vad' });
    const opened = await openerOf('auto', missing)();
    expect(opened.detector.name).toBe('energy');
    expect(opened.fallback).toEqual({ wanted: 'silero', reason: 'silero-vad is not installed' });
    await expect(openerOf('silero', missing)()).rejects.toMatchObject({ code: 'model-missing' });
    await expect(openerOf('auto', new EfirError('cancelled'))()).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('survives files that end the process that loads them, and tries each once', async () => {
    const broken = join(folder, 'broken.onnx');
    await writeFile(broken, 'no network, only words\n'.repeat(1000));
    writePilotModel(join(folder, 'pilot'));
    for (const file of [broken, join(folder, 'pilot', 'model.onnx')]) {
      const refused = openerOf('silero', file);
      const failure = await refused().catch((error: EfirError) => error);
      expect(failure).toMatchObject({ code: 'model-corrupt', args: { model: 'silero-vad' } });
      expect(await refused().catch((error: EfirError) => error)).toBe(failure);
      const opened = await openerOf('auto', file)();
      expect(opened.detector.name).toBe('energy');
      expect(opened.fallback?.reason).not.toBe('');
    }
  });

  it('finds the file among the models, fetches it once where it may, and says when there is none', async () => {
    const modelsDirectory = join(folder, 'models');
    const { signal } = new AbortController();
    const nothing = createDetectorFileFinder({ modelsDirectory }, signal);
    await expect(nothing()).rejects.toMatchObject({ code: 'model-missing' });
    let tries = 0;
    const prepare = async () => {
      tries++;
      throw new EfirError('model-download-failed', { model: 'silero-vad', detail: 'no network' });
    };
    const failing = createDetectorFileFinder({ modelsDirectory, prepare }, signal);
    await expect(failing()).rejects.toMatchObject({ code: 'model-download-failed' });
    await expect(failing()).rejects.toMatchObject({ args: { detail: 'no network' } });
    expect(tries).toBe(1);
    const slow = createDetectorFileFinder({ modelsDirectory, prepare: () => new Promise(() => {}) }, signal);
    await expect(slow(AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});

const silero = await lookForSilero();

describe.skipIf(!silero)('a detector in its host, where the file of Silero can be had', () => {
  const modelFile = silero ?? '';
  const load: Load = { kind: 'speech-detector', name: 'silero', settings: { modelFile } };
  const needs = { title: 'silero-vad', megabytes: 120 };

  it('refuses half a file', async () => {
    const half = join(folder, 'half.onnx');
    await writeFile(half, (await readFile(modelFile)).subarray(0, 1_000_000));
    await expect(openerOf('silero', half)()).rejects.toMatchObject({ code: 'model-corrupt' });
  });

  it('goes on where its host is killed or replaced in the middle of a recording', async () => {
    const voice = await speakText(spokenText);
    const judgeAll = async (interrupt: (second: number) => Promise<void>) => {
      const { detector } = await openerOf('silero', modelFile)();
      const second = 31 * detector.frameLength;
      const flags: number[] = [];
      for (let from = 0; from < voice.length; from += second) {
        flags.push(...(await detector.judge(voice.subarray(from, from + second))));
        await interrupt(from / second);
      }
      await detector.close();
      return flags;
    };
    const whole = await judgeAll(async () => undefined);
    const interrupted = await judgeAll(async (second) => {
      const host = await hosts.get(load, needs);
      if (second === 3) await host.close();
      if (second === 6) process.kill(host.pid, 'SIGKILL');
    });
    expect(interrupted).toHaveLength(whole.length);
    const different = whole.filter((flag, frame) => flag !== interrupted[frame]).length;
    expect(different / whole.length).toBeLessThan(0.03);
  });

  it('hears speech without end in flat memory, several recordings at once', {
    timeout: 180_000,
  }, async () => {
    const phrase = await speakText(
      'this is one long sentence that goes on and on and never comes to an end',
      'rms',
    );
    const open = openerOf('silero', modelFile);
    const detectors = await Promise.all([open(), open()]);
    const host = await hosts.get(load, needs);
    let flagged = 0;
    const hear = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        const from = (second * 16_000) % (phrase.length - 16_384);
        const flags = await Promise.all(
          detectors.map(({ detector }) => detector.judge(phrase.subarray(from, from + 15_872))),
        );
        flagged += flags.flatMap((some) => [...some]).reduce((sum, flag) => sum + flag, 0);
      }
    };
    await hear(60);
    const before = await measureMegabytes(host.pid);
    await hear(450);
    // Kept, the samples alone would be 58 MB, and the copies of them many times that.
    expect((await measureMegabytes(host.pid)) - before).toBeLessThan(25);
    expect(flagged / (2 * 510 * 31)).toBeGreaterThan(0.8);
    await Promise.all(detectors.map(({ detector }) => detector.close()));
  });
});

async function measureMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
