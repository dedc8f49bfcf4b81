import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSamples, speech } from '../../test/support/audio.ts';
import { pickHostEnvironment } from '../../test/support/host-environment.ts';
import { writePilotModel } from '../../test/support/pilot-tones/pilot-model.ts';
import { type HostLimits, HostSacrificed } from './client.ts';
import { type HostedEngine, startHostedEngine } from './hosted-engine.ts';

let folder: string;
const hosts: HostedEngine[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'efir-test-host-'));
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function startScripted(model: string, limits: Partial<HostLimits> = {}): Promise<HostedEngine> {
  const environment = { ...pickHostEnvironment(), TMPDIR: folder };
  const settings = { model, threads: 1, extra: {} };
  const host = await startHostedEngine({ engine: 'scripted', settings, environment, limits });
  hosts.push(host);
  return host;
}

function startSherpa(directory: string): Promise<HostedEngine> {
  const environment = { ...pickHostEnvironment(), TMPDIR: folder };
  const settings = { model: 'bad', modelDirectory: directory, threads: 1, extra: {} };
  return startHostedEngine({ engine: 'sherpa-onnx', settings, environment });
}

const samples = makeSamples([speech(2)]);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a host that dies', () => {
  it('in the middle of a piece: the piece is refused with what the process said', async () => {
    const host = await startScripted('crash');
    await expect(host.recognise({ samples }, {})).rejects.toMatchObject({
      code: 'engine-host-died',
      args: { detail: expect.stringContaining('SIGABRT') },
    });
    expect(host.host.alive).toBe(false);
    await expect(host.recognise({ samples }, {})).rejects.toMatchObject({ code: 'engine-host-died' });
  });

  it('killed from outside: every piece in work is refused', async () => {
    const host = await startScripted('slow');
    const calls = [1, 2].map(() => host.recognise({ samples }, {}));
    process.kill(host.host.pid, 'SIGKILL');
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'engine-host-died' });
  });

  it('gives no sign of life: it is killed', async () => {
    const host = await startScripted('hang', { silence: 2 });
    await expect(host.recognise({ samples }, {})).rejects.toMatchObject({
      code: 'engine-host-died',
      args: { detail: 'no sign of life for 2 s' },
    });
    expect(isRunning(host.host.pid)).toBe(false);
  });

  it('leaves nothing in the temporary folder', async () => {
    const host = await startScripted('crash');
    expect(readdirSync(folder)).toHaveLength(1);
    await host.recognise({ samples }, {}).catch(() => {});
    await host.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('folders of hosts that were killed together with their parents are removed by the next', async () => {
  const gone = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => gone.once('exit', resolve));
  mkdirSync(join(folder, `efir-engine-${gone.pid}-abcdef`));
  mkdirSync(join(folder, `efir-engine-${process.pid}-abcdef`));
  await startScripted('default');
  expect(readdirSync(folder)).not.toContain(`efir-engine-${gone.pid}-abcdef`);
  expect(readdirSync(folder)).toContain(`efir-engine-${process.pid}-abcdef`);
});

describe('cancelling', () => {
  it('a piece that can be stopped leaves the host alive', async () => {
    const host = await startScripted('slow');
    const controller = new AbortController();
    const call = host.recognise({ samples }, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    expect(host.host.alive).toBe(true);
    expect(host.host.busy).toBe(0);
  });

  it('a piece that cannot be stopped ends the host, and its neighbours may be sent again', async () => {
    const host = await startScripted('hang', { stop: 0.2 });
    const controller = new AbortController();
    const call = host.recognise({ samples }, { signal: controller.signal });
    const neighbour = host.recognise({ samples }, {}).catch((thrown: unknown) => thrown);
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    expect(await neighbour).toMatchObject({ code: 'engine-host-died', cause: expect.any(HostSacrificed) });
    expect(isRunning(host.host.pid)).toBe(false);
  });
});

/** Looks right from outside. */
const endsProcess = {
  vocab_size: '-1',
  subsampling_factor: '4',
  normalize_type: '',
  model_type: 'EncDecCTCModel',
};

describe('loading', () => {
  it('a file that ends the process: the model is corrupt, and the last words tell why', async () => {
    const directory = join(folder, 'other-kind');
    writePilotModel(directory, { metadata: endsProcess });
    await expect(startSherpa(directory)).rejects.toMatchObject({
      code: 'model-corrupt',
      args: { model: 'bad', detail: expect.stringMatching(/^(exit code 255|signal SIGABRT): .*vocab_size/) },
    });
  });

  it('a truncated file', async () => {
    const directory = join(folder, 'truncated');
    writePilotModel(directory);
    truncateSync(join(directory, 'model.onnx'), 2000);
    await expect(startSherpa(directory)).rejects.toMatchObject({
      code: 'model-corrupt',
      args: { model: 'bad' },
    });
  });

  it('text where a model should be', async () => {
    const directory = join(folder, 'text');
    mkdirSync(directory);
    writeFileSync(join(directory, 'model.onnx'), '<html>Not found</html>');
    writeFileSync(join(directory, 'tokens.txt'), '<blk> 0\n');
    await expect(startSherpa(directory)).rejects.toMatchObject({ code: 'model-corrupt' });
  });

  it('a folder without the files of a model', async () => {
    const directory = join(folder, 'empty');
    mkdirSync(directory);
    await expect(startSherpa(directory)).rejects.toMatchObject({
      code: 'model-corrupt',
      args: { detail: 'its folder lacks tokens.txt' },
    });
  });

  it('no folder at all, and a model that the engine does not have', async () => {
    await expect(startSherpa(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'model-missing' });
    await expect(startScripted('nothing')).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('that takes too long is ended', async () => {
    await expect(startScripted('default', { load: 0.001 })).rejects.toMatchObject({
      code: 'engine-host-died',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('can be cancelled', async () => {
    const environment = { ...pickHostEnvironment(), TMPDIR: folder };
    const settings = { model: 'default', threads: 1, extra: {} };
    const controller = new AbortController();
    const starting = startHostedEngine({ engine: 'scripted', settings, environment }, controller.signal);
    controller.abort();
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('a piece longer than the engine takes is refused, not cut', async () => {
  const host = await startScripted('default');
  const long = new Float32Array(31 * 16_000);
  await expect(host.recognise({ samples: long }, {})).rejects.toMatchObject({ code: 'engine-failed' });
});

it('what an engine says of its failure arrives', async () => {
  const host = await startScripted('fail');
  const failure = { code: 'engine-failed', args: { detail: expect.stringContaining('always fails') } };
  await expect(host.recognise({ samples }, {})).rejects.toMatchObject(failure);
  expect(host.host.alive).toBe(true);
});

it('closing waits for the process, also one that does not listen', async () => {
  const host = await startScripted('hang', { stop: 0.2 });
  const call = host.recognise({ samples }, {}).catch((thrown: unknown) => thrown);
  await host.close();
  expect(await call).toMatchObject({ code: 'engine-host-died' });
  expect(isRunning(host.host.pid)).toBe(false);
});

describe('a parent that is killed', () => {
  it.each(['slow', 'hang'])('takes its host with it, and the host its folder (model %s)', async (model) => {
    const client = JSON.stringify(new URL('./hosted-engine.ts', import.meta.url).href);
    const environment = JSON.stringify({ ...pickHostEnvironment(), TMPDIR: folder });
    const program = `
      const { startHostedEngine } = await import(${client});
      const settings = { model: '${model}', threads: 1, extra: {} };
      const host = await startHostedEngine({ engine: 'scripted', settings, environment: ${environment} });
      console.log(host.host.pid);
      await host.recognise({ samples: new Float32Array(28 * 16000) }, {});`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (line) => resolve(Number(line))),
    );
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
    await expect.poll(() => existsSync(folder) && readdirSync(folder), { timeout: 20_000 }).toEqual([]);
  });
});
