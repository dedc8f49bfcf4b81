import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSamples, speech } from '../../test/support/audio.ts';
import { pickHostEnvironment } from '../../test/support/host-environment.ts';
import { writePilotModel } from '../../test/support/pilot-tones/pilot-model.ts';
import { EfirError } from '../core/errors.ts';
import { standardModel } from '../models/catalogue.ts';
import type { EngineRequest, SpeechEngines } from '../ports/speech-engine.ts';
import { createHostPool, type HostPool } from './host-pool.ts';
import { createSpeechEngines, type SpeechEnginesOptions } from './pool.ts';
import type { Load } from './protocol.ts';
import { countMemoryKills, tellMemory } from './tell-memory.ts';

let folder: string;
let modelsDirectory: string;
const opened: { close(): Promise<void> }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'efir-test-bad-'));
  modelsDirectory = join(folder, 'models');
  writePilotModel(join(modelsDirectory, 'good'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  rmSync(folder, { recursive: true, force: true });
});

const samples = makeSamples([speech(2)]);
const environment = pickHostEnvironment();

function createEngines(options: Partial<SpeechEnginesOptions> = {}): SpeechEngines {
  const engines = createSpeechEngines({
    ...{ engine: 'sherpa-onnx', model: 'good', modelsDirectory, threads: 1, environment },
    ...options,
  });
  opened.push(engines);
  return engines;
}

async function codeOf(engines: SpeechEngines, request: EngineRequest): Promise<string> {
  try {
    const { engine } = await engines.open(request);
    await engine.recognise({ samples }, {});
    return 'heard';
  } catch (thrown) {
    return thrown instanceof EfirError ? thrown.code : String(thrown);
  }
}

/** What makes a folder that no engine can use, by what is wrong with it. */
const faults: Readonly<Record<string, (directory: string) => void>> = {
  'a model of the wrong type': (directory) =>
    writePilotModel(directory, { metadata: { model_type: 'other' } }),
  'a model without metadata': (directory) => writePilotModel(directory, { metadata: {} }),
  'a model file that ends the process': (directory) =>
    writePilotModel(directory, {
      metadata: {
        vocab_size: '-1',
        subsampling_factor: '4',
        normalize_type: '',
        model_type: 'EncDecCTCModel',
      },
    }),
  'half a model': (directory) => {
    writePilotModel(directory);
    truncateSync(join(directory, 'model.onnx'), 2000);
  },
  'a page of a website in place of a model': (directory) => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'model.onnx'), '<html>Not found</html>');
    writeFileSync(join(directory, 'tokens.txt'), '<blk> 0\n');
  },
  'tokens of another model': (directory) => {
    writePilotModel(directory);
    writeFileSync(join(directory, 'tokens.txt'), 'not a token list');
  },
};

describe('the service goes on beside', () => {
  it.each(Object.keys(faults))('%s', async (fault) => {
    faults[fault]?.(join(modelsDirectory, 'bad'));
    const engines = createEngines();
    const bad = codeOf(engines, { model: 'bad' });
    const good = codeOf(engines, { model: 'good' });
    expect(await bad).toBe('model-corrupt');
    expect(await good).toBe('heard');
    expect(await codeOf(engines, { model: 'bad' })).toBe('model-corrupt');
  });

  it('an engine that dies again and again', async () => {
    const engines = createEngines({ engine: 'scripted', model: 'default' });
    for (let time = 0; time < 3; time++) {
      expect(await codeOf(engines, { model: 'crash' })).toBe('engine-host-died');
      expect(await codeOf(engines, {})).toBe('heard');
    }
  });

  it('a model that is larger than the memory that models may take', async () => {
    const engines = createEngines({ megabytes: 300 });
    const weights = join(modelsDirectory, 'large');
    writePilotModel(weights);
    writeFileSync(join(weights, 'encoder.weights'), '');
    truncateSync(join(weights, 'encoder.weights'), 2_000_000_000);
    await expect(engines.open({ model: 'large' })).rejects.toMatchObject({
      code: 'model-too-large',
      args: { model: 'large', needs: expect.any(Number), free: 300 },
    });
    expect(await codeOf(engines, {})).toBe('heard');
  });

  it('a default model that is too large, which is known before anything is fetched', async () => {
    const fetched: unknown[] = [];
    const prepare: SpeechEnginesOptions['prepare'] = async (missing) => void fetched.push(missing);
    const small = createEngines({ engine: 'auto', model: standardModel, megabytes: 500, prepare });
    const short = { code: 'model-too-large', args: { model: standardModel, free: 500 } };
    await expect(small.check()).rejects.toMatchObject(short);
    expect(fetched).toEqual([]);
    expect(await createEngines({ megabytes: 500 }).check()).toMatchObject({ model: 'good' });
    const large = createEngines({ engine: 'auto', model: standardModel, megabytes: 5_000, prepare });
    expect(await large.check()).toMatchObject({ model: standardModel });
  });

  it('a device that is not there', async () => {
    const engines = createEngines({ device: 'cuda' });
    await expect(engines.open({})).rejects.toMatchObject({
      code: 'provider-missing',
      args: { provider: 'cuda', detail: expect.stringContaining('for the processor only') },
    });
    expect(await codeOf(createEngines({ device: 'auto' }), {})).toBe('heard');
  });
});

describe('a host without memory', () => {
  const needs = { title: 'good', megabytes: 300 };

  it('is told as that, and the next piece has a new one', async () => {
    const pool: HostPool = createHostPool({ environment, cores: 2 });
    opened.push(pool);
    const load: Load = {
      kind: 'speech-engine',
      name: 'sherpa-onnx',
      settings: {
        model: 'good',
        modelDirectory: join(modelsDirectory, 'good'),
        threads: 1,
        streams: 2,
        extra: {},
      },
    };
    const recording = { secondsLeft: 100 };
    const long = makeSamples([speech(25)]);
    const question = {
      question: 'recognise',
      input: { samples: long, options: {} },
      work: { threads: 1, streams: 2, recording },
    };
    /** Which part of the process is refused memory first is chance; a few die with words that say nothing. */
    const codes: string[] = [];
    while (!codes.includes('memory-short') && codes.length < 8) {
      const { pid } = await pool.get(load, needs);
      takeMemory(pid);
      // Some of the pieces find memory that is left over.
      for (let ended: unknown; !(ended instanceof EfirError); ) {
        ended = await pool.ask(load, needs, question).catch((thrown: unknown) => thrown);
        if (ended instanceof EfirError) codes.push(ended.code);
      }
      const { alive, pid: now } = await pool.get(load, needs);
      if (alive && now === pid) process.kill(pid, 'SIGKILL');
      await expect.poll(async () => (await pool.get(load, needs)).pid, { timeout: 10_000 }).not.toBe(pid);
    }
    expect(codes.at(-1)).toBe('memory-short');
    expect(await pool.ask(load, needs, question)).toMatchObject({ words: expect.any(Array) });
  });

  const died = (detail: string) => new EfirError('engine-host-died', { detail });
  const now = { killsBefore: countMemoryKills(), loading: false };

  it('killed by the kernel is told by the count that the kernel keeps', () => {
    const killed = died('signal SIGKILL');
    expect(tellMemory(killed, needs, { ...now, killsBefore: now.killsBefore - 1 })).toMatchObject({
      code: 'memory-short',
    });
    expect(tellMemory(killed, needs, now)).toBe(killed);
  });

  it('is not what a crash, a broken file that asks for the absurd, or a cancellation is', () => {
    const [crash, cancelled] = [died('signal SIGSEGV'), new EfirError('cancelled')];
    const corrupt = new EfirError('model-corrupt', { model: 'x', detail: 'std::bad_alloc' });
    expect(tellMemory(crash, needs, now)).toBe(crash);
    expect(tellMemory(cancelled, needs, now)).toBe(cancelled);
    expect(tellMemory(corrupt, { title: 'x', megabytes: 1 }, { ...now, loading: true })).toBe(corrupt);
    expect(tellMemory(corrupt, { title: 'x', megabytes: 1e9 }, { ...now, loading: true })).toMatchObject({
      code: 'memory-short',
      args: { model: 'x' },
    });
  });
});

/** Lets a process have no more memory than it has. */
function takeMemory(pid: number): void {
  const [, kilobytes] = /VmData:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
  execFileSync('prlimit', ['--pid', String(pid), `--data=${Number(kilobytes) * 1024}`]);
}
