import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scriptedDiarizer } from '../../src/adapters/diarizer/scripted/scripted-diarizer.ts';
import { sherpaOnnxDiarizer } from '../../src/adapters/diarizer/sherpa-onnx/sherpa-onnx-diarizer.ts';
import { createHostPool, type HostPool } from '../../src/engine-host/host-pool.ts';
import { type DiarizerOptions, openDiarizer } from '../../src/engine-host/open-diarizer.ts';
import type { Load } from '../../src/engine-host/protocol.ts';
import { embeddingModel, segmentationModel } from '../../src/models/catalogue.ts';
import { pickHostEnvironment } from '../support/host-environment.ts';
import { writePilotDiarization } from '../support/pilot-tones/pilot-diarization.ts';
import { makePilotTalk, writePilotTurns } from '../support/pilot-tones/pilot-talk.ts';
import { describeDiarizer } from './diarizer.ts';

const folder = mkdtempSync(join(tmpdir(), 'efir-test-diarizers-'));
const models = writePilotDiarization(folder);
const pool = createHostPool({ environment: pickHostEnvironment() });
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

const talk = makePilotTalk(writePilotTurns(3, 40));
/** The same times, each speaker in an octave of its own. */
const octaves = makeOctaves();
const open = (diarizer: DiarizerOptions['diarizer'], hosts: HostPool = pool) =>
  openDiarizer({ ...(diarizer && { diarizer }), modelsDirectory: folder, threads: 1 }, hosts);

describeDiarizer('scripted as an adapter', {
  open: () => scriptedDiarizer.load({ threads: 1 }),
  talk: octaves,
});
describeDiarizer('scripted in its host', { open: () => open('scripted'), talk: octaves });
const missing = await sherpaOnnxDiarizer.check().catch((error: Error) => error);
describe.skipIf(missing && !process.env['CI'])('with sherpa-onnx', () => {
  describeDiarizer('sherpa-onnx as an adapter', {
    open: () => sherpaOnnxDiarizer.load({ threads: 1, ...models }),
    talk,
  });
  describeDiarizer('sherpa-onnx in its host', { open: () => open('auto'), talk });
  describeHost();
});

function describeHost(): void {
  it('shows life while it works, and a cancelled block leaves no process behind that burns CPU', async () => {
    const limits = { silence: 3, stop: 0.2 };
    const hosts = createHostPool({ environment: pickHostEnvironment(), limits });
    try {
      const diarizer = await open('sherpa-onnx', hosts);
      const long = makeLong(500);
      const whole = await diarizer.diarize({ samples: long }, {});
      expect(whole.voices.length).toBe(3);

      const load: Load = { kind: 'diarizer', name: 'sherpa-onnx', settings: { threads: 1, ...models } };
      const host = await hosts.get(load, { title: 'pilot', megabytes: 200 });
      const controller = new AbortController();
      const stopped = diarizer.diarize({ samples: long }, { signal: controller.signal });
      setTimeout(() => controller.abort(), 100);
      await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
      expect(() => process.kill(host.pid, 0)).toThrow('ESRCH');
      // The next one meets a host that is alive.
      expect((await diarizer.diarize({ samples: talk.samples }, {})).voices.length).toBe(3);
    } finally {
      await hosts.close();
    }
  }, 120_000);

  it('refuses a block that is longer than it says', async () => {
    const diarizer = await open('sherpa-onnx');
    const samples = new Float32Array((diarizer.description.maxBlockSeconds + 1) * 16_000);
    await expect(diarizer.diarize({ samples }, {})).rejects.toMatchObject({ code: 'engine-failed' });
  });

  it('says which model is missing, and that of another kind is no model of this one', async () => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    const nothing = openDiarizer({ modelsDirectory: empty, threads: 1 }, pool);
    await expect(nothing).rejects.toMatchObject({
      code: 'diarizer-missing',
      args: { detail: expect.stringContaining('speaker-segmentation') },
    });
    const swapped = mkdtempSync(join(folder, 'swapped-'));
    writePilotDiarization(swapped);
    const wrong = join(swapped, segmentationModel, 'model.onnx');
    rmSync(wrong);
    writeFileSync(wrong, 'no model');
    const corrupt = openDiarizer({ modelsDirectory: swapped, threads: 1 }, pool);
    await expect(corrupt).rejects.toMatchObject({ code: 'model-corrupt' });
    rmSync(join(swapped, embeddingModel), { recursive: true });
    const half = openDiarizer({ modelsDirectory: swapped, threads: 1 }, pool);
    await expect(half).rejects.toMatchObject({ code: 'diarizer-missing' });
  });
}

/** The talk again and again. */
function makeLong(seconds: number): Float32Array {
  const long = new Float32Array(seconds * 16_000);
  for (let offset = 0; offset < long.length; offset += talk.samples.length) {
    long.set(talk.samples.subarray(0, Math.min(talk.samples.length, long.length - offset)), offset);
  }
  return long;
}

function makeOctaves(): typeof talk {
  const samples = new Float32Array(talk.samples.length);
  for (const { start, end, speaker } of talk.turns) {
    for (let index = Math.round(start * 16_000); index < Math.round(end * 16_000); index++) {
      samples[index] = 0.3 * Math.sin((2 * Math.PI * 125 * 4 ** speaker * index) / 16_000);
    }
  }
  return { ...talk, samples };
}
