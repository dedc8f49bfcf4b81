import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSamples, speech } from '../../test/support/audio.ts';
import { pickHostEnvironment } from '../../test/support/host-environment.ts';
import type { EfirError } from '../core/errors.ts';
import { createHostPool, type HostPool, type HostPoolOptions } from './host-pool.ts';
import type { Load } from './protocol.ts';

let folder: string;
const pools: HostPool[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'efir-test-host-pool-'));
  mkdirSync(folder, { recursive: true });
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

function createPool(options: Partial<HostPoolOptions> = {}): HostPool {
  const pool = createHostPool({ environment: { ...pickHostEnvironment(), TMPDIR: folder }, ...options });
  pools.push(pool);
  return pool;
}

const needs = (title: string, megabytes = 100) => ({ title, megabytes });
const loadOf = (model: string, extra = {}): Load => ({
  kind: 'speech-engine',
  name: 'scripted',
  settings: { model, threads: 1, extra },
});
const piece = { question: 'recognise', input: { samples: makeSamples([speech(2)]), options: {} } };
/** A private folder for each living host. */
const countHosts = () => readdirSync(folder).length;
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (thrown: EfirError) => thrown.code,
  );

describe('memory', () => {
  it('refuses what can never fit, saying how much it needs and how much there is', async () => {
    const pool = createPool({ megabytes: 1000 });
    const refused = pool.get(loadOf('default'), needs('huge', 1500.2));
    await expect(refused).rejects.toMatchObject({
      code: 'model-too-large',
      args: { model: 'huge', needs: 1501, free: 1000 },
    });
    expect(await codeOf(pool.ask(loadOf('default'), needs('small', 1000), piece))).toBe('done');
  });

  it('is made by the idle hosts, the one used longest ago first', async () => {
    const pool = createPool({ megabytes: 250 });
    for (const model of ['default', 'fail', 'default'])
      await pool.ask(loadOf(model), needs(model), piece).catch(() => {});
    const kept = await pool.get(loadOf('default'), needs('default'));
    await pool.ask(loadOf('slow'), needs('slow'), piece);
    expect(countHosts()).toBe(2);
    expect(kept.alive).toBe(true);
  });

  it('in use is waited for, and given when its questions are answered', async () => {
    const pool = createPool({ megabytes: 150 });
    const ended: string[] = [];
    const ask = (model: string) => pool.ask(loadOf(model), needs(model), piece).then(() => ended.push(model));
    const first = ask('slow');
    await expect.poll(countHosts, { timeout: 10_000 }).toBe(1);
    await Promise.all([first, ask('default')]);
    expect(ended).toEqual(['slow', 'default']);
    expect(countHosts()).toBe(1);
  });

  it('in use without a pause is taken from its user between two questions', async () => {
    const pool = createPool({ megabytes: 150, patience: 0.2 });
    const stop = new AbortController();
    let answered = 0;
    /** Two questions are always in work, as a long recording has it. */
    const keepAsking = async () => {
      while (!stop.signal.aborted) {
        await pool.ask(loadOf('default', { cpuSecondsPerSecond: 0.02 }), needs('default'), piece);
        answered++;
      }
    };
    const busy = Promise.all([keepAsking(), keepAsking()]);
    await expect.poll(() => answered, { timeout: 20_000 }).toBeGreaterThan(2);
    await pool.ask(loadOf('default', { cpuSecondsPerSecond: 0 }), needs('other'), piece);
    const before = answered;
    await expect.poll(() => answered, { timeout: 20_000 }).toBeGreaterThan(before + 2);
    stop.abort();
    await busy;
    expect(countHosts()).toBe(1);
  });

  it('of a host that was to go while it was loading comes back, also where nobody asks that host anything', async () => {
    const pool = createPool({ megabytes: 150, patience: 0 });
    const [first, second] = await Promise.all([
      pool.get(loadOf('slow'), needs('slow')),
      codeOf(pool.ask(loadOf('default'), needs('default'), piece)),
    ]);
    expect(second).toBe('done');
    expect(first.alive).toBe(false);
  });

  it('is not waited for by those who gave up', async () => {
    const pool = createPool({ megabytes: 150 });
    const first = pool.ask(loadOf('slow'), needs('slow'), piece);
    await expect.poll(countHosts, { timeout: 10_000 }).toBe(1);
    const controller = new AbortController();
    const second = codeOf(pool.get(loadOf('fail'), needs('fail'), controller.signal));
    const third = pool.ask(loadOf('default'), needs('default'), piece);
    controller.abort();
    expect(await second).toBe('cancelled');
    await Promise.all([first, third]);
  });

  it('of a host that died is free again', async () => {
    const pool = createPool({ megabytes: 150 });
    expect(await codeOf(pool.ask(loadOf('crash'), needs('crash'), piece))).toBe('engine-host-died');
    expect(await codeOf(pool.get(loadOf('nothing'), needs('nothing')))).toBe('model-missing');
    expect(await codeOf(pool.ask(loadOf('default'), needs('default'), piece))).toBe('done');
  });
});

describe('a host', () => {
  it('that nobody uses ends after its time, and comes back when it is asked', async () => {
    const pool = createPool({ idle: 0.3 });
    await pool.ask(loadOf('default'), needs('default'), piece);
    await expect.poll(countHosts, { timeout: 30_000 }).toBe(0);
    expect(await codeOf(pool.ask(loadOf('default'), needs('default'), piece))).toBe('done');
  });

  it('is one for all who ask the same, and another for other settings', async () => {
    const pool = createPool();
    const [one, two] = await Promise.all([1, 2].map(() => pool.get(loadOf('default'), needs('default'))));
    const other = await pool.get(loadOf('default', { cpuSecondsPerSecond: 0 }), needs('default'));
    expect(one?.pid).toBe(two?.pid);
    expect(other.pid).not.toBe(one?.pid);
  });

  it('that ended between two questions is replaced', async () => {
    const pool = createPool();
    const host = await pool.get(loadOf('default'), needs('default'));
    void host.close();
    expect(await codeOf(pool.ask(loadOf('default'), needs('default'), piece))).toBe('done');
    await expect(host.ask(piece.question, piece.input)).rejects.toMatchObject({ code: 'engine-host-died' });
  });
});

describe('a host that dies of one of several pieces', () => {
  const work = (recording = { secondsLeft: 10 }) => ({
    ...piece,
    work: { threads: 1, streams: 2, recording },
  });

  it('has each of them tried again alone, so that the innocent are heard', async () => {
    const pool = createPool({ cores: 2 });
    const { pid } = await pool.get(loadOf('slow'), needs('slow'));
    const both = [1, 2].map(() => codeOf(pool.ask(loadOf('slow'), needs('slow'), work())));
    await expect
      .poll(async () => (await pool.get(loadOf('slow'), needs('slow'))).busy, { timeout: 10_000 })
      .toBe(2);
    process.kill(pid, 'SIGKILL');
    expect(await Promise.all(both)).toEqual(['done', 'done']);
  });

  it('rejects the guilty, and who was alone with it', async () => {
    const pool = createPool({ cores: 2 });
    const both = [1, 2].map(() => codeOf(pool.ask(loadOf('crash'), needs('crash'), work())));
    expect(await Promise.all(both)).toEqual(['engine-host-died', 'engine-host-died']);
    const { pid } = await pool.get(loadOf('slow'), needs('slow'));
    const alone = codeOf(pool.ask(loadOf('slow'), needs('slow'), work()));
    await expect
      .poll(async () => (await pool.get(loadOf('slow'), needs('slow'))).busy, { timeout: 10_000 })
      .toBe(1);
    process.kill(pid, 'SIGKILL');
    expect(await alone).toBe('engine-host-died');
  });
});

it('never has more pieces at work than there are cores, over all hosts', async () => {
  const pool = createPool({ cores: 2 });
  const loads = ['slow', 'default', 'slow'].map((model) => loadOf(model));
  const recording = { secondsLeft: 10 };
  const hosts = await Promise.all(loads.map((load) => pool.get(load, needs('x'))));
  let most = 0;
  const watch = setInterval(() => {
    const distinct = new Map(hosts.map((host) => [host.pid, host.busy]));
    most = Math.max(
      most,
      [...distinct.values()].reduce((sum, busy) => sum + busy, 0),
    );
  }, 5);
  const work = { threads: 1, streams: 4, recording };
  await Promise.all(
    loads.flatMap((load) => [1, 2].map(() => pool.ask(load, needs('x'), { ...piece, work }))),
  );
  clearInterval(watch);
  expect(most).toBe(2);
});

it('closing rejects those who wait for memory', async () => {
  const pool = createPool({ megabytes: 150 });
  const first = codeOf(pool.ask(loadOf('slow'), needs('slow'), piece));
  await expect.poll(countHosts, { timeout: 10_000 }).toBe(1);
  const second = codeOf(pool.get(loadOf('default'), needs('default')));
  await pool.close();
  expect(await second).toBe('cancelled');
  expect(await first).not.toBe('done');
});
