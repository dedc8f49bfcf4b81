import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSamples, makeWavHeader, speech } from '../../../test/support/audio.ts';
import { pickHostEnvironment } from '../../../test/support/host-environment.ts';
import { startTranscribingApi, type TranscribingApi } from '../../../test/support/transcribing.ts';
import { createSpeechEngines } from '../../engine-host/pool.ts';
import type { SpeechEngines } from '../../ports/speech-engine.ts';

/*
 * Long recordings and a short one over the whole way: the api, PostgreSQL, the coordinator, a worker, ffmpeg and an
 * engine in its host that burns CPU. There is one core for all of them.
 */
let here: TranscribingApi;
let engines: SpeechEngines;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-test-short-'));
  engines = createSpeechEngines({
    engine: 'scripted',
    model: 'default',
    modelsDirectory: folder,
    threads: 1,
    cores: 1,
    environment: pickHostEnvironment(),
    scriptedCpuSeconds: 0.03,
  });
});
afterEach(async () => {
  await here.close();
  await engines.close();
  await rm(folder, { recursive: true });
});

const begin = async (workerSlots: number) => {
  here = await startTranscribingApi({ engines, workerSlots, config: { maxFileSize: 40_000_000 } });
};

/** 16 kHz mono; each of another loudness, so that none is taken for another. */
function makeWav(seconds: number, level: number): Blob {
  const pattern = makeSamples([speech(10, level)]);
  const data = Buffer.alloc(seconds * 32_000);
  for (let at = 0; at < data.length / 2; at++)
    data.writeInt16LE(Math.round((pattern[at % pattern.length] ?? 0) * 32_767), at * 2);
  return new Blob([makeWavHeader({ dataBytes: data.length, sampleRate: 16_000, channels: 1 }), data]);
}

async function upload(name: string, wav: Blob): Promise<string> {
  const body = new FormData();
  body.set('file', wav, name);
  const answer = await here.door.fetch('/v1/recordings', { method: 'POST', key: here.door.key, body });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { id: string }).id;
}

const read = async (id: string) => {
  const answer = await here.door.fetch(`/v1/recordings/${id}`, { key: here.door.key });
  return (await answer.json()) as { state: string; processed?: number };
};
const waitFor = (id: string, state: string) =>
  expect.poll(async () => (await read(id)).state, { timeout: 90_000, interval: 50 }).toBe(state);

describe('a short recording', () => {
  it('ends before a long one in work and another that waits, in the place that is kept for it', async () => {
    await begin(2);
    const [long, short] = [makeWav(400, 0.3), makeWav(4, 0.2)];
    const first = await upload('first.wav', long);
    await waitFor(first, 'running');
    const second = await upload('second.wav', long);
    const message = await upload('message.wav', short);
    await waitFor(message, 'succeeded');
    const states = await Promise.all([first, second].map(async (id) => (await read(id)).state));
    expect(states).not.toContain('succeeded');
    expect((await read(second)).state).toBe('queued');
  }, 120_000);

  it('has the next turn at the cores although two long ones are in work', async () => {
    await begin(3);
    const long = makeWav(400, 0.3);
    const both = [await upload('first.wav', long), await upload('second.wav', long)];
    for (const id of both)
      await expect.poll(async () => (await read(id)).processed, { timeout: 60_000 }).toBeGreaterThan(0);
    const message = await upload('message.wav', makeWav(4, 0.2));
    await waitFor(message, 'succeeded');
    for (const id of both) expect((await read(id)).state).toBe('running');
  }, 120_000);
});
